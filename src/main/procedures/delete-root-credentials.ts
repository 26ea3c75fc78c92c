import { hasAny, type CredentialDetails } from '../../shared/domain/credentials.ts'
import type { Failure } from '../../shared/domain/failure.ts'
import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import type { LeftOut, PlannedItem, PlanTarget } from '../../shared/domain/plans.ts'
import {
  credentialKinds,
  isAsWanted,
  isSettled,
  type CredentialKind,
} from '../../shared/domain/procedures.ts'
import { fail, succeed, type Outcome } from '../../shared/ipc/result.ts'
import { readDetails } from '../audit/account-audit.ts'
import type { RootSession } from '../aws/aws-access.ts'
import { eachOf } from './concurrency.ts'
import {
  credentialItems,
  differenceFrom,
  lastUseOf,
  nameOf,
  presenceIn,
} from './credential-items.ts'
import { accountsOf, eligibleAccounts, type EligibleAccount } from './planned-accounts.ts'
import { accountChecks, standingChecks } from './preflight-checks.ts'
import type {
  PlanningContext,
  ProcedureWork,
  RequestOf,
  TargetContext,
  TargetResult,
} from './procedure-work.ts'
import { resultOf } from './target-outcomes.ts'
import { changedTarget, failedTarget } from './target-run.ts'

const task = 'IAMDeleteRootUserCredentials'
const dayMs = 86_400_000
/** Accounts looked at side by side while planning. */
const looksAtOnce = 32
/** IAM may still list for a moment what it has deleted; waits between reads back, milliseconds. */
const readBackWaits = [1_000, 3_000, 6_000] as const

/** Deletes root credentials of one or of many member accounts: each one in the plan by name, each read back. */
export const deleteRootCredentials: ProcedureWork<'delete-root-credentials'> = {
  async preflight(request, context) {
    return [
      ...(await standingChecks(['RootCredentialsManagement'], context)),
      ...accountChecks(accountsOf(request.scope, context), context),
    ]
  },

  async draw(request, context) {
    const accountIds = accountsOf(request.scope, context)
    const closing = new Set(request.caseId === null ? [] : context.reopenedIn(request.caseId))
    const { eligible, leftOut } = eligibleAccounts(
      accountIds,
      request.credentials,
      closing,
      context,
    )
    if (eligible.length > context.rule.maxAccounts) {
      return fail(
        failureOf('too-many-accounts', {
          message: `The procedure covers ${eligible.length} accounts, and the rule of this workstation allows ${context.rule.maxAccounts} at once.`,
        }),
      )
    }
    const looked = await lookAll(eligible, request, context)
    if (!looked.ok) return looked
    const targets = looked.value.flatMap((one) => ('target' in one ? [one.target] : []))
    const spared = looked.value.flatMap((one) => one.leftOut)
    if (targets.length === 0)
      return fail(failureOf('nothing-to-do', nothingBecause([...leftOut, ...spared])))
    const [only] = targets
    return succeed({
      title:
        targets.length === 1 && only
          ? `Delete root credentials of ${only.accountName || only.accountId}`
          : `Delete root credentials of ${targets.length} accounts`,
      phrase: targets.length === 1 && only ? only.accountId : `delete ${targets.length} accounts`,
      targets,
      leftOut: [...leftOut, ...spared],
    })
  },

  async work(context) {
    const result = await deleteInAccount(context)
    // Read back as not carried out after all: it is no blind repetition to ask once more.
    const again = result.state === 'pending' && context.mode === 'act'
    return again ? await deleteInAccount(context) : result
  },
}

type Looked =
  | { readonly target: PlanTarget; readonly leftOut: LeftOut[] }
  | { readonly leftOut: LeftOut[] }

async function lookAll(
  eligible: readonly EligibleAccount[],
  request: RequestOf<'delete-root-credentials'>,
  context: PlanningContext,
): Promise<Outcome<Looked[]>> {
  const looked: Looked[] = []
  let done = 0
  await eachOf(
    eligible,
    looksAtOnce,
    async (account, index) => {
      looked[index] = await look(account, request, context)
      done += 1
      context.progress(done, eligible.length)
    },
    () => !context.signal.aborted,
  )
  return context.signal.aborted ? fail(failureOf('cancelled')) : succeed(looked)
}

/** Looks at one account for the plan, and proves the way back: that its password could be recovered afterwards. */
async function look(
  { accountId, accountName, kinds }: EligibleAccount,
  request: RequestOf<'delete-root-credentials'>,
  context: PlanningContext,
): Promise<Looked> {
  const omit = (reason: string): Looked => ({ leftOut: [{ accountId, accountName, reason }] })
  const opened = await context.openSession(accountId, task)
  if (!opened.ok) return omit(`It could not be looked at: ${opened.error.message}`)
  const { session } = opened.value
  const details = await readDetails(session).finally(() => session.close())
  if (!details.ok) return omit(`It could not be looked at: ${details.error.message}`)
  const seenAt = context.clock.instant()
  const { items, kept } = itemsFor(accountId, details.value, kinds, request.credentials, context)
  const leftOut = kept === null ? [] : [{ accountId, accountName, reason: kept }]
  if (items.length === 0) {
    return kept === null ? omit('It holds none of the chosen credentials.') : { leftOut }
  }
  const wayBack = await context.openSession(accountId, 'IAMCreateRootUserPassword')
  if (!wayBack.ok) {
    return omit(`The way back is not open, so nothing is deleted: ${wayBack.error.message}`)
  }
  wayBack.value.session.close()
  return {
    target: {
      accountId,
      accountName,
      task,
      seenAt,
      wayBack: { provenAt: context.clock.instant(), requestId: wayBack.value.requestId },
      items,
    },
    leftOut,
  }
}

/** The items of one account, and what is kept for a reason: MFA devices are, where the password stays. */
function itemsFor(
  accountId: string,
  details: CredentialDetails,
  kinds: readonly CredentialKind[],
  chosen: readonly CredentialKind[],
  { settings, clock }: PlanningContext,
): { items: PlannedItem[]; kept: string | null } {
  const passwordStays = details.passwordCreatedAt !== null && !kinds.includes('password')
  const keepsDevices =
    passwordStays && kinds.includes('mfa-device') && details.mfaDevices.length > 0
  const wanted = keepsDevices ? kinds.filter((kind) => kind !== 'mfa-device') : kinds
  const recentSince = new Date(clock.now() - settings.recentUseDays * dayMs).toISOString()
  const items = credentialItems(accountId, details, wanted).map((item): PlannedItem => {
    const used = lastUseOf(item.thing)
    return {
      ...item,
      acknowledge:
        used !== null && used >= recentSince
          ? `${nameOf(item.thing)} of ${accountId} was last used on ${used.slice(0, 10)}${whereUsed(item.thing)}. Whatever uses it will stop working.`
          : null,
    }
  })
  return {
    items,
    kept:
      keepsDevices && chosen.includes('mfa-device')
        ? 'Its MFA devices are kept: the console password stays, and would be without a second factor.'
        : null,
  }
}

function whereUsed(thing: PlannedItem['thing']): string {
  if (thing.kind !== 'access-key' || thing.accessKey.lastUsed === null) return ''
  const { service, region } = thing.accessKey.lastUsed
  return service === 'N/A' ? '' : ` (${service}${region === 'N/A' ? '' : ` in ${region}`})`
}

/** One account in one session: list, compare, delete, list again. */
async function deleteInAccount(context: TargetContext): Promise<TargetResult> {
  const { target } = context
  const opened = await context.session()
  if (!opened.ok) return failedTarget(opened.error)
  const kinds = kindsIn(context)
  const seen = await readDetails(opened.value)
  if (!seen.ok) return failedTarget(seen.error)
  const present = new Set(credentialItems(target.accountId, seen.value).map((item) => item.id))
  const difference = differenceFrom(
    target.items,
    credentialItems(target.accountId, seen.value, kinds),
  )
  await compareItems(context, present)
  if (
    difference !== null &&
    target.items.some((item) => !isSettled(context.outcomeOf(item.id).state))
  ) {
    return changedTarget(difference)
  }

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
    if (done.kind === 'withheld') continue
    if (done.kind === 'failed' && endsTheSession(done.outcome.failure?.code)) break
  }
  return await readBack(context, kinds)
}

/** The kinds that the plan was made for. */
function kindsIn({ request }: TargetContext): readonly CredentialKind[] {
  return request.kind === 'delete-root-credentials' ? request.credentials : credentialKinds
}

/** Settles what an earlier attempt left in doubt, and marks what was gone before we came. */
async function compareItems(context: TargetContext, present: ReadonlySet<string>): Promise<void> {
  for (const item of context.target.items) {
    const { state } = context.outcomeOf(item.id)
    if (context.isInDoubt(item.id)) {
      await context.settle(
        item.id,
        present.has(item.id) ? 'not-done' : 'done',
        present.has(item.id)
          ? 'AWS was read: it is still there, so the call was not carried out.'
          : 'AWS was read: it is gone.',
      )
    } else if (!present.has(item.id) && !isAsWanted(state)) {
      context.note(item.id, {
        state: 'already-so',
        note: 'It was gone when the account was looked at.',
      })
    } else if (present.has(item.id) && state !== 'pending' && context.mode === 'act') {
      // Begun anew: what failed or was skipped last time has its turn again.
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
async function readBack(
  context: TargetContext,
  kinds: readonly CredentialKind[],
): Promise<TargetResult> {
  const { target, clock, mode } = context
  if (mode === 'rehearse') {
    return {
      state: 'pending',
      note: `Rehearsed: ${target.items.length} calls would be made.`,
      failure: null,
      verifiedAt: null,
    }
  }
  const wanted = new Set(target.items.map((item) => item.id))
  for (let attempt = 0; ; attempt += 1) {
    const session = await context.session()
    if (!session.ok) return unread(context, session.error)
    const seen = await readDetails(session.value)
    if (!seen.ok) return unread(context, seen.error)
    const present = credentialItems(target.accountId, seen.value)
    const left = present.filter((item) => wanted.has(item.id))
    const contradicts = left.some((item) => isAsWanted(context.outcomeOf(item.id).state))
    const waitMs = readBackWaits[attempt]
    if (contradicts && waitMs !== undefined && !context.signal.aborted) {
      await context.sleep(waitMs)
      continue
    }
    const leftIds = new Set(left.map((item) => item.id))
    for (const item of target.items) {
      const { state } = context.outcomeOf(item.id)
      if (context.isInDoubt(item.id)) {
        await context.settle(
          item.id,
          leftIds.has(item.id) ? 'not-done' : 'done',
          leftIds.has(item.id) ? 'Read back: it is still there.' : 'Read back: it is gone.',
        )
      }
      if (leftIds.has(item.id) && isAsWanted(state)) {
        context.note(item.id, {
          state: 'failed',
          note: 'AWS answered that it was deleted, and still lists it.',
          failure: failureOf('world-changed'),
        })
      }
    }
    observe(context, seen.value)
    const news = present.filter((item) => !wanted.has(item.id) && kinds.includes(item.thing.kind))
    const result = resultOf(
      target.items.map((item) => context.outcomeOf(item.id)),
      clock.instant(),
    )
    if (news.length > 0 && isAsWanted(result.state)) {
      return changedTarget(
        `${news.map((item) => nameOf(item.thing)).join(', ')} came up after the plan and was not touched.`,
      )
    }
    return { ...result, empty: present.length === 0 }
  }
}

/** Nothing was read back, so nothing is verified, whatever AWS answered before. */
function unread(context: TargetContext, error: Failure): TargetResult {
  const items = context.target.items.map((item) => context.outcomeOf(item.id))
  const result = resultOf(items, null)
  return isAsWanted(result.state)
    ? { ...result, note: `Not read back: ${error.message}`, verifiedAt: null }
    : result
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

function nothingBecause(leftOut: readonly LeftOut[]): { message?: string } {
  const [only] = leftOut
  return leftOut.length === 1 && only
    ? { message: `There is nothing to do in ${only.accountId}. ${only.reason}` }
    : {}
}
