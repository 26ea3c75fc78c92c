import { z } from 'zod'
import { everyAccount } from '../../shared/domain/account-query.ts'
import { Instant, OrganizationId } from '../../shared/domain/accounts.ts'
import type { Failure } from '../../shared/domain/failure.ts'
import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import {
  ReportSchedule,
  ScheduleDraft,
  type QuestionDraft,
} from '../../shared/domain/report-jobs.ts'
import type { Paper, ReportFormat } from '../../shared/domain/reports.ts'
import { fail, succeed, type Outcome } from '../../shared/ipc/result.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Pushes } from '../pushes.ts'
import type { ShellServices } from '../shell-services.ts'
import { countedFrom, nextTime } from './next-time.ts'

/** What the schedule has written, and where. */
export type ScheduledWriting = {
  readonly organizationId: OrganizationId
  readonly question: QuestionDraft
  readonly formats: readonly ReportFormat[]
  readonly paper: Paper
  readonly folder: string
}

export type ReportScheduleDeps = {
  /** Where schedules are kept. */
  readonly facts: {
    remembered(key: string): string | null
    remember(key: string, value: string): void
  }
  readonly clock: Clock
  readonly log: Pick<Log, 'problem'>
  readonly pushes: Pick<Pushes, 'changed'>
  readonly shell: Pick<ShellServices, 'chooseFolder' | 'printPdf' | 'notify'>
  write(writing: ScheduledWriting): Promise<Outcome<unknown>>
  /** What an exception means to the operator; null where it is a fault of our own. */
  explain(error: unknown): Failure | null
}

const Kept = ScheduleDraft.extend({
  folder: ReportSchedule.shape.folder,
  last: ReportSchedule.shape.last,
  /** Up to when its times have been seen to. */
  seenTo: Instant,
  /** Where the next period begins: the instant of the newest report that was written. */
  reportedTo: Instant.nullable(),
})
type Kept = z.infer<typeof Kept>

const keptUnder = 'report.schedules'
const AllKept = z.partialRecord(OrganizationId, Kept)

/** How often it is looked whether a time has come, in milliseconds. */
const lookEveryMs = 30_000

/**
 * Reports that are written by themselves, for each organization, into the folder that a person chose in a dialog of the system. `start` it only in the
 * process that has the window: two would write everything twice.
 */
export function createReportSchedule(deps: ReportScheduleDeps) {
  const { facts, clock, log, pushes, shell } = deps
  let timer: NodeJS.Timeout | null = null
  let looking: Promise<void> | null = null
  let closed = false

  function all(): z.infer<typeof AllKept> {
    const text = facts.remembered(keptUnder)
    const read = AllKept.safeParse(text === null ? {} : JSON.parse(text))
    // What another version kept and this one cannot read is no schedule: nothing is written that nobody can see planned.
    return read.success ? read.data : {}
  }

  function keptOf(organizationId: OrganizationId): Kept {
    return all()[organizationId] ?? { ...blank, seenTo: clock.instant() }
  }

  function keep(organizationId: OrganizationId, kept: Kept): Outcome<ReportSchedule> {
    facts.remember(keptUnder, JSON.stringify({ ...all(), [organizationId]: kept }))
    pushes.changed(['reports'])
    return succeed(shown(kept))
  }

  function nextOf(kept: Kept): number | null {
    if (kept.folder === null) return null
    return nextTime(kept, countedFrom(kept, Date.parse(kept.seenTo), clock.now()))
  }

  function shown(kept: Kept): ReportSchedule {
    const { seenTo: _, reportedTo: __, ...schedule } = kept
    const next = nextOf(kept)
    return { ...schedule, nextAt: next === null ? null : new Date(next).toISOString() }
  }

  async function lookAtAll(): Promise<void> {
    for (const organizationId of Object.keys(all()) as OrganizationId[]) {
      if (closed) return
      const kept = keptOf(organizationId)
      const next = nextOf(kept)
      if (next === null || next > clock.now() || kept.folder === null) continue
      await write(organizationId, kept, kept.folder)
    }
  }

  async function write(organizationId: OrganizationId, before: Kept, folder: string) {
    const at = clock.instant()
    // Kept before it begins: what ends the program does so once, and the operator sees it.
    keep(organizationId, { ...before, seenTo: at, last: { at, failure: endedEarly } })
    const outcome = await outcomeOf(
      deps.write({
        organizationId,
        question: {
          at,
          since: before.reportedTo !== null && before.reportedTo < at ? before.reportedTo : null,
          scope: before.scope,
        },
        formats: before.formats,
        paper: before.paper,
        folder,
      }),
    )
    const failure = outcome.ok ? null : outcome.error
    // Meanwhile the operator may have changed it: what they said holds.
    const now = keptOf(organizationId)
    if (failure?.code === 'report-in-progress' || (closed && failure?.code === 'cancelled')) {
      keep(organizationId, { ...now, seenTo: before.seenTo, last: before.last })
      return
    }
    keep(organizationId, {
      ...now,
      last: { at, failure },
      reportedTo: failure === null ? at : now.reportedTo,
    })
    if (failure !== null && failure.code !== 'cancelled') {
      shell.notify({ title: 'A scheduled report was not written', body: failure.message })
    }
  }

  async function outcomeOf(writing: Promise<Outcome<unknown>>): Promise<Outcome<unknown>> {
    try {
      return await writing
    } catch (error) {
      const logId = log.problem('reports', 'a scheduled report was not written', error)
      return fail(deps.explain(error) ?? failureOf('internal', { logId }))
    }
  }

  /** Writes what is due, once, however many times were missed. */
  async function look(): Promise<void> {
    looking ??= lookAtAll()
      .catch((error: unknown) => {
        log.problem('reports', 'the schedule could not be looked at', error)
      })
      .finally(() => {
        looking = null
      })
    await looking
  }

  return {
    get: (organizationId: OrganizationId): ReportSchedule => shown(keptOf(organizationId)),

    /** Errors: `invalid-input`, `printer-missing`. */
    set(organizationId: OrganizationId, draft: ScheduleDraft): Outcome<ReportSchedule> {
      if (draft.every !== 'never' && draft.formats.length === 0) {
        return fail(failureOf('invalid-input', { message: 'Choose at least one format.' }))
      }
      if (draft.every !== 'never' && draft.formats.includes('pdf') && !shell.printPdf) {
        return fail(failureOf('printer-missing'))
      }
      // Times before now are not made up for: they were not planned then.
      return keep(organizationId, {
        ...keptOf(organizationId),
        ...draft,
        seenTo: clock.instant(),
      })
    },

    /** Asks for the folder; nothing changes where none is named. */
    async chooseFolder(organizationId: OrganizationId): Promise<Outcome<ReportSchedule>> {
      const folder = await shell.chooseFolder('Folder for scheduled reports')
      const kept = keptOf(organizationId)
      if (folder === null) return succeed(shown(kept))
      return keep(organizationId, { ...kept, folder, seenTo: clock.instant() })
    },

    look,

    /** Looks from now on, and at once: times that passed while nothing ran are made up for. */
    start(): void {
      timer ??= setInterval(() => void look(), lookEveryMs).unref()
      void look()
    },

    /** Stops looking. What is under way has to be stopped before, and is waited for. */
    async close(): Promise<void> {
      closed = true
      if (timer) clearInterval(timer)
      await looking
    },
  }
}

const blank: Omit<Kept, 'seenTo'> = {
  every: 'never',
  weekday: 1,
  minute: 8 * 60,
  formats: ['html', 'csv'],
  paper: 'A4',
  scope: everyAccount,
  folder: null,
  last: null,
  reportedTo: null,
}

const endedEarly = failureOf('cancelled', {
  message: 'Rootkeep ended before the scheduled report was written.',
})
