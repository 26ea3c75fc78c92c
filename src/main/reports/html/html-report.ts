import { createHash } from 'node:crypto'
import type { Report } from '../../../shared/domain/reports.ts'
import { minuteOf } from '../../../shared/format/instant.ts'
import { accountGroups } from './account-groups.ts'
import { contents } from './contents.ts'
import { cover } from './cover.ts'
import { glyphSheet } from './glyphs.ts'
import { html, verbatim, type Markup } from './markup.ts'
import { day } from './phrases.ts'
import type { Section, SectionInput } from './section.ts'
import { sections } from './sections/sections.ts'
import { styleOf } from './style/style.ts'

/**
 * The report as one self-contained HTML document, in pieces: nothing is loaded, nothing runs, and the same report gives the same bytes.
 *
 * @param options `registerRows` cuts every long table after so many rows, for a preview, and says so.
 */
export function* htmlReport(
  report: Report,
  { registerRows }: { readonly registerRows?: number } = {},
): Generator<string> {
  const groups = accountGroups(report)
  const input: SectionInput = { report, groups, limit: registerRows }
  yield head(report).text
  yield html`<body>
    <a class="skip" href="#summary">Skip to the summary</a>${glyphSheet()}
    <main>${cover(report, groups)}${contents(input)}
   `.text
  for (const [at, section] of sections.entries()) yield* sectionPieces(section, at, input)
  yield html`</main><footer class="end"><p>End of the report on ${report.organization.id} as of ${day(report.question.at)}, made by Rootkeep ${report.tool.version}.</p></footer></body></html>\n`
    .text
}

/**
 * SECURITY: the policy permits this one style sheet, by its hash, and nothing else: no script, no image, no font, no form, no address to load from.
 */
function head(report: Report): Markup {
  const style = styleOf(report)
  const hash = createHash('sha256').update(style).digest('base64')
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'"
        />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <meta name="generator" content="Rootkeep ${report.tool.version}" />
        <title>
          Root credentials in ${report.organization.id}, ${minuteOf(report.question.at)} UTC
        </title>
        ${verbatim(`<style>${style}</style>`)}
      </head>
     `
}

function* sectionPieces(section: Section, at: number, input: SectionInput): Generator<string> {
  const { id, title, ownPage } = section
  yield html`
    <section
      class="part${ownPage === true ? ' own-page' : ''}"
      id="${id}"
      aria-labelledby="${id}-title"
    >
      <h2 id="${id}-title"><span class="ordinal">${at + 1}</span> ${title}</h2>
  `.text
  for (const { text } of section.body(input)) yield text
  yield '</section>'
}
