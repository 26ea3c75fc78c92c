import type { AccountId } from '../../../shared/domain/accounts.ts'
import type { JournalEntry } from '../../../shared/domain/journal.ts'
import type { PlanHead, TargetView } from '../../../shared/domain/plans.ts'
import type { Procedure, ProcedureRequest } from '../../../shared/domain/procedures.ts'
import type { Outcome } from '../../../shared/ipc/result.ts'
import type { SimulatorOptions } from '../../../simulator/options.ts'
import type { ShellServices } from '../../shell-services.ts'
import {
  expectedPosture,
  required,
  startTrial,
  type Trial,
  type TrueAccount,
} from '../../testing/trial.ts'

/** What every request needs and few tests care about. */
export const forNothing = { caseId: null, ticket: null, reason: 'a test' } as const

export type ProcedureTrial = Trial & {
  /** How long the engine would have waited for AWS, milliseconds each: the time passed at once. */
  readonly waits: number[]
  /** What happens each time while it waits. */
  whileWaiting: () => Promise<unknown> | void
  [Symbol.asyncDispose](): Promise<void>
}

/** Shorter waits are those between two calls, which AWS's rates ask for. */
const shortestWait = 1_000

/** An organization whose accounts are listed, and a workstation that need not wait for AWS. */
export async function startProcedures({
  operator = 'management',
  services = {},
  ...options
}: SimulatorOptions & {
  operator?: 'management' | 'delegated'
  services?: Partial<ShellServices>
} = {}): Promise<ProcedureTrial> {
  const waits: number[] = []
  const trial = await startTrial({ accounts: 30, seed: 5, ...options }, operator, {
    services,
    async sleep(ms) {
      if (ms >= shortestWait) {
        waits.push(ms)
        await started.whileWaiting()
      }
      // Where the network is gone or the trial is over, time passes for the workstation alone.
      await trial.pass(ms).catch(() => undefined)
    },
  })
  const started: ProcedureTrial = Object.assign(trial, {
    waits,
    whileWaiting() {},
    [Symbol.asyncDispose]: trial.close,
  })
  await liftLimits(trial)
  await trial.audit()
  return started
}

/** The limits of Organizations are counted in real time, in which nobody waits here. */
export async function liftLimits(trial: Trial): Promise<void> {
  const inForce = (await trial.control('GET', 'limits')) as { [operation: string]: unknown }
  const none = Object.keys(inForce).map((operation) => [operation, { rate: 1e6, burst: 1e6 }])
  await trial.control('PUT', 'limits', Object.fromEntries(none))
}

/** The accounts of a procedure with how they came out. */
export function targetsOf(trial: Trial, { id }: Procedure): TargetView[] {
  return required(trial.workstation.acts.procedures.targets(id, 'all', 0, 500)).targets
}

/** Lets a plan run that was made before, and waits for its end. */
export async function confirmed(trial: Trial, procedure: Procedure): Promise<Procedure> {
  required(await confirm(trial, procedure))
  return await rested(trial, procedure.id)
}

/** The calls that changed something, in their order: the operations. */
export async function changesMade(trial: Trial): Promise<string[]> {
  return (await trial.requests())
    .filter(({ operation, errorCode }) => mutating.test(operation) && errorCode === null)
    .map(({ operation }) => operation)
}

/** The calls that would have changed something, whether AWS did them or not. */
export async function changesTried(trial: Trial): Promise<string[]> {
  return (await trial.requests())
    .map(({ operation }) => operation)
    .filter((operation) => mutating.test(operation))
}

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
    ...change,
    acknowledged:
      change.acknowledged ?? planOf(trial, procedure).acknowledgements.map(({ itemId }) => itemId),
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
