import type { ReportPreview } from '../../shared/domain/report-jobs.ts'
import type { Report, ReportFormat } from '../../shared/domain/reports.ts'
import { renderReport } from './formats/render.ts'
import { htmlReport } from './html/html-report.ts'
import { pacedText } from './pace.ts'
import type { PreviewShelf } from './preview-shelf.ts'

/** Rows of each long table that a preview shows. */
const registerRows = 200
const linesShown = 200
/** Characters of text that a preview shows at most. */
const lettersShown = 500_000

/**
 * The look of a report in a format: documents are put on the shelf, of what machines read the first lines are shown. Errors: rejects with the reason of
 * the signal.
 */
export async function previewOf(
  report: Report,
  format: ReportFormat,
  shelf: Pick<PreviewShelf, 'put'>,
  signal: AbortSignal,
): Promise<ReportPreview> {
  const { question, caveats, completeness, scope } = report
  const said = { question, caveats, completeness, scope }
  // A PDF is the HTML report on paper.
  if (format !== 'html' && format !== 'pdf') {
    return { ...said, document: null, ...beginningOf(renderReport(report, format)) }
  }
  const pieces: string[] = []
  for await (const piece of pacedText(htmlReport(report, { registerRows }), signal)) {
    pieces.push(piece)
  }
  return { ...said, document: shelf.put(pieces.join('')), text: null, cut: isLong(report) }
}

/** True where one of the tables has more rows than are shown. */
function isLong({ accounts, changes, actions, exemptions, runs }: Report): boolean {
  return [accounts, changes, actions, exemptions, runs].some(
    (rows) => rows !== null && rows.length > registerRows,
  )
}

/** The first lines of a text that is gone through no further than needed. */
export function beginningOf(pieces: Iterable<string>): { text: string; cut: boolean } {
  let text = ''
  let lines = 0
  for (const piece of pieces) {
    for (const line of piece.split(/(?<=\n)/)) {
      if (lines === linesShown || text.length >= lettersShown) return { text, cut: true }
      text += line
      if (line.endsWith('\n')) lines += 1
    }
  }
  return { text, cut: false }
}
