import { isOver } from '../src/shared/domain/procedures.ts'
import type { JournalEntry } from '../src/shared/domain/journal.ts'
import type { OrganizationId } from '../src/shared/domain/accounts.ts'
import { required } from '../src/main/testing/trial.ts'
import type { Workstation } from '../src/main/workstation.ts'
import type { World } from './world.ts'

type LoggedRequest = {
  requestId: string
  service: string
  operation: string
  targetAccountId: string | null
  errorCode: string | null
}

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
  const entries = allEntries(acts, organizationId)
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
  const intents = new Map(
    entries.filter(({ kind }) => kind === 'call-intent').map((entry) => [entry.sequence, entry]),
  )
  const succeeded = new Map(
    requests
      .filter(
        ({ errorCode, service, operation }) =>
          errorCode === null && changes.has(`${service}:${operation}`),
      )
      .map((request) => [request.requestId, request]),
  )
  /** Done, by item of a procedure; and done without a request ID of our own, by account and call. */
  const doneItems = new Map<string, number>()
  const unnamed = new Map<string, number>()
  const named = new Set<string>()
  for (const { kind, detail } of entries) {
    if (kind !== 'call-result' && kind !== 'call-resolved') continue
    if (detail['state'] !== 'done') continue
    const intent = intents.get(Number(detail['intent']))
    const call = String(intent?.detail['call'])
    if (!intent || !changes.has(call)) continue
    const item = `${intent.procedureId} ${String(detail['itemId'])}`
    doneItems.set(item, (doneItems.get(item) ?? 0) + 1)
    const requestId = kind === 'call-result' ? String(detail['requestId']) : null
    if (requestId === null) {
      const key = `${intent.accountId} ${call}`
      unnamed.set(key, (unnamed.get(key) ?? 0) + 1)
    } else if (succeeded.has(requestId)) named.add(requestId)
    else found.push(`the journal calls ${requestId} (${call}) done, and AWS did not do it`)
  }
  for (const [item, times] of doneItems)
    if (times > 1) found.push(`${item} was done ${times} times`)
  for (const [requestId, { service, operation, targetAccountId }] of succeeded) {
    if (named.has(requestId)) continue
    const key = `${targetAccountId} ${service}:${operation}`
    const left = unnamed.get(key) ?? 0
    if (left === 0) found.push(`AWS did ${key} (${requestId}), and the journal does not know it`)
    else unnamed.set(key, left - 1)
  }
  for (const [key, times] of unnamed) {
    if (times > 0)
      found.push(`the journal settled ${times} × ${key} as done, and AWS did not do it`)
  }
  return found
}

/** What the outcomes say against how things are now. A later procedure, or life, may have changed them again: the newest word counts. */
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
        const result = outcome.items.find(({ itemId }) => itemId === item.id)
        if (result?.state === 'working' || result?.state === 'in-doubt') {
          found.push(`${id}: ${item.id} was left ${result.state}`)
        }
        const done = result?.state === 'done' || result?.state === 'already-so'
        // Keys and certificates are never given twice, so what was deleted can never be there.
        const { thing } = item
        const there =
          (thing.kind === 'access-key' &&
            account?.root.accessKeys.some((key) => key.id === thing.accessKey.id)) ||
          (thing.kind === 'signing-certificate' &&
            account?.root.signingCertificates.some((one) => one.id === thing.certificate.id)) ||
          (thing.kind === 'mfa-device' &&
            account?.root.mfaDevices.some((one) => one.serialNumber === thing.device.serialNumber))
        if (done && there) found.push(`${id}: ${item.id} is called ${result.state} and is there`)
      }
    }
  }
  return found
}

function allEntries(acts: Workstation['acts'], organizationId: OrganizationId): JournalEntry[] {
  const filter = { kinds: [], accountId: null, procedureId: null, caseId: null, search: '' }
  return acts.record.journalPages(organizationId, filter, 0, 10_000_000).entries.toReversed()
}
