import { checks, checkTitles } from '../../../shared/domain/controls.ts'
import type { Report, ReportControl } from '../../../shared/domain/reports.ts'
import { controlStatusLabel } from '../../../shared/format/labels.ts'
import { plain, table } from '../../markdown.ts'

/** The controls that fail or are unknown, those that ask for the same in one row; and how many pass. */
export function controlsSection({ controls }: Report): string {
  const rows = checks.flatMap((check) => {
    const asking = controls.filter((control) => control.check === check)
    const [first] = asking
    if (!first || (first.status !== 'FAIL' && first.status !== 'UNKNOWN')) return []
    return [
      [
        controlStatusLabel[first.status],
        checkTitles[check],
        plain(first.justification),
        plain(namesOf(asking)),
      ],
    ]
  })
  const told =
    table(['Status', 'Control', 'Why', 'Asked for by'], rows) || 'No control fails or is unknown.'
  return `## Controls that fail or are unknown\n\n${told}\n\n${summaryOf(controls)}`
}

function namesOf(controls: readonly ReportControl[]): string {
  return [...Map.groupBy(controls, ({ framework }) => framework)]
    .map(([framework, of]) => `${framework} ${of.map(({ control }) => control).join(', ')}`)
    .join('; ')
}

function summaryOf(controls: readonly ReportControl[]): string {
  const count = (status: ReportControl['status']) =>
    controls.filter((control) => control.status === status).length
  const apart = count('NOT_APPLICABLE') > 0 ? `, ${count('NOT_APPLICABLE')} not applicable` : ''
  return `Of ${controls.length} controls ${count('FAIL')} fail, ${count('UNKNOWN')} are unknown, ${count('PASS')} pass${apart}.`
}
