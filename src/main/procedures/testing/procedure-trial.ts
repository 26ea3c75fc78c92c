import type { AccountId } from '../../../shared/domain/accounts.ts'
import type { JournalEntry } from '../../../shared/domain/journal.ts'
import type { PlanHead } from '../../../shared/domain/plans.ts'
import type { Procedure, ProcedureRequest } from '../../../shared/domain/procedures.ts'
import type { Outcome } from '../../../shared/ipc/result.ts'
import { expectedPosture, required, type Trial, type TrueAccount } from '../../testing/trial.ts'

/** What every request needs and few tests care about. */
export const forNothing = { caseId: null, ticket: null, reason: 'a test' } as const

/** Begins a procedure and waits until it has looked and planned, or could not. */
export async function prepared(trial: Trial, request: ProcedureRequest): Promise<Procedure> {
  const begun = required(trial.workstation.acts.procedures.begin(request))
  return await rested(trial, begun.id)
}

/** Waits until nothing is under way for a procedure. */
export async function rested(trial: Trial, id: string): Promise<Procedure> {
  await trial.workstation.acts.finished(id)
  return required(trial.workstation.acts.procedures.get(id))
}

/** The plan of a procedure. */
export function planOf(trial: Trial, { id }: Procedure): PlanHead {
  const plan = required(trial.workstation.acts.procedures.plan(id))
  if (!plan) throw new Error('there is no plan')
  return plan
}

/** Confirms as the window would: the phrase typed, everything acknowledged. */
export function confirm(
  trial: Trial,
  procedure: Procedure,
  change: { digest?: string; typed?: string; acknowledged?: string[] } = {},
): Promise<Outcome<Procedure>> {
  return trial.workstation.acts.procedures.confirm({
    procedureId: procedure.id,
    digest: procedure.digest ?? '',
    typed: procedure.phrase ?? '',
    acknowledged: planOf(trial, procedure).acknowledgements.map(({ itemId }) => itemId),
    ...change,
  })
}

/** Plans, confirms and runs to the end. */
export async function ran(trial: Trial, request: ProcedureRequest): Promise<Procedure> {
  const procedure = await prepared(trial, request)
  if (procedure.state !== 'waiting') return procedure
  required(await confirm(trial, procedure))
  return await rested(trial, procedure.id)
}

/** The accounts in which a root session may work, with what they truly hold. */
export async function reachable(trial: Trial): Promise<TrueAccount[]> {
  const { accounts, organization } = await trial.truth()
  return accounts.filter((account) =>
    ['compliant', 'non-compliant'].includes(
      expectedPosture(account, organization.managementAccountId),
    ),
  )
}

/** How many root credentials an account truly holds. */
export function credentialCount({ root }: TrueAccount): number {
  return (
    Number(root.passwordPresent) +
    root.accessKeys.length +
    root.mfaDevices.length +
    root.signingCertificates.length
  )
}

/** One account as it truly is. */
export async function trueAccount(trial: Trial, id: AccountId): Promise<TrueAccount> {
  const found = (await trial.truth()).accounts.find((account) => account.id === id)
  if (!found) throw new Error(`there is no account ${id}`)
  return found
}

/** The procedure's entries of the journal, oldest first. */
export function journalOf(trial: Trial, { id }: Procedure): JournalEntry[] {
  return trial.workstation.acts.entriesWhere({ procedureId: id })
}

/** The calls that change something, by their operation. */
export const mutating =
  /^(Delete(?!.*Bucket$)|Deactivate|Create|Put|Set|Enable|Disable|Register|Deregister|Start|Accept)/
