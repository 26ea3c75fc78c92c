import { recoveryStepLabel, scenarioLabel } from './case-words.ts'
import { CaseScenario, RecoveryStep } from './cases.ts'
import { failureCatalogue } from './failure-catalogue.ts'
import { FailureCode } from './failure.ts'
import type { JournalEntry, JournalKind, JournalValue } from './journal.ts'
import { utc } from './utc.ts'

type Detail = JournalEntry['detail']

/** What one entry of the journal tells, as a sentence. What an older version did not write is left out of it. */
export function sentenceOf({ kind, detail }: Pick<JournalEntry, 'kind' | 'detail'>): string {
  return sentences[kind](detail)
}

const sentences: { readonly [K in JournalKind]: (detail: Detail) => string } = {
  'journal-begun': (detail) => sentence('The journal was begun', textIn(detail, 'reason')),
  'procedure-opened': (detail) =>
    sentence(
      `A procedure was opened${detail['procedure'] ? `, ${textIn(detail, 'procedure').replaceAll('-', ' ')}` : ''}`,
      textIn(detail, 'reason'),
    ),
  'procedure-planned': (detail) =>
    sentence(
      'It was planned',
      [
        counted(detail, 'accounts', 'account'),
        counted(detail, 'items', 'call'),
        ...(numberIn(detail, 'leftOut') > 0
          ? [counted(detail, 'leftOut', 'account left out', 'accounts left out')]
          : []),
        digestIn(detail),
      ]
        .filter(Boolean)
        .join(', '),
    ),
  'procedure-rehearsed': (detail) =>
    sentence(
      'It was rehearsed: nothing was changed',
      numberIn(detail, 'misfits') > 0
        ? counted(
            detail,
            'misfits',
            'account would not have come out',
            'accounts would not have come out',
          )
        : '',
    ),
  'procedure-confirmed': (detail) =>
    sentence(
      'The plan was confirmed',
      [digestIn(detail), approvedIn(detail)].filter(Boolean).join(', '),
    ),
  'procedure-refused': (detail) => sentence('It was refused to run', reasonIn(detail)),
  'procedure-stopped': (detail) => sentence('It stopped', reasonIn(detail)),
  'procedure-resumed': (detail) => sentence('It was resumed', reasonIn(detail)),
  'procedure-ended': (detail) =>
    textIn(detail, 'state') === 'cancelled'
      ? 'It was cancelled.'
      : sentence('It came to its end', countsIn(detail['accounts'])),
  'call-intent': (detail) =>
    `${textIn(detail, 'call') || 'A call'} was about to be sent; no answer is known.`,
  'call-result': answerIn,
  'call-resolved': (detail) =>
    sentence('What was in doubt was settled by reading AWS', textIn(detail, 'how')),
  verification: (detail) =>
    detail['noCredentialLeft'] === true
      ? 'AWS was read back: no root credential is left.'
      : sentence('AWS was read back, and showed what the plan wants', textIn(detail, 'note')),
  'approval-requested': (detail) =>
    sentence('The approval of a second operator was asked for', digestIn(detail)),
  'approval-given': (detail) =>
    sentence(
      'The plan was approved for another operator',
      [textIn(detail, 'requesterName'), digestIn(detail)].filter(Boolean).join(', '),
    ),
  'approval-accepted': (detail) =>
    sentence(
      `${textIn(detail, 'approverName') || 'A second operator'} approved the plan`,
      [digestIn(detail), textIn(detail, 'note')].filter(Boolean).join('; '),
    ),
  'approval-refused': (detail) => sentence('An approval was refused', reasonIn(detail)),
  'case-opened': (detail) => {
    const scenario = CaseScenario.safeParse(detail['scenario'])
    return [
      sentence('Opened', scenario.success ? scenarioLabel[scenario.data] : ''),
      ended(textIn(detail, 'reason')),
      ended(
        textIn(detail, 'ticket') &&
          `Ticket ${textIn(detail, 'ticket')}, until ${utcIn(detail, 'until')}`,
      ),
    ]
      .filter(Boolean)
      .join(' ')
  },
  'case-step': (detail) => {
    const step = RecoveryStep.safeParse(detail['step'])
    return sentence(
      step.success ? recoveryStepLabel[step.data] : 'A step was done',
      [`by ${textIn(detail, 'by')}`, textIn(detail, 'accountName')].filter(Boolean).join(', '),
    )
  },
  'case-note': (detail) => textIn(detail, 'text'),
  'case-extended': (detail) =>
    sentence(`Extended until ${utcIn(detail, 'until')}`, textIn(detail, 'reason')),
  'case-closed': (detail) => sentence('Closed', textIn(detail, 'outcome')),
  'identity-created': (detail) => sentence('An operator identity was made', fingerprintIn(detail)),
  'operator-trusted': (detail) => sentence('An operator was trusted', fingerprintIn(detail)),
  'operator-revoked': (detail) => sentence('An operator was revoked', fingerprintIn(detail)),
  'rules-changed': (detail) => sentence('Rules were changed', textIn(detail, 'text')),
  'cloudtrail-imported': (detail) =>
    sentence('CloudTrail was compared with the journal', counted(detail, 'events', 'event')),
  'bundle-signed': (detail) =>
    sentence(
      detail['redacted'] === true
        ? 'A redacted evidence bundle was signed'
        : 'An evidence bundle was signed',
      [
        textIn(detail, 'name'),
        textIn(detail, 'at') && `as of ${utcIn(detail, 'at')}`,
        textIn(detail, 'manifest') && `manifest ${textIn(detail, 'manifest').slice(0, 8)}…`,
      ]
        .filter(Boolean)
        .join(', '),
    ),
  'connection-kept': (detail) =>
    sentence(
      `${connectionIn(detail)} was ${detail['isNew'] === true ? 'kept' : 'changed'}`,
      textsIn(detail, 'changes').join('; '),
    ),
  'connection-removed': (detail) => `${connectionIn(detail)} was removed.`,
  'signed-in': (detail) =>
    sentence(`Signed in${throughIn(detail)}`, textIn(detail, 'as') && `as ${textIn(detail, 'as')}`),
  'signed-out': (detail) =>
    sentence(
      `Signed out${throughIn(detail)}`,
      detail['ended'] === false ? 'here alone: AWS could not be told' : '',
    ),
}

function connectionIn(detail: Detail): string {
  return textIn(detail, 'name') === ''
    ? 'A connection'
    : `The connection “${textIn(detail, 'name')}”`
}

function throughIn(detail: Detail): string {
  return textIn(detail, 'name') === '' ? '' : ` through “${textIn(detail, 'name')}”`
}

function textsIn(detail: Detail, member: string): string[] {
  const value = detail[member]
  return Array.isArray(value) ? value.filter((text) => typeof text === 'string') : []
}

/** How a call came out. */
function answerIn(detail: Detail): string {
  const call = textIn(detail, 'call') || 'A call'
  const accessKeyId = textIn(detail, 'accessKeyId')
  const code = textIn(detail, 'awsCode') || textIn(detail, 'code')
  switch (textIn(detail, 'state')) {
    case 'done':
      return call === 'sts:AssumeRoot'
        ? sentence('A root session was opened', accessKeyId)
        : `${call} was done.`
    case 'already-so':
      return `${call}: it was so already.`
    case 'failed':
      return sentence(`${call} failed`, code)
    case 'in-doubt':
      return `${call} was sent, and no answer told whether AWS did it.`
    default:
      return `${call} was answered.`
  }
}

/** `Head: tail.`, or `Head.` where there is no more to say. */
function sentence(head: string, tail: string): string {
  return ended(tail === '' ? head : `${head}: ${tail}`)
}

/** With a full stop, where there is something and nothing ends it. */
function ended(text: string): string {
  return text === '' || /[.!?…”]$/.test(text) ? text : `${text}.`
}

function reasonIn(detail: Detail): string {
  const code = FailureCode.safeParse(detail['code'])
  return textIn(detail, 'message') || (code.success ? failureCatalogue[code.data].message : '')
}

function digestIn(detail: Detail): string {
  const digest = textIn(detail, 'digest')
  return digest === '' ? '' : `digest ${digest.slice(0, 8)}…`
}

function approvedIn(detail: Detail): string {
  return textIn(detail, 'approval') === '' ? '' : 'with the approval of a second operator'
}

function fingerprintIn(detail: Detail): string {
  return [textIn(detail, 'name'), textIn(detail, 'fingerprint')].filter(Boolean).join(', ')
}

function countsIn(counts: JournalValue | undefined): string {
  if (counts === null || typeof counts !== 'object' || Array.isArray(counts)) return ''
  const of = counts as Detail
  const said = (['done', 'alreadySo', 'skipped', 'failed', 'changed', 'notRun'] as const)
    .filter((field) => numberIn(of, field) > 0)
    .map((field) => `${numberIn(of, field)} ${countWords[field]}`)
  return said.length === 0 ? '' : `${counted(of, 'total', 'account')}, ${said.join(', ')}`
}

const countWords = {
  done: 'done',
  alreadySo: 'already so',
  skipped: 'skipped',
  failed: 'failed',
  changed: 'not as planned',
  notRun: 'not run',
} as const

function counted(detail: Detail, member: string, one: string, many = `${one}s`): string {
  const count = detail[member]
  return typeof count === 'number' ? `${count} ${count === 1 ? one : many}` : ''
}

function utcIn(detail: Detail, member: string): string {
  const instant = textIn(detail, member)
  return instant === '' ? 'an unknown time' : utc(instant)
}

function textIn(detail: Detail, member: string): string {
  const value = detail[member]
  return typeof value === 'string' ? value : ''
}

function numberIn(detail: Detail, member: string): number {
  const value = detail[member]
  return typeof value === 'number' ? value : 0
}
