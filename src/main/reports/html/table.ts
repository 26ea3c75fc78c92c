import { html, nothing, type Markup } from './markup.ts'

export type Column<Row> = {
  readonly head: string
  readonly cell: (row: Row, index: number) => Markup
  /** `number`: to the right, figures below each other. `wide`: takes what room there is. `tight`: never wraps. `foreign`: somebody else wrote it. */
  readonly kind?: 'number' | 'wide' | 'tight' | 'foreign'
}

type TableContents<Row> = {
  /** What the table holds, for those who come to it by ear or by its headings. */
  readonly caption: string
  /** The first column names the row. */
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  /** Where in the report the rows stand, so that their number can be compared. */
  readonly place?: string
  /** Cuts the table, and says so. */
  readonly limit?: number | undefined
  /** A class of the style sheet. */
  readonly kind?: string
  /** True where the style sheet knows the columns by their order, so that many thousand cells need not name theirs. */
  readonly bare?: boolean
}

/** Rows that the screen lays out together, only when they come near (`content-visibility`). */
const rowsTogether = 100

/** A table in pieces: one for each hundred rows. On paper its head stands on each page; on a telephone each row becomes a card. */
export function* table<Row>(contents: TableContents<Row>): Generator<Markup> {
  const { caption, columns, rows, place, kind = 'plain', limit = rows.length } = contents
  const shown = rows.slice(0, limit)
  if (shown.length < rows.length) {
    yield html`<p class="cut">
      The first ${shown.length} of ${rows.length} rows are shown in this preview. The saved report
      holds all of them.
    </p>`
  }
  yield html`<table class="${kind}" ${place === undefined ? nothing : html` data-rows="${place}"`}>
    <caption>
      ${caption}
    </caption>
    <thead>
      <tr>
        ${columns.map(headCell)}
      </tr>
    </thead>
   `
  for (let from = 0; from < shown.length; from += rowsTogether) {
    const together = shown.slice(from, from + rowsTogether)
    const size = together.length === rowsTogether ? html` class="whole"` : nothing
    yield html`<tbody${size}>${together.map((row, index) => tableRow(contents, row, from + index))}</tbody>`
  }
  yield html`</table>`
}

function headCell<Row>({ head, kind }: Column<Row>): Markup {
  return html`<th scope="col" ${classOf(kind)}>${head}</th>`
}

function tableRow<Row>(
  { columns, bare = false }: TableContents<Row>,
  row: Row,
  index: number,
): Markup {
  return html`<tr>
    ${columns.map(({ head, cell, kind }, at) => {
      const own = bare && kind !== 'foreign' ? nothing : classOf(kind)
      const label = bare ? nothing : html` data-label="${head}"`
      return at === 0
        ? html`<th scope="row" ${own}>${cell(row, index)}</th>`
        : html`<td${own}${label}>${cell(row, index)}</td>`
    })}
  </tr>`
}

/** What somebody else wrote takes its own direction of writing, and turns nothing around it. */
function classOf(kind: string | undefined): Markup {
  if (kind === undefined) return nothing
  return kind === 'foreign' ? html` dir="auto"` : html` class="${kind}"`
}
