import { randomUUID } from 'node:crypto'
import type { AccountId, OrganizationId } from '../../shared/domain/accounts.ts'
import type { TextFile } from '../../shared/domain/approvals.ts'
import type {
  BreakGlassCase,
  CaseDetail,
  CaseDraft,
  RecoveryStep,
} from '../../shared/domain/cases.ts'
import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import type {
  Checkpoint,
  JournalDraft,
  JournalEntry,
  JournalKind,
} from '../../shared/domain/journal.ts'
import { readTicket } from '../../shared/domain/tickets.ts'
import { fail, succeed, type Outcome } from '../../shared/ipc/result.ts'
import type { Clock } from '../clock.ts'
import type { Approvals } from '../database/approvals.ts'
import type { Cases } from '../database/cases.ts'
import type { KeptProcedure, Procedures } from '../database/procedures.ts'
import type { Journal } from '../journal/journal.ts'
import type { Pushes } from '../pushes.ts'
import type { createCaseGate } from './case-gate.ts'
import { obstaclesOf, whyNotClosed } from './case-obstacles.ts'
import { caseReport } from './case-report.ts'
import { timelineOf } from './timeline.ts'

export type CaseServiceDeps = {
  readonly cases: Cases
  readonly gate: Pick<ReturnType<typeof createCaseGate>, 'notClosed'>
  readonly procedures: Pick<Procedures, 'page' | 'targets'>
  readonly approvals: Pick<Approvals, 'ofProcedure'>
  readonly journal: Pick<Journal, 'write'>
  /** What the journal tells of a case, oldest first. */
  readonly entriesOf: (caseId: string) => readonly JournalEntry[]
  /** Oldest first. */
  readonly checkpoints: () => readonly Checkpoint[]
  /** Signs the journal as it stands, if the identity is at hand. */
  readonly checkpointIfPossible: () => void
  readonly clock: Clock
  readonly pushes: Pick<Pushes, 'changed'>
  /** Called when cases were opened, extended or closed. */
  readonly changed: () => void
  /** The organization on screen; null where there is none. */
  readonly organizationId: () => OrganizationId | null
  /** Who does it, for the journal. */
  readonly actor: () => string
  /** What a ticket looks like here. */
  readonly ticketPattern: () => string
}

type StepInput = {
  readonly caseId: string
  readonly accountId: AccountId
  readonly step: RecoveryStep
  readonly by: string
}

const minuteMs = 60_000
/** More procedures than a case can sensibly have. */
const allProcedures = 10_000
const allTargets = 50_000

/** Break-glass cases: why a door was opened, by whom, until when, and that it was closed again. */
export function createCaseService(deps: CaseServiceDeps) {
  const { cases, gate, procedures, journal, clock, pushes, actor } = deps

  function ofThisOrganization(caseId: string): Outcome<BreakGlassCase> {
    const found = cases.get(caseId)
    return found && found.organizationId === deps.organizationId()
      ? succeed(found)
      : fail(failureOf('not-found', { message: 'There is no such case in this organization.' }))
  }

  function proceduresOf({ organizationId, id }: BreakGlassCase): KeptProcedure[] {
    return procedures.page(organizationId, id, 0, allProcedures).procedures
  }

  /** Writes what happened to a case, and what changes with it, as one. */
  function tell(
    { organizationId, id }: Pick<BreakGlassCase, 'organizationId' | 'id'>,
    kind: JournalKind,
    detail: JournalDraft['detail'],
    beside: () => void = () => {},
    accountId: AccountId | null = null,
  ): void {
    const procedureId = null
    journal.write(
      [{ kind, organizationId, accountId, procedureId, caseId: id, actor: actor(), detail }],
      beside,
    )
    pushes.changed(['cases', 'journal'])
  }

  function detail(caseId: string): Outcome<CaseDetail> {
    const found = ofThisOrganization(caseId)
    if (!found.ok) return found
    return succeed({
      case: found.value,
      timeline: timelineOf(deps.entriesOf(caseId)),
      obstacles:
        found.value.state === 'closed' ? [] : obstaclesOf(found.value, proceduresOf(found.value)),
    })
  }

  return {
    /** Open ones first, then the newest. Errors: `nothing-connected`. */
    list(): Outcome<BreakGlassCase[]> {
      const organizationId = deps.organizationId()
      return organizationId === null
        ? fail(failureOf('nothing-connected'))
        : succeed(cases.list(organizationId))
    },

    get: ({ caseId }: { caseId: string }): Outcome<CaseDetail> => detail(caseId),

    /** Opens a case. Errors: `nothing-connected`, `ticket-refused`. */
    open({ scenario, reason, ticket: given, minutes }: CaseDraft): Outcome<BreakGlassCase> {
      const organizationId = deps.organizationId()
      if (organizationId === null) return fail(failureOf('nothing-connected'))
      const ticket = readTicket(given, deps.ticketPattern())
      if (!ticket.ok) return fail(failureOf('ticket-refused', { message: ticket.reason }))
      const opened: BreakGlassCase = {
        id: randomUUID(),
        organizationId,
        scenario,
        reason,
        ticket: ticket.ticket,
        openedAt: clock.instant(),
        openedBy: actor(),
        until: new Date(clock.now() + minutes * minuteMs).toISOString(),
        state: 'open',
        closedAt: null,
        outcome: null,
        reopened: [],
        procedureIds: [],
      }
      const { until } = opened
      tell(opened, 'case-opened', { scenario, reason, ticket: opened.ticket, until }, () =>
        cases.add(opened),
      )
      deps.changed()
      return succeed(opened)
    },

    /** Errors: `not-found`, `case-closed`. */
    note({ caseId, text }: { caseId: string; text: string }): Outcome<CaseDetail> {
      const found = gate.notClosed(caseId)
      if (!found.ok) return found
      tell(found.value, 'case-note', { text })
      return detail(caseId)
    },

    /**
     * Says that somebody did one of the human steps. They are done in the order of life, not in that of the list; each is said once. Errors:
     * `not-found`, `case-closed`, `invalid-input`.
     */
    stepDone({ caseId, accountId, step, by }: StepInput): Outcome<CaseDetail> {
      const found = gate.notClosed(caseId)
      if (!found.ok) return found
      const ofAccount = found.value.reopened.filter((one) => one.accountId === accountId)
      const account = ofAccount.find(({ closedAt }) => closedAt === null) ?? ofAccount.at(-1)
      if (!account) {
        return fail(failureOf('not-found', { message: 'This case has not opened that account.' }))
      }
      const before = account.steps.find((done) => done.step === step)
      if (before) {
        return fail(failureOf('invalid-input', { message: `${before.by} did this step already.` }))
      }
      const { procedureId, accountName } = account
      tell(
        found.value,
        'case-step',
        { step, by, accountName },
        () =>
          cases.keepSteps(caseId, procedureId, [
            ...account.steps,
            { step, by, at: clock.instant() },
          ]),
        accountId,
      )
      return detail(caseId)
    },

    /** Gives a case more time, counted from its end, or from now where that is past. Errors: `not-found`, `case-closed`. */
    extend({
      caseId,
      minutes,
      reason,
    }: {
      caseId: string
      minutes: number
      reason: string
    }): Outcome<BreakGlassCase> {
      const found = gate.notClosed(caseId)
      if (!found.ok) return found
      const from = Math.max(Date.parse(found.value.until), clock.now())
      const until = new Date(from + minutes * minuteMs).toISOString()
      tell(found.value, 'case-extended', { minutes, until, reason }, () =>
        cases.extend(caseId, until),
      )
      deps.changed()
      return succeed({ ...found.value, until })
    },

    /**
     * Closes a case, and has the journal signed. Errors: `not-found`, `case-closed`; `case-still-open` and `procedure-unfinished` with what stands in
     * the way.
     */
    close({ caseId, outcome }: { caseId: string; outcome: string }): Outcome<BreakGlassCase> {
      const found = gate.notClosed(caseId)
      if (!found.ok) return found
      // SECURITY: a case that opened an account stays open until AWS was read back without root credentials there.
      const obstacle = whyNotClosed(found.value, proceduresOf(found.value))
      if (obstacle) return fail(obstacle)
      const closedAt = clock.instant()
      tell(found.value, 'case-closed', { outcome }, () => cases.close(caseId, closedAt, outcome))
      deps.checkpointIfPossible()
      deps.changed()
      return succeed({ ...found.value, state: 'closed', closedAt, outcome })
    },

    /** The post-incident report, as Markdown: of an open case as it stands. Errors: `not-found`. */
    report({ caseId }: { caseId: string }): Outcome<TextFile> {
      const found = ofThisOrganization(caseId)
      if (!found.ok) return found
      const entries = deps.entriesOf(caseId)
      const end = entries.at(-1)?.sequence ?? 0
      return succeed(
        caseReport({
          case: found.value,
          entries,
          procedures: proceduresOf(found.value).map((procedure) => ({
            procedure,
            targets: procedures.targets(procedure.id, 'all', 0, allTargets).targets,
            approval:
              deps.approvals.ofProcedure(procedure.id).find(({ usedAt }) => usedAt !== null)
                ?.approval ?? null,
          })),
          checkpoint: deps.checkpoints().find(({ count }) => count >= end) ?? null,
          writtenAt: clock.instant(),
        }),
      )
    },
  }
}
