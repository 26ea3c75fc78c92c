import { checkTitles, type Check, type ControlStatus } from '../../../../shared/domain/controls.ts'
import type { ReportControl } from '../../../../shared/domain/reports.ts'
import { html, joined, type Markup } from '../markup.ts'
import { figure, status } from '../phrases.ts'
import type { Section } from '../section.ts'
import { table, type Column } from '../table.ts'

/** A control with the place in the report where it stands. */
type Placed = { readonly control: ReportControl; readonly place: string }

/** The controls of one framework that ask for the same. */
type Asked = { readonly check: Check; readonly asking: readonly [Placed, ...Placed[]] }

export const controls: Section = {
  id: 'controls',
  title: 'Controls by framework',
  ownPage: true,
  hint: ({ report }) => {
    const failing = report.controls.filter((control) => control.status === 'FAIL').length
    return `${String(failing)} of ${String(report.controls.length)} fail`
  },
  *body({ report }) {
    const placed = report.controls.map((control, at) => ({
      control,
      place: `controls.${String(at)}`,
    }))
    yield html`<p>
      ${figure('controls.length', placed.length)} controls, in a line together where they ask for
      the same. The numbers are accounts. A control fails where any account fails it; where none
      fails and any is unknown, it is unknown. An exemption is the organization’s own acceptance and
      turns no failure into a pass.
    </p>`
    for (const [framework, ofFramework] of Map.groupBy(
      placed,
      ({ control }) => control.framework,
    )) {
      yield html`<h3>${framework}</h3>`
      yield* table({
        caption: `Controls of ${framework}`,
        columns,
        rows: askedBy(ofFramework),
        kind: 'plain controls',
      })
    }
  },
}

/** In the order in which the framework first asks for each. */
function askedBy(placed: readonly Placed[]): Asked[] {
  return [...Map.groupBy(placed, ({ control }) => control.check)].flatMap(
    ([check, [first, ...others]]) => (first ? [{ check, asking: [first, ...others] }] : []),
  )
}

const counted: readonly { readonly head: string; readonly status: ControlStatus }[] = [
  { head: 'Pass', status: 'PASS' },
  { head: 'Fail', status: 'FAIL' },
  { head: 'Unknown', status: 'UNKNOWN' },
  { head: 'Not appl.', status: 'NOT_APPLICABLE' },
]

const columns: readonly Column<Asked>[] = [
  {
    head: 'Controls',
    cell: ({ asking }) =>
      joined(
        asking.map(({ control }) => html`<b class="whole-word">${control.control}</b>`),
        ', ',
      ),
  },
  {
    head: 'What is asked for, and why it came out so',
    kind: 'wide',
    cell: ({ check, asking: [{ control }] }) =>
      html`${checkTitles[check]}<span class="under">${control.justification}</span>`,
  },
  { head: 'Outcome', kind: 'tight', cell: ({ asking: [{ control }] }) => status(control.status) },
  ...counted.map(({ head, status: each }) => ({
    head,
    kind: 'number' as const,
    cell: ({ asking: [{ control, place }] }: Asked): Markup => {
      const count = figure(`${place}.counts.${each}`, control.counts[each])
      return each === 'FAIL' && control.counts.FAIL > 0
        ? html`<b class="danger">${count}</b>`
        : count
    },
  })),
]
