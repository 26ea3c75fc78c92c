import { hasAny, type CredentialDetails } from '../../shared/domain/credentials.ts'
import type { AccountId } from '../../shared/domain/accounts.ts'
import type { Failure } from '../../shared/domain/failure.ts'
import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import type { LeftOut, PlannedItem, PlanTarget } from '../../shared/domain/plans.ts'
import type { CredentialKind } from '../../shared/domain/procedures.ts'
import { fail, succeed, type Outcome } from '../../shared/ipc/result.ts'
import { readDetails } from '../audit/account-audit.ts'
import { eachOf } from './concurrency.ts'
import { credentialItems, lastUseOf, nameOf, presenceIn } from './credential-items.ts'
import type { EligibleAccount } from './planned-accounts.ts'
import type { PlanningContext } from './procedure-work.ts'

export const deletionTask = 'IAMDeleteRootUserCredentials'
const dayMs = 86_400_000
/** Accounts looked at side by side while planning. */
const looksAtOnce = 32

/** What looking at one account for a plan came to. */
export type Looked = {
  /** Null where there is nothing to do in it. */
  readonly target: PlanTarget | null
  readonly leftOut: readonly LeftOut[]
  /** Why it could not be looked at; null where it could. */
  readonly failure: Failure | null
}

/** What the deletion is asked to cover. */
export type Looking = {
  readonly chosen: readonly CredentialKind[]
  /** What a break-glass case has opened: read back as empty even where nothing is left to delete. */
  readonly closing: ReadonlySet<AccountId>
}

/** Looks at all accounts of a plan, in their order. Fails only where it was cancelled. */
export async function lookAll(
  accounts: readonly EligibleAccount[],
  looking: Looking,
  context: PlanningContext,
): Promise<Outcome<Looked[]>> {
  const looked: Looked[] = []
  let done = 0
  await eachOf(
    accounts,
    looksAtOnce,
    async (account, index) => {
      looked[index] = await look(account, looking, context)
      done += 1
      context.progress(done, accounts.length)
    },
    () => !context.signal.aborted,
  )
  return context.signal.aborted ? fail(failureOf('cancelled')) : succeed(looked)
}

/** Looks at one account, and proves the way back: that its password could be recovered afterwards. */
async function look(
  { accountId, accountName, kinds }: EligibleAccount,
  { chosen, closing }: Looking,
  context: PlanningContext,
): Promise<Looked> {
  const omit = (reason: string, failure: Failure | null = null): Looked => ({
    target: null,
    leftOut: [{ accountId, accountName, reason }],
    failure,
  })
  const opened = await context.openSession(accountId, deletionTask)
  if (!opened.ok) return omit(`It could not be looked at: ${opened.error.message}`, opened.error)
  const { session } = opened.value
  const details = await readDetails(session).finally(() => session.close())
  if (!details.ok) {
    return omit(`It could not be looked at: ${details.error.message}`, details.error)
  }
  const seenAt = context.clock.instant()
  const { items, kept } = itemsFor(accountId, details.value, kinds, chosen, context)
  const leftOut = kept === null ? [] : [{ accountId, accountName, reason: kept }]
  const target = { accountId, accountName, task: deletionTask, seenAt, wayBack: null, items }
  if (items.length === 0) {
    const verifiesClosed = closing.has(accountId) && !hasAny(presenceIn(details.value))
    if (verifiesClosed) return { target, leftOut, failure: null }
    return kept === null
      ? omit('It holds none of the chosen credentials.')
      : { target: null, leftOut, failure: null }
  }
  const wayBack = await context.openSession(accountId, 'IAMCreateRootUserPassword')
  if (!wayBack.ok) {
    return omit(`The way back is not open, so nothing is deleted: ${wayBack.error.message}`)
  }
  wayBack.value.session.close()
  const proven = { provenAt: context.clock.instant(), requestId: wayBack.value.requestId }
  return { target: { ...target, wayBack: proven }, leftOut, failure: null }
}

/** The items of one account, and what is kept for a reason. */
function itemsFor(
  accountId: AccountId,
  details: CredentialDetails,
  kinds: readonly CredentialKind[],
  chosen: readonly CredentialKind[],
  { settings, clock }: PlanningContext,
): { items: PlannedItem[]; kept: string | null } {
  const wanted = deletableKinds(kinds, details)
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
  const keepsDevices = wanted.length < kinds.length && details.mfaDevices.length > 0
  return {
    items,
    kept:
      keepsDevices && chosen.includes('mfa-device')
        ? 'Its MFA devices are kept: the console password stays, and would be without a second factor.'
        : null,
  }
}

/** The kinds that may be deleted where this is there: MFA devices stay where the password stays. */
export function deletableKinds(
  kinds: readonly CredentialKind[],
  { passwordCreatedAt }: Pick<CredentialDetails, 'passwordCreatedAt'>,
): readonly CredentialKind[] {
  const passwordStays = passwordCreatedAt !== null && !kinds.includes('password')
  return passwordStays ? kinds.filter((kind) => kind !== 'mfa-device') : kinds
}

function whereUsed(thing: PlannedItem['thing']): string {
  if (thing.kind !== 'access-key' || thing.accessKey.lastUsed === null) return ''
  const { service, region } = thing.accessKey.lastUsed
  return service === 'N/A' ? '' : ` (${service}${region === 'N/A' ? '' : ` in ${region}`})`
}
