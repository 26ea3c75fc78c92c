import type { AccountId } from '../../shared/domain/accounts.ts'
import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import type { PlannedItem, PolicyText } from '../../shared/domain/plans.ts'
import { isAsWanted, type Check, type PolicyChange } from '../../shared/domain/procedures.ts'
import type { PreImage } from '../../shared/domain/resources.ts'
import { parsePolicy } from '../../shared/policy/policy-document.ts'
import { policyLimitBytes, type PolicyService } from '../../shared/policy/policy-context.ts'
import { fail, succeed, type Outcome } from '../../shared/ipc/result.ts'
import type { RootSession } from '../aws/aws-access.ts'
import { sha256Hex } from '../journal/canonical-json.ts'
import { isSamePolicy } from './policy-comparison.ts'
import { accountChecks, standingChecks } from './preflight-checks.ts'
import type {
  DrawnPlan,
  PlanningContext,
  RequestOf,
  TargetContext,
  TargetResult,
} from './procedure-work.ts'
import { changedTarget, failedTarget, resultOf, unreadTarget } from './target-outcomes.ts'

/** One bucket or queue with its policy: how it is read and written. What the two unlock procedures differ in. */
export type PolicyResource = {
  readonly service: PolicyService
  /** The bucket's name, or the queue's URL: what identifies it in the record. */
  readonly resource: string
  readonly region: string
  read(session: RootSession): Promise<Outcome<{ readonly policy: string | null }>>
  /** Null deletes it. Sent once. */
  write(
    session: RootSession,
    policy: string | null,
  ): Promise<Outcome<{ readonly requestId: string | null }>>
  /** Waits between reads back, milliseconds: how long AWS may take to show a change. */
  readonly readBackWaits: readonly number[]
}

/** A policy text with its hash; null where there is none. */
export function policyText(text: string | null): PolicyText | null {
  return text === null ? null : { text, sha256: sha256Hex(text) }
}

/** What both unlock procedures look at first. */
export async function policyChecks(
  accountId: AccountId,
  context: PlanningContext,
): Promise<Check[]> {
  return [
    ...(await standingChecks(['RootSessions'], context)),
    ...accountChecks([accountId], context),
  ]
}

/**
 * Reads the policy anew and plans what it is to become. Fails where it is no longer the one that was on screen.
 *
 * @param name what people call the resource; it is typed to confirm.
 */
export async function drawPolicyPlan(
  context: PlanningContext,
  { accountId, seenSha256, change }: RequestOf<'unlock-bucket-policy' | 'unlock-queue-policy'>,
  task: 'S3UnlockBucketPolicy' | 'SQSUnlockQueuePolicy',
  resource: PolicyResource,
  name: string,
  itemOf: (before: PolicyText | null, after: PolicyText | null) => PlannedItem,
): Promise<Outcome<DrawnPlan>> {
  const { introduction, store, clock } = context
  const wanted = wantedText(context, resource, accountId, change)
  if (!wanted.ok) return wanted
  const opened = await context.openSession(accountId, task)
  if (!opened.ok) return opened
  const { session } = opened.value
  const read = await resource.read(session).finally(() => session.close())
  if (!read.ok) return read
  const before = policyText(read.value.policy)
  if ((before?.sha256 ?? null) !== seenSha256) return fail(failureOf('policy-changed'))
  const after = policyText(wanted.value)
  if ((before?.sha256 ?? null) === (after?.sha256 ?? null)) return fail(failureOf('nothing-to-do'))
  const known = store.accountTable.get(introduction.organization.id, accountId)
  return succeed({
    title: `${changeWords(change)} the policy of the ${resource.service === 's3' ? 'bucket' : 'queue'} ${name}`,
    phrase: name,
    leftOut: [],
    targets: [
      {
        accountId,
        accountName: known?.account.name ?? accountId,
        task,
        seenAt: clock.instant(),
        wayBack: null,
        items: [itemOf(before, after)],
      },
    ],
  })
}

function wantedText(
  { record, introduction }: PlanningContext,
  { service, resource }: PolicyResource,
  accountId: AccountId,
  change: PolicyChange,
): Outcome<string | null> {
  if (change.kind === 'delete') return succeed(null)
  if (change.kind === 'restore') {
    const image = record.preImages.get(introduction.organization.id, change.preImageId)
    // SECURITY: a kept policy goes back to where it came from and nowhere else.
    const fits =
      image?.service === service && image.resource === resource && image.accountId === accountId
    return fits ? succeed(image.policy?.text ?? null) : fail(failureOf('not-found'))
  }
  const parsed = parsePolicy(change.policy, policyLimitBytes[service])
  if (parsed.ok) return succeed(change.policy)
  const [first] = parsed.problems
  return fail(
    failureOf('malformed-policy', {
      message: first
        ? `The policy cannot be written as it stands: ${first.message} (line ${first.line}, column ${first.column})`
        : undefined,
    }),
  )
}

/** What the change is called, in the title of the plan. */
function changeWords(change: PolicyChange): string {
  switch (change.kind) {
    case 'delete':
      return 'Delete'
    case 'restore':
      return 'Restore'
    case 'put':
      return change.by === 'repair' ? 'Repair' : 'Replace'
  }
}

/** Writes the policy in the plan, and nothing else: read, compared, written once, read back. */
export async function changePolicy(
  context: TargetContext,
  resource: PolicyResource,
  item: PlannedItem,
  before: PolicyText | null,
  after: PolicyText | null,
): Promise<TargetResult> {
  const session = await context.session()
  if (!session.ok) return failedTarget(session.error)
  const now = await resource.read(session.value)
  if (!now.ok) return failedTarget(now.error)
  if (context.isInDoubt(item.id)) {
    // A change that was made may not be seen yet: the doubt is waited out before anything is sent again.
    const settled = await readBack(context, resource, item, before, after)
    return settled.state === 'pending' && context.mode === 'act'
      ? await changePolicy(context, resource, item, before, after)
      : settled
  }
  const found = policyText(now.value.policy)
  const isBefore = (found?.sha256 ?? null) === (before?.sha256 ?? null)
  if (!isAsWanted(context.outcomeOf(item.id).state)) {
    if (holds(found?.text ?? null, after)) {
      context.note(item.id, { state: 'already-so', note: 'The policy was as wanted already.' })
    } else if (!isBefore) {
      return changedTarget(
        found === null
          ? 'There is no policy any more; one was shown.'
          : `The policy is not the one that was shown: its SHA-256 is ${found.sha256}.`,
      )
    } else {
      const done = await context.perform(
        item,
        async () => {
          const open = await context.session()
          return open.ok ? await resource.write(open.value, after?.text ?? null) : open
        },
        { withIntent: () => keepPreImage(context, resource, before, after) },
      )
      if (done.kind === 'withheld') {
        return {
          state: 'pending',
          note: context.mode === 'rehearse' ? 'Rehearsed: one call would be made.' : null,
          failure: null,
          verifiedAt: null,
        }
      }
      if (done.kind === 'failed') return resultOf([done.outcome], null)
    }
  }
  return await readBack(context, resource, item, before, after)
}

async function readBack(
  context: TargetContext,
  resource: PolicyResource,
  item: PlannedItem,
  before: PolicyText | null,
  after: PolicyText | null,
): Promise<TargetResult> {
  for (let attempt = 0; ; attempt += 1) {
    const session = await context.session()
    const read = session.ok ? await resource.read(session.value) : session
    if (!read.ok) return unreadTarget([context.outcomeOf(item.id)], read.error)
    const text = read.value.policy
    if (holds(text, after)) {
      if (context.isInDoubt(item.id)) {
        await context.settle(item.id, 'done', 'Read back: the new policy is in force.')
      }
      return resultOf([context.outcomeOf(item.id)], context.clock.instant())
    }
    const waitMs = resource.readBackWaits[attempt]
    if (waitMs !== undefined && !context.signal.aborted) {
      context.note(item.id, { note: 'AWS does not show the change yet; it is read again.' })
      await context.sleep(waitMs)
      continue
    }
    const isOld = (policyText(text)?.sha256 ?? null) === (before?.sha256 ?? null)
    if (context.isInDoubt(item.id)) {
      // What was not waited out is not settled.
      if (context.signal.aborted) return resultOf([context.outcomeOf(item.id)], null)
      if (!isOld) {
        await context.settle(item.id, 'overtaken', overtaken)
        return changedTarget(overtaken)
      }
      await context.settle(item.id, 'not-done', 'Read back: the old policy is still in force.')
      return resultOf([context.outcomeOf(item.id)], null)
    }
    const note = isOld
      ? 'AWS answered that it was done, and still shows the old policy. Verify again in a while.'
      : neither
    context.note(item.id, { note })
    return { ...resultOf([context.outcomeOf(item.id)], null), note }
  }
}

const neither =
  'AWS shows a policy that is neither the old nor the new one: somebody else may have written it.'
const overtaken = `${neither} Whether ours was in force in between, CloudTrail can tell.`

function holds(text: string | null, wanted: PolicyText | null): boolean {
  if (text === null || wanted === null) return text === null && wanted === null
  return text === wanted.text || isSamePolicy(text, wanted.text)
}

/** Kept before the call is sent, so that there is a way back from whatever happens. */
function keepPreImage(
  { record, organizationId, procedureId, target, clock }: TargetContext,
  { service, resource, region }: PolicyResource,
  before: PolicyText | null,
  after: PolicyText | null,
): void {
  const image: PreImage = {
    // One for each procedure, also where it is written again after an interruption.
    id: procedureId,
    procedureId,
    accountId: target.accountId,
    service,
    resource,
    region,
    policy: before,
    replacedBySha256: after?.sha256 ?? null,
    takenAt: clock.instant(),
  }
  record.preImages.keep(organizationId, image)
}
