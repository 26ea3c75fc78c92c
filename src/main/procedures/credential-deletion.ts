import { hasAny, type CredentialDetails } from '../../shared/domain/credentials.ts'
import { stillOpen } from '../../shared/domain/cases.ts'
import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import type { PlannedItem } from '../../shared/domain/plans.ts'
import { isAsWanted, isSettled, type CredentialKind } from '../../shared/domain/procedures.ts'
import { fail } from '../../shared/ipc/result.ts'
import { readDetails } from '../audit/account-audit.ts'
import type { RootSession } from '../aws/aws-access.ts'
import {
  credentialItems,
  differenceFrom,
  nameOf,
  presenceIn,
  remainingOf,
} from './credential-items.ts'
import { deletableKinds } from './credential-look.ts'
import { sparedIn } from './planned-accounts.ts'
import type { TargetContext, TargetResult } from './procedure-work.ts'
import { changedTarget, failedTarget, resultOf, unreadTarget } from './target-outcomes.ts'

/** IAM may still list for a moment what it has deleted; waits between reads back, milliseconds. */
const readBackWaits = [1_000, 3_000, 6_000] as const

/** One account in one session: list, compare, delete, list again. */
export async function deleteInAccount(context: TargetContext): Promise<TargetResult> {
  const { target } = context
  const opened = await context.session()
  if (!opened.ok) return failedTarget(opened.error)
  const seen = await readDetails(opened.value)
  if (!seen.ok) return failedTarget(seen.error)
  await compareItems(context, seen.value)
  const isLeft = target.items.some((item) => !isSettled(context.outcomeOf(item.id).state))
  const difference = isLeft ? differenceIn(context, seen.value) : null
  if (difference !== null) return changedTarget(difference)

  for (const item of target.items) {
    if (isAsWanted(context.outcomeOf(item.id).state)) continue
    if (item.thing.kind === 'mfa-device' && passwordIsLeft(context)) {
      context.note(item.id, {
        state: 'skipped',
        note: 'The password could not be deleted, and would be without a second factor.',
      })
      continue
    }
    const done = await deleteItem(context, item)
    if (done.kind === 'failed' && endsTheSession(done.outcome.failure?.code)) break
    // Whether the devices may go is known when the password was read back.
    if (done.kind === 'in-doubt' && item.thing.kind === 'password') break
  }
  return await readBack(context)
}

/** Why the account is no longer what the plan was made from, one sentence; null where it is. */
function differenceIn(context: TargetContext, details: CredentialDetails): string | null {
  const { target, mode } = context
  const isPlanned = (kind: CredentialKind) => target.items.some((item) => item.thing.kind === kind)
  if (mode !== 'check') {
    const forbidden = forbiddenSince(context)
    if (forbidden !== null) return forbidden
  }
  if (details.passwordCreatedAt !== null && !isPlanned('password') && isPlanned('mfa-device')) {
    return 'A console password was set after the plan, and would be without a second factor.'
  }
  const kinds = coveredKinds(context, details)
  return differenceFrom(target.items, credentialItems(target.accountId, details, kinds))
}

/** What was exempted or protected since the plan is not touched. What a case has opened is closed again, whatever else holds. */
function forbiddenSince(context: TargetContext): string | null {
  const { target, store } = context
  if (isClosing(context)) return null
  if (store.settings.get().protectedAccounts.includes(target.accountId)) {
    return 'It was made a protected account (Settings) after the plan.'
  }
  const spared = sparedHere(context)
  const item = target.items.find(({ thing }) => isCredential(thing.kind) && spared.has(thing.kind))
  return item ? `${nameOf(item.thing)} was exempted after the plan.` : null
}

/** The kinds in which nothing may have come up since the plan: the chosen ones, without what stays in place. */
function coveredKinds(
  context: TargetContext,
  details: CredentialDetails,
): readonly CredentialKind[] {
  const { request } = context
  const chosen = request.kind === 'delete-root-credentials' ? request.credentials : []
  const spared = sparedHere(context)
  return deletableKinds(
    chosen.filter((kind) => !spared.has(kind)),
    details,
  )
}

function sparedHere(context: TargetContext): ReadonlySet<CredentialKind> {
  const { organizationId, target } = context
  return isClosing(context) ? new Set() : sparedIn(organizationId, target.accountId, context).kinds
}

function isClosing({ record, caseId, target }: TargetContext): boolean {
  const found = caseId === null ? null : record.cases.get(caseId)
  return found !== null && stillOpen(found).some(({ accountId }) => accountId === target.accountId)
}

/** Settles what an earlier attempt left in doubt, and marks what was gone before we came. */
async function compareItems(context: TargetContext, details: CredentialDetails): Promise<void> {
  const { target, mode } = context
  const left = remainingOf(target.items, credentialItems(target.accountId, details))
  for (const item of target.items) {
    const { state } = context.outcomeOf(item.id)
    const isThere = left.has(item.id)
    if (context.isInDoubt(item.id)) {
      await context.settle(
        item.id,
        isThere ? 'not-done' : 'done',
        isThere
          ? 'AWS was read: it is still there, so the call was not carried out.'
          : 'AWS was read: it is gone.',
      )
    } else if (!isThere && !isAsWanted(state)) {
      context.note(item.id, {
        state: 'already-so',
        note: 'It was gone when the account was looked at.',
        failure: null,
      })
    } else if (isThere && (state === 'working' || (mode === 'act' && !isAsWanted(state)))) {
      // Begun anew: what failed, was skipped or was left under way has its turn again.
      context.note(item.id, { state: 'pending', note: null, failure: null })
    }
  }
}

function passwordIsLeft({ target, outcomeOf, mode }: TargetContext): boolean {
  if (mode === 'rehearse') return false
  return target.items.some(
    (item) => item.thing.kind === 'password' && !isAsWanted(outcomeOf(item.id).state),
  )
}

async function deleteItem(context: TargetContext, item: PlannedItem) {
  return await context.perform(item, async () => {
    const session = await context.session()
    if (!session.ok) return session
    return await callFor(session.value, item.thing)
  })
}

function callFor(session: RootSession, thing: PlannedItem['thing']) {
  switch (thing.kind) {
    case 'access-key':
      return session.deleteAccessKey(thing.accessKey.id)
    case 'signing-certificate':
      return session.deleteSigningCertificate(thing.certificate.id)
    case 'password':
      return session.deleteLoginProfile()
    case 'mfa-device':
      return session.deactivateMfaDevice(thing.device.serialNumber)
    default:
      return Promise.resolve(fail(failureOf('plan-altered')))
  }
}

/** After these nothing more can be done in this account now. */
function endsTheSession(code: string | undefined): boolean {
  return code === 'root-session-expired' || code === 'denied-by-scp' || code === 'cancelled'
}

/** Lists once more: only what is read back as gone is called deleted. */
async function readBack(context: TargetContext): Promise<TargetResult> {
  const { target, clock, mode, outcomeOf } = context
  const outcomes = () => target.items.map((item) => outcomeOf(item.id))
  if (mode === 'rehearse') {
    const note = `Rehearsed: ${target.items.length} calls would be made.`
    return { state: 'pending', note, failure: null, verifiedAt: null }
  }
  for (let attempt = 0; ; attempt += 1) {
    const session = await context.session()
    const seen = session.ok ? await readDetails(session.value) : session
    if (!seen.ok) return unreadTarget(outcomes(), seen.error)
    const present = credentialItems(target.accountId, seen.value)
    const left = remainingOf(target.items, present)
    const contradicts = [...left].some(
      (itemId) => isAsWanted(outcomeOf(itemId).state) || context.isInDoubt(itemId),
    )
    const waitMs = readBackWaits[attempt]
    if (contradicts && waitMs !== undefined && !context.signal.aborted) {
      await context.sleep(waitMs)
      continue
    }
    await settleItems(context, left)
    observe(context, seen.value)
    const result = resultOf(outcomes(), clock.instant())
    const news = differenceFrom(
      target.items,
      present.filter(
        (item) => !left.has(item.id) && coveredKinds(context, seen.value).includes(item.thing.kind),
      ),
    )
    if (news !== null && isAsWanted(result.state)) {
      return changedTarget(`${news} It was not touched.`)
    }
    return { ...result, empty: present.length === 0 }
  }
}

/** Brings the items into line with what is `left` of them. */
async function settleItems(context: TargetContext, left: ReadonlySet<string>): Promise<void> {
  for (const item of context.target.items) {
    const isThere = left.has(item.id)
    if (context.isInDoubt(item.id)) {
      // What was not waited out is not settled.
      if (isThere && context.signal.aborted) continue
      await context.settle(
        item.id,
        isThere ? 'not-done' : 'done',
        isThere ? 'Read back: it is still there.' : 'Read back: it is gone.',
      )
    } else if (isThere && isAsWanted(context.outcomeOf(item.id).state)) {
      context.note(item.id, {
        state: 'failed',
        note: 'AWS answered that it was deleted, and still lists it.',
        failure: failureOf('world-changed'),
      })
    }
  }
}

/** What was read back is an observation like any other: the cache learns it. */
function observe(
  { store, clock, target, organizationId, procedureId }: TargetContext,
  details: CredentialDetails,
): void {
  const at = clock.instant()
  const present = presenceIn(details)
  store.transaction(() => {
    store.observations.record(organizationId, {
      accountId: target.accountId,
      runId: procedureId,
      at,
      credentials: { present, details: hasAny(present) ? details : null, detailsMissing: false },
    })
    store.verdicts.refresh(organizationId, target.accountId, store.freshnessWindowMs(), at)
  })
}

function isCredential(kind: PlannedItem['thing']['kind']): kind is CredentialKind {
  return (
    kind === 'access-key' ||
    kind === 'signing-certificate' ||
    kind === 'password' ||
    kind === 'mfa-device'
  )
}
