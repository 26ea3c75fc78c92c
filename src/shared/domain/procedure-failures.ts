import type { FailureEntry } from './failure-entry.ts'

/** What stops a procedure, an approval, a case or an identity. */
export const procedureFailures = {
  'procedure-not-ready': {
    retryable: false,
    message: 'The procedure is at another step now.',
    remedy: 'Look at the step on screen; it may have moved on in the meantime.',
  },
  'preflight-failed': {
    retryable: false,
    message: 'A check before the plan failed, so nothing was planned.',
    remedy: 'Mend what the failed check names, then look again.',
  },
  'nothing-to-do': {
    retryable: false,
    message:
      'There is nothing to do: all that was asked for is as wanted already, or was left out.',
    remedy: 'See why accounts were left out; choose others if that was not meant.',
  },
  'too-many-accounts': {
    retryable: false,
    message: 'The procedure covers more accounts than the rule of this workstation allows at once.',
    remedy: 'Choose fewer accounts, or raise the limit under Settings.',
  },
  'plan-altered': {
    retryable: false,
    message: 'What was to be confirmed is not the plan that is kept here, byte for byte.',
    remedy:
      'Close the procedure and plan again; if it happens again, find out who changes the database.',
  },
  'plan-expired': {
    retryable: false,
    message: 'The plan has expired.',
    remedy: 'Plan again, so that what is confirmed was seen recently.',
  },
  'wrong-phrase': {
    retryable: false,
    message: 'What was typed is not the phrase of this plan.',
    remedy: 'Type exactly what is shown.',
  },
  'not-acknowledged': {
    retryable: false,
    message: 'An item that was used recently has not been acknowledged by itself.',
    remedy: 'Acknowledge each of them, or plan again without them.',
  },
  'not-consented': {
    retryable: false,
    message: 'It was not agreed to in the window that the system showed, so nothing was done.',
    remedy: 'Confirm again, and agree there.',
  },
  'caller-changed': {
    retryable: false,
    message: 'Another caller is connected now than the one who made the plan.',
    remedy: 'Connect as the caller of the plan, or plan again.',
  },
  'stopped-by-threshold': {
    retryable: true,
    message: 'Too many accounts did not come out as wanted, so the procedure stopped by itself.',
    remedy: 'Look at what failed; then resume, or plan again for the rest.',
  },
  'in-doubt': {
    retryable: true,
    message: 'A call was sent and no answer tells whether AWS did it.',
    remedy: 'Resume when AWS can be reached: it is read back first, and never repeated blindly.',
  },
  'ticket-refused': {
    retryable: false,
    message: 'The ticket does not have the form that this workstation asks for.',
    remedy: 'Give the number of a ticket; a link to a chat is no record that lasts.',
  },
  'case-needed': {
    retryable: false,
    message: 'This procedure runs only inside a break-glass case.',
    remedy: 'Open a case under Cases, then begin it from there.',
  },
  'case-closed': {
    retryable: false,
    message: 'The case is closed.',
    remedy: 'Open a new case.',
  },
  'case-over': {
    retryable: false,
    message: 'The time box of the case is over, so nothing new begins in it.',
    remedy:
      'Extend the case with a reason, or close it. What is still open can be closed at any time.',
  },
  'case-still-open': {
    retryable: false,
    message: 'An account that this case opened is not verified closed yet.',
    remedy: 'Close it again first: delete its root credentials and let AWS be read back.',
  },
  'procedure-unfinished': {
    retryable: false,
    message: 'A procedure of this case is not over.',
    remedy: 'Bring it to its end or cancel it, then close the case.',
  },
  'approval-needed': {
    retryable: false,
    message: 'The plan needs the approval of a second operator.',
    remedy: 'Hand the request to a trusted operator, and bring their approval back.',
  },
  'approval-unreadable': {
    retryable: false,
    message: 'This is not a request or an approval that Rootkeep can read.',
    remedy: 'Paste or open the whole text as it was handed over.',
  },
  'approval-own': {
    retryable: false,
    message: 'Nobody approves their own plan.',
    remedy: 'Hand the request to another operator.',
  },
  'approval-used': {
    retryable: false,
    message: 'This approval was used before.',
    remedy: 'Ask for a new approval of the present plan.',
  },
  'approval-expired': {
    retryable: false,
    message: 'The approval, or the plan it was asked for, has expired.',
    remedy: 'Plan again, and ask again.',
  },
  'approval-other-plan': {
    retryable: false,
    message: 'The approval is for another plan.',
    remedy: 'Ask for an approval of the plan on screen; a plan made anew needs a new one.',
  },
  'approval-untrusted': {
    retryable: false,
    message: 'Whoever signed this is not among the trusted operators of this workstation.',
    remedy: 'Compare the fingerprint with its owner, then add them under Settings.',
  },
  'approval-revoked': {
    retryable: false,
    message: 'The key that signed this was revoked on this workstation.',
    remedy: 'Ask another trusted operator.',
  },
  'approval-forged': {
    retryable: false,
    message:
      'The signature does not fit the text: it was changed on its way, or was never signed by this key.',
    remedy: 'Ask for it again by another way, and compare.',
  },
  'identity-missing': {
    retryable: false,
    message: 'This workstation has no operator identity yet.',
    remedy:
      'Make one under Settings, or with rootkeep identity create: it signs approvals, checkpoints and bundles.',
  },
  'identity-locked': {
    retryable: false,
    message: 'The operator identity is locked.',
    remedy: 'Unlock it with its passphrase.',
  },
  'wrong-passphrase': {
    retryable: false,
    message: 'The passphrase does not open the key.',
    remedy:
      'Try again; there is no way around it. With a lost passphrase, make a new identity and have it trusted anew.',
  },
  'key-store-refused': {
    retryable: true,
    message:
      'The key store of the system did not answer, or the key was sealed by another user or on another computer.',
    remedy:
      'Unlock the key store of the system and try again. A key that came from elsewhere cannot be opened here: make a new identity.',
  },
  'fingerprint-differs': {
    retryable: false,
    message: 'The fingerprint that was compared is not that of this card.',
    remedy: 'Do not trust the card; ask its owner for a new one by another way.',
  },
  'journal-broken': {
    retryable: false,
    message:
      'The journal is not intact: an entry was changed, dropped or added by something else than Rootkeep.',
    remedy: 'Keep a copy of the data folder as evidence, and find out who had access to it.',
  },
} as const satisfies Readonly<Record<string, FailureEntry>>
