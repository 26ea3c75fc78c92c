import type { OrganizationId } from '../../shared/domain/accounts.ts'
import type { QuestionDraft } from '../../shared/domain/report-jobs.ts'
import type { Report } from '../../shared/domain/reports.ts'
import type { DataTopic } from '../../shared/ipc/contract.ts'

/** How long the present instant of a question stays the present, and a report is worth its memory, in milliseconds. */
const keptMs = 60_000

/** What a report is drawn from. */
const drawnFrom: ReadonlySet<DataTopic> = new Set([
  'accounts',
  'runs',
  'units',
  'exemptions',
  'settings',
  'attestations',
  'cases',
  'journal',
])

/** Remembers the report of the newest question for a while, so that looking at it in another format draws nothing anew. */
export function createKeptReport() {
  let kept: { readonly asked: string; readonly report: Report } | null = null
  let timer: NodeJS.Timeout | null = null
  let changes = 0

  function drop(): void {
    kept = null
    if (timer) clearTimeout(timer)
    timer = null
  }

  return {
    get(organizationId: OrganizationId, draft: QuestionDraft): Report | null {
      return kept?.asked === asked(organizationId, draft) ? kept.report : null
    },
    /** How often something has changed: to be asked before the evidence of a report is opened. */
    changes: (): number => changes,
    /** Keeps a report, unless something changed after its evidence was opened. */
    keep(
      organizationId: OrganizationId,
      draft: QuestionDraft,
      report: Report,
      since: number,
    ): void {
      drop()
      if (changes !== since) return
      kept = { asked: asked(organizationId, draft), report }
      timer = setTimeout(drop, keptMs).unref()
    },
    /** What is kept no longer holds where it was drawn from something that changed. */
    changed(topics: readonly DataTopic[]): void {
      if (!topics.some((topic) => drawnFrom.has(topic))) return
      changes += 1
      drop()
    },
    drop,
  }
}

function asked(organizationId: OrganizationId, draft: QuestionDraft): string {
  return JSON.stringify([organizationId, draft])
}
