import { Report } from '../../../shared/domain/reports.ts'

/**
 * The report as JSON: each member of it on a line of its own, and of the accounts each one, so that no organization is too large for one string.
 * The schema is published as `docs/schemas/report.schema.json`.
 */
export function* jsonReport(report: Report): Iterable<string> {
  let before = '{\n'
  for (const [name, value] of members(report)) {
    yield `${before}${JSON.stringify(name)}: `
    if (name === 'accounts') yield* lines(report.accounts)
    else yield JSON.stringify(value)
    before = ',\n'
  }
  yield '\n}\n'
}

/** In the order of the schema, however the report came to be. */
function members(report: Report): (readonly [name: string, value: unknown])[] {
  return Report.keyof().options.map((name) => [name, report[name]])
}

function* lines(items: readonly unknown[]): Iterable<string> {
  let before = '[\n'
  for (const item of items) {
    yield before + JSON.stringify(item)
    before = ',\n'
  }
  yield items.length === 0 ? '[]' : '\n]'
}
