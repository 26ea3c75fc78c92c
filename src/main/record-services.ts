import type { Instant, OrganizationId } from '../shared/domain/accounts.ts'
import type { Failure } from '../shared/domain/failure.ts'
import { failureOf } from '../shared/domain/failure-catalogue.ts'
import { everyEntry, type JournalEntry } from '../shared/domain/journal.ts'
import type { AuditTarget } from './audit/audit-service.ts'
import { createApprovalGate } from './cases/approval-gate.ts'
import { createApprovalService } from './cases/approval-service.ts'
import { createCaseGate } from './cases/case-gate.ts'
import { createCaseService } from './cases/case-service.ts'
import { createCaseWatch } from './cases/case-watch.ts'
import type { Sleep } from './aws/limiter.ts'
import type { Clock } from './clock.ts'
import { isStorageError, storageFailure, type OpenDatabase } from './database/database.ts'
import { createRecordStore } from './database/record-store.ts'
import type { Store } from './database/store.ts'
import { createJournalService } from './journal/journal-service.ts'
import { openJournal } from './journal/open-journal.ts'
import type { Log } from './log.ts'
import { createIdentityService } from './operators/identity-service.ts'
import { createTrustedOperators } from './operators/trusted-operators.ts'
import { openPlan } from './procedures/confirmation.ts'
import { createJobs } from './procedures/jobs.ts'
import { createProcedureEndings } from './procedures/procedure-endings.ts'
import { createProcedureKeeper } from './procedures/procedure-keeper.ts'
import { createProcedurePreparer } from './procedures/procedure-preparer.ts'
import { createProcedureRecovery } from './procedures/procedure-recovery.ts'
import { createProcedureRunner } from './procedures/procedure-runner.ts'
import { createProcedureService } from './procedures/procedure-service.ts'
import { createResourceReader } from './procedures/resource-reader.ts'
import type { Pushes } from './pushes.ts'
import { createSettingsGuard } from './settings/settings-guard.ts'
import type { ShellServices } from './shell-services.ts'

export type RecordServicesDeps = {
  readonly opened: OpenDatabase
  readonly store: Store
  readonly clock: Clock
  readonly log: Log
  readonly pushes: Pushes
  readonly shell: ShellServices
  readonly dataFolder: string
  readonly version: string
  /** Where STS is called. */
  readonly region: () => string
  /** The connection that is open now; null where there is none. */
  readonly target: () => AuditTarget | null
  readonly organizationId: () => OrganizationId | null
  /** Called when a switch of the organization was turned and read back. */
  readonly organizationSwitched: () => void
  /** When the operator's credentials end for good; null where they do not, or are renewed by themselves. */
  readonly credentialsEnd: () => Instant | null
  /** Called with a procedure that can be resumed, and why it cannot go on now. */
  readonly procedureInterrupted: (id: string, failure: Failure) => void
  /** Called whenever the work on a procedure has ended, however it did. */
  readonly rested: () => void
  /** How waits pass between two looks at AWS. */
  readonly sleep: Sleep
}

/** More than any procedure or case writes. */
const entriesMost = 10_000_000

export type RecordServices = ReturnType<typeof createRecordServices>

/** Everything that acts and remembers: journal, operators, cases, approvals, procedures, over one record. */
export function createRecordServices(deps: RecordServicesDeps) {
  const { store, clock, log, pushes, shell, dataFolder, target, organizationId } = deps
  const record = createRecordStore(deps.opened.db)
  const opened = openJournal({
    record,
    movedAside: deps.opened.movedAside,
    facts: store.settings,
    clock,
    pushes,
    version: deps.version,
  })
  const { journal } = opened
  const identity = createIdentityService({
    identities: record.identities,
    journal,
    clock,
    pushes,
    shell,
  })
  const actor = () => target()?.introduction.caller.arn ?? 'operator'
  const journals = createJournalService({
    record,
    opened,
    store,
    clock,
    log,
    pushes,
    shell,
    signer: identity.signer,
    organizationId,
    actor,
  })
  const { checkpointIfPossible } = journals
  identity.onUnlocked(checkpointIfPossible)
  /** The entries of one procedure or case, oldest first. */
  const entriesWhere = (which: { procedureId: string } | { caseId: string }): JournalEntry[] =>
    record.journalPages(null, { ...everyEntry, ...which }, 0, entriesMost).entries.toReversed()

  const operators = createTrustedOperators({
    operators: record.operators,
    identity,
    journal,
    clock,
    pushes,
    shell,
    actor,
  })
  const keys = { isOwn: identity.isOwn, operator: record.operators.get }
  const caseGate = createCaseGate({ cases: record.cases, clock, organizationId })
  const watch = createCaseWatch({ cases: record.cases, clock, shell, log })
  const cases = createCaseService({
    cases: record.cases,
    gate: caseGate,
    procedures: record.procedures,
    approvals: record.approvals,
    journal,
    entriesOf: (caseId) => entriesWhere({ caseId }),
    checkpoints: record.checkpoints.all,
    checkpointIfPossible,
    clock,
    pushes,
    changed: watch.look,
    organizationId,
    actor,
    ticketPattern: () => store.settings.get().ticketPattern,
  })
  const approvals = createApprovalService({
    approvals: record.approvals,
    identity,
    keys,
    plan(procedureId) {
      const text = record.procedures.planText(procedureId)
      const digest = record.procedures.get(procedureId)?.digest ?? null
      const plan = openPlan(text, digest)
      return plan && text !== null && digest !== null ? { plan, text, digest } : null
    },
    journal,
    clock,
    pushes,
    shell,
    actor,
  })

  const keeper = createProcedureKeeper({ record, journal, clock, pushes })
  const endings = createProcedureEndings({
    record,
    keeper,
    clock,
    checkpoint: checkpointIfPossible,
    interrupted: deps.procedureInterrupted,
    completed({ request }) {
      if (request.kind === 'switch-organization') deps.organizationSwitched()
    },
  })
  const jobs = createJobs({
    rested(id) {
      keeper.rested(id)
      deps.rested()
    },
    broken(id, error) {
      const logId = log.problem('procedures', 'a procedure was stopped by an exception', error)
      const failure = isStorageError(error)
        ? storageFailure(error, dataFolder)
        : failureOf('internal', { logId })
      keeper.interrupted(id, failure, () => jobs.isAtWork(id))
    },
  })
  const acting = { store, record, journal, keeper, endings, jobs, cases: caseGate, clock }
  const { region, credentialsEnd } = deps
  const preparer = createProcedurePreparer({ ...acting, region, credentialsEnd })
  const runner = createProcedureRunner({ ...acting, sleep: deps.sleep })
  const approvalGate = createApprovalGate(record.approvals, keys)
  const procedures = createProcedureService({
    ...acting,
    preparer,
    runner,
    approvals: approvalGate,
    consent: shell.consent,
    credentialsEnd,
    entriesOf: (procedureId) => entriesWhere({ procedureId }),
    target,
    organizationId,
  })
  const recovery = createProcedureRecovery({
    record,
    journal,
    keeper,
    runner,
    jobs,
    approvals: approvalGate,
    clock,
    log,
  })
  const resources = createResourceReader({ store, record, journal, clock, target, organizationId })

  const settingsGuard = createSettingsGuard({
    settings: store.settings,
    journal,
    rulesChanges: () =>
      record
        .journalPages(null, { ...everyEntry, kinds: ['rules-changed'] }, 0, entriesMost)
        .entries.toReversed(),
    pushes,
    shell,
    actor,
  })
  // Before anything asks for a rule.
  settingsGuard.restore()

  return {
    record,
    settingsGuard,
    journal,
    identity,
    operators,
    cases,
    approvals,
    procedures,
    resources,
    entriesWhere,
    journals,
    recover: recovery.recover,
    /** Begins to remind of open cases; where there is somebody to be reminded. */
    watchCases: watch.start,
    /** A connection is open: what an ended process left in doubt is read back. */
    connected: recovery.settleDoubt,
    actor,
    finished: jobs.finished,
    /** True while anything works on a procedure. */
    isAtWork: jobs.isAnyAtWork,

    async close(): Promise<void> {
      watch.close()
      await jobs.close()
      keeper.close()
      checkpointIfPossible()
      opened.close()
    },
  }
}
