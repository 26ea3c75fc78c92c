import type { FailureEntry } from './failure-entry.ts'

/** What goes wrong before the first call: the sign-in, profiles, the role on the way, the lock. */
export const signInFailures = {
  'sign-in-needed': {
    retryable: false,
    message: 'This connection needs a sign-in in the browser.',
    remedy: 'Sign in; what waited goes on by itself.',
  },
  'sign-in-denied': {
    retryable: false,
    message: 'The sign-in was denied in the browser.',
    remedy: 'Sign in again and choose Allow, if it was you who denied it.',
  },
  'sign-in-late': {
    retryable: false,
    message: 'Nobody finished the sign-in within ten minutes.',
    remedy: 'Begin it again.',
  },
  'sign-in-under-way': {
    retryable: false,
    message: 'A sign-in is under way already.',
    remedy: 'Finish or cancel it first.',
  },
  'sign-in-refused': {
    retryable: false,
    message: 'IAM Identity Center refused the sign-in.',
    remedy: 'Begin it again. If it stays, check start URL and Region of the connection.',
  },
  'start-url-wrong': {
    retryable: false,
    message: 'IAM Identity Center does not know this start URL in this Region.',
    remedy:
      'Compare both with the AWS access portal: Region and start URL stand under “Access keys” there.',
  },
  'browser-not-opened': {
    retryable: false,
    message: 'The browser of this computer could not be opened.',
    remedy: 'Sign in with a device code instead: it works from a browser anywhere.',
  },
  'callback-refused': {
    retryable: false,
    message: 'This computer lets no program listen for the answer of the browser.',
    remedy: 'Sign in with a device code instead.',
  },
  'token-revoked': {
    retryable: false,
    message: 'The sign-in was ended at AWS: its token is not accepted any more.',
    remedy: 'Sign in again; what waited goes on by itself.',
  },
  'role-not-assigned': {
    retryable: false,
    message: 'This role is not assigned to you in this account.',
    remedy: 'Choose another account or role, or ask for the assignment.',
  },
  'profile-missing': {
    retryable: false,
    message: 'The AWS config files have no such profile.',
    remedy: 'Choose another profile, or add it to the AWS config file.',
  },
  'profile-unusable': {
    retryable: false,
    message: 'This profile cannot be used here.',
    remedy: 'Change the profile, or choose another one.',
  },
  'config-unreadable': {
    retryable: false,
    message: 'An AWS config file has lines that cannot be understood.',
    remedy: 'Correct the line that is named, then connect again.',
  },
  'credential-process-failed': {
    retryable: false,
    message: 'The program that this profile names for credentials gave none.',
    remedy: 'Run it in a terminal to see what it says.',
  },
  'hop-refused': {
    retryable: false,
    message: 'The role on the way could not be assumed.',
    remedy:
      'Compare its trust policy with the one under Readiness, Permissions; SourceIdentity needs sts:SetSourceIdentity.',
  },
  'organization-differs': {
    retryable: false,
    message: 'This connection leads to another organization than before.',
    remedy:
      'If that is meant, open the connection and let it forget the organization; else check whose credentials these are.',
  },
  'connection-unreadable': {
    retryable: false,
    message: 'This is no file of connections that this version can read.',
    remedy: 'Choose a file that Rootkeep exported.',
  },
  locked: {
    retryable: false,
    message: 'Rootkeep is locked.',
    remedy: 'Unlock it first.',
  },
  'lock-not-opened': {
    retryable: false,
    message: 'This does not open the lock.',
    remedy:
      'Try again. With a lost passphrase, end Rootkeep and put rootkeep.db of the data folder aside: sign-ins and cache begin anew, the record stays.',
  },
} as const satisfies Readonly<Record<string, FailureEntry>>
