import type { Approval } from '../../shared/domain/approvals.ts'
import type {
  PlannedItem,
  PlannedThing,
  PolicyText,
  TargetView,
} from '../../shared/domain/plans.ts'
import type { ItemOutcome, OutcomeState, Procedure } from '../../shared/domain/procedures.ts'
import { code, fenced, plain, table } from '../markdown.ts'
import { utc } from '../../shared/domain/utc.ts'

/** A procedure of a case with its plan, how it came out, and who approved it. */
export type ReportedProcedure = {
  readonly procedure: Pick<
    Procedure,
    'id' | 'title' | 'state' | 'createdAt' | 'createdBy' | 'confirmedAt' | 'endedAt' | 'digest'
  >
  readonly targets: readonly TargetView[]
  /** The approval that was used for it; null where none was. */
  readonly approval: Approval | null
}

/** What a procedure was to do, what it found, and what was there afterwards. */
export function procedureSection({ procedure, targets, approval }: ReportedProcedure): string[] {
  const { createdAt, createdBy, confirmedAt, endedAt, digest } = procedure
  return [
    `### ${plain(procedure.title)}`,
    table(
      ['Procedure', code(procedure.id)],
      [
        ['State', procedure.state],
        ['Begun', `${utc(createdAt)} by ${plain(createdBy)}`],
        ['Confirmed', confirmedAt === null ? 'never, so nothing was changed' : utc(confirmedAt)],
        ['Ended', endedAt === null ? '**not ended**' : utc(endedAt)],
        ['Digest of the plan', digest === null ? 'there was no plan' : code(digest)],
        ['Approved', approval === null ? 'no approval was used' : approvalOf(approval)],
      ],
    ),
    table(
      ['Account', 'Call', 'Before', 'After', 'Came out', 'AWS request ID'],
      targets.flatMap(({ target, outcome }) =>
        target.items.map((item) => {
          const came = outcome.items.find(({ itemId }) => itemId === item.id) ?? null
          return [
            `${target.accountId} ${plain(target.accountName)}`,
            code(item.call),
            before(item.thing),
            after(item, came, outcome.verifiedAt),
            outcomeOf(came),
            code(came?.requestId ?? ''),
          ]
        }),
      ),
    ),
    ...targets.flatMap(({ target }) => target.items.flatMap(({ thing }) => policiesOf(thing))),
  ]
}

function approvalOf({ approver, approvedAt, note }: Approval): string {
  const said = note === '' ? '' : `: ${plain(note)}`
  return `${utc(approvedAt)} by ${plain(approver.name)}, ${code(approver.fingerprint)}${said}`
}

const stateWords = {
  pending: '**not begun**',
  working: '**under way**',
  waiting: '**waiting**',
  done: 'done',
  'already-so': 'it was so already',
  skipped: 'skipped',
  failed: '**failed**',
  changed: '**not as planned, so not touched**',
  'in-doubt': '**in doubt**',
  'not-run': 'not run',
} as const satisfies Record<OutcomeState, string>

function outcomeOf(came: ItemOutcome | null): string {
  if (came === null) return stateWords.pending
  const why = came.failure?.message ?? came.note
  return why === null ? stateWords[came.state] : `${stateWords[came.state]}: ${plain(why)}`
}

/** What the plan found. */
function before(thing: PlannedThing): string {
  switch (thing.kind) {
    case 'audit':
      return ''
    case 'access-key':
      return `access key ${code(thing.accessKey.id)}, ${plain(thing.accessKey.status)}`
    case 'signing-certificate':
      return `signing certificate ${code(thing.certificate.id)}, ${plain(thing.certificate.status)}`
    case 'password':
      return 'a console password'
    case 'mfa-device':
      return `${thing.deviceKind} MFA device ${code(thing.device.serialNumber)}`
    case 'password-recovery':
      return 'no console password'
    case 'mailbox':
      return code(thing.before)
    case 'bucket-policy':
    case 'queue-policy':
      return hashOf(thing.before)
    case 'organization-switch':
      return thing.from ? 'on' : 'off'
  }
}

/** What is there now. SECURITY: only what was read back from AWS is called so. */
function after(
  { thing }: PlannedItem,
  came: ItemOutcome | null,
  verifiedAt: string | null,
): string {
  const isSo = came?.state === 'done' || came?.state === 'already-so'
  if (!isSo) return 'as before, as far as is known'
  const found = wanted(thing)
  return verifiedAt === null
    ? `${found} (**not read back**)`
    : `${found}, read back ${utc(verifiedAt)}`
}

function wanted(thing: PlannedThing): string {
  switch (thing.kind) {
    case 'audit':
      return 'looked at'
    case 'access-key':
    case 'signing-certificate':
    case 'password':
    case 'mfa-device':
      return 'gone'
    case 'password-recovery':
      return `a password can be set by ${plain(thing.mailbox)}, which ${plain(thing.mailboxOwner)} reads`
    case 'mailbox':
      return code(thing.after)
    case 'bucket-policy':
    case 'queue-policy':
      return hashOf(thing.after)
    case 'organization-switch':
      return thing.to ? 'on' : 'off'
  }
}

function hashOf(policy: PolicyText | null): string {
  return policy === null ? 'no policy' : `policy with SHA-256 ${code(policy.sha256)}`
}

function policiesOf(thing: PlannedThing): string[] {
  if (thing.kind !== 'bucket-policy' && thing.kind !== 'queue-policy') return []
  const name = thing.kind === 'bucket-policy' ? thing.bucket : thing.queueUrl
  return [
    `Policy of ${code(name)} before:`,
    thing.before === null ? 'None.' : fenced(thing.before.text, 'json'),
    'Policy after:',
    thing.after === null ? 'None.' : fenced(thing.after.text, 'json'),
  ]
}
