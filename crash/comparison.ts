import type { OrganizationId } from '../src/shared/domain/accounts.ts'
import { everyEntry, type JournalEntry } from '../src/shared/domain/journal.ts'
import type { PlannedThing } from '../src/shared/domain/plans.ts'
import { isAsWanted, isOver } from '../src/shared/domain/procedures.ts'
import { required, type TrueAccount } from '../src/main/testing/trial.ts'
import type { Workstation } from '../src/main/workstation.ts'
import type { World } from './world.ts'

type LoggedRequest = {
  requestId: string
  service: string
  operation: string
  targetAccountId: string | null
  errorCode: string | null
}

/** More than any drill writes. */
const entriesMost = 10_000_000

/** The calls that change something, as the journal writes them. */
const changes = new Set([
  'iam:DeleteAccessKey',
  'iam:DeleteSigningCertificate',
  'iam:DeleteLoginProfile',
  'iam:DeactivateMFADevice',
  'iam:CreateLoginProfile',
  's3:PutBucketPolicy',
  's3:DeleteBucketPolicy',
  'sqs:SetQueueAttributes',
  'iam:EnableOrganizationsRootSessions',
  'iam:DisableOrganizationsRootSessions',
  'account:AcceptPrimaryEmailUpdate',
])

/**
 * Holds journal, database and the truth of the organization against one another; a sentence for each disagreement. Nothing may have run twice, nothing
 * be called done that is not, and nothing be done that is not told.
 */
export async function disagreementsOf(
  { acts }: Workstation,
  organizationId: OrganizationId,
  world: World,
): Promise<string[]> {
  const found: string[] = []
  const requests = (await world.control('GET', 'requests')) as LoggedRequest[]
  const entries = acts.record
    .journalPages(organizationId, everyEntry, 0, entriesMost)
    .entries.toReversed()
  const { procedures } = required(
    acts.procedures.list(organizationId, { caseId: null, offset: 0, limit: 500 }),
  )

  const verified = required(await acts.journals.verify())
  if (!verified.intact) found.push(`the journal is not intact: ${verified.firstBroken?.problem}`)

  for (const { id, state, step } of procedures) {
    if (!isOver(state)) found.push(`${id} was left ${state} at ${step}`)
  }
  const open = acts.journal.proceduresWithOpenIntents()
  if (open.length > 0) found.push(`intents without an end: ${open.join(', ')}`)

  found.push(...callsAgainst(entries, requests))
  found.push(
    ...(await outcomesAgainst(
      acts,
      procedures.map(({ id }) => id),
      world,
    )),
  )
  return found
}

/** What AWS did against what the journal tells, call by call. */
function callsAgainst(
  entries: readonly JournalEntry[],
  requests: readonly LoggedRequest[],
): string[] {
  const found: string[] = []
  const succeeded = new Map(
    requests
      .filter((request) => request.errorCode === null && changes.has(callOf(request)))
      .map((request) => [request.requestId, request]),
  )
  const doneItems = new Tally()
  /** Settled as done by reading, so without a request ID of our own. */
  const unnamed = new Tally()
  const named = new Set<string>()
  for (const { procedureId, accountId, call, itemId, requestId } of doneCalls(entries)) {
    doneItems.add(`${procedureId} ${itemId}`)
    if (requestId === null) unnamed.add(`${accountId} ${call}`)
    else if (succeeded.has(requestId)) named.add(requestId)
    else found.push(`the journal calls ${requestId} (${call}) done, and AWS did not do it`)
  }
  for (const [item, times] of doneItems.counts) {
    if (times > 1) found.push(`${item} was done ${times} times`)
  }
  for (const [requestId, request] of succeeded) {
    const key = `${request.targetAccountId} ${callOf(request)}`
    if (!named.has(requestId) && !unnamed.take(key)) {
      found.push(`AWS did ${key} (${requestId}), and the journal does not know it`)
    }
  }
  for (const [key, times] of unnamed.counts) {
    if (times > 0) {
      found.push(`the journal settled ${times} × ${key} as done, and AWS did not do it`)
    }
  }
  return found
}

class Tally {
  readonly counts = new Map<string, number>()
  add(key: string): void {
    this.counts.set(key, (this.counts.get(key) ?? 0) + 1)
  }
  /** Takes one away; false where there is none. */
  take(key: string): boolean {
    const count = this.counts.get(key) ?? 0
    if (count > 0) this.counts.set(key, count - 1)
    return count > 0
  }
}

function callOf({ service, operation }: LoggedRequest): string {
  return `${service}:${operation}`
}

/** The calls that change something and that the journal calls done, by their answer or by what was read. */
function doneCalls(entries: readonly JournalEntry[]) {
  const intents = new Map(entries.map((entry) => [entry.sequence, entry]))
  return entries.flatMap(({ kind, detail }) => {
    if (detail['state'] !== 'done' || (kind !== 'call-result' && kind !== 'call-resolved')) {
      return []
    }
    const intent = intents.get(Number(detail['intent']))
    const call = textOf(intent?.detail['call'])
    if (!intent || !changes.has(call)) return []
    return [
      {
        procedureId: intent.procedureId,
        accountId: intent.accountId,
        call,
        itemId: textOf(detail['itemId']),
        requestId: kind === 'call-result' ? textOf(detail['requestId']) : null,
      },
    ]
  })
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/** What the outcomes say against how things are now. */
async function outcomesAgainst(
  { procedures }: Workstation['acts'],
  ids: readonly string[],
  world: World,
): Promise<string[]> {
  const found: string[] = []
  const { accounts } = await world.state()
  for (const id of ids) {
    const { targets } = required(procedures.targets(id, 'all', 0, 500))
    for (const { target, outcome } of targets) {
      const account = accounts.find((one) => one.id === target.accountId)
      for (const item of target.items) {
        const state = outcome.items.find(({ itemId }) => itemId === item.id)?.state ?? 'pending'
        if (state === 'working' || state === 'in-doubt') {
          found.push(`${id}: ${item.id} was left ${state}`)
        }
        if (account && isAsWanted(state) && isUntouched(item.thing, account)) {
          found.push(`${id}: ${item.id} is called ${state}, and is as it was`)
        }
      }
    }
  }
  return found
}

/**
 * True where a thing is as it was before the plan. Credentials and policies are never given twice in a drill, so that whatever came later, what was
 * changed can never look like this again.
 */
function isUntouched(thing: PlannedThing, { root, buckets, queues }: TrueAccount): boolean {
  switch (thing.kind) {
    case 'access-key':
      return root.accessKeys.some(({ id }) => id === thing.accessKey.id)
    case 'signing-certificate':
      return root.signingCertificates.some(({ id }) => id === thing.certificate.id)
    case 'mfa-device':
      return root.mfaDevices.some(({ serialNumber }) => serialNumber === thing.device.serialNumber)
    case 'bucket-policy':
      return buckets.some(
        ({ name, policy }) => name === thing.bucket && policy === (thing.before?.text ?? null),
      )
    case 'queue-policy':
      return queues.some(
        ({ name, region, policy }) =>
          thing.queueUrl.endsWith(`/${name}`) &&
          region === thing.region &&
          policy === (thing.before?.text ?? null),
      )
    default:
      return false
  }
}
