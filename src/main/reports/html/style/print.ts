import type { Report } from '../../../../shared/domain/reports.ts'
import { utc } from '../../../../shared/domain/utc.ts'

/** Paper: no size is named, so that the one in the printer counts. */
export const print = `
@media print {
  html { background: none; font-size: 9.6pt; }
  main, footer.end { max-width: none; padding: 0; }
  .skip { display: none; }
  a { color: inherit; text-decoration: none; }
  .steps a.urgent { color: var(--danger); }
  p { max-width: none; orphans: 3; widows: 3; }
  h2, h3, caption, .cut { break-after: avoid; }
  tr, .controls, .case, .trend, .pair > *, .limits, .answer, .facts > div, .steps li { break-inside: avoid; }
  thead { display: table-header-group; }
  tfoot { display: table-row-group; }
  tbody:first-of-type tr:nth-child(-n + 2) { break-before: avoid; }
  .wide { min-width: 0; }
  th, td { padding: .22rem .6rem .22rem 0; }
  h3 { margin: 1.15rem 0 .4rem; }
  table { margin-bottom: .9rem; }
  p { margin-bottom: .55rem; }
  .cover { padding: 0; }
  .kicker { margin-bottom: 1.1rem; }
  h1 { font-size: 1.9rem; }
  .instant { margin-bottom: 1rem; }
  .facts { grid-template-columns: repeat(3, 1fr); gap: .55rem 1.4rem; margin-bottom: 1rem; }
  .answer { padding: .75rem 0 .8rem; }
  .sentence { max-width: none; font-size: 1.65rem; }
  .limits { margin-bottom: .8rem; padding: .5rem .9rem; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
  .pair { grid-template-columns: 1fr 1fr; gap: 1rem 2rem; padding: .7rem 0 .5rem; }
  .legend th, .legend td { padding-block: .12rem; }
  .steps li { margin-bottom: .3rem; line-height: 1.4; }
  .trend > svg { height: 7.5rem; }
  .contents { break-before: page; margin: 0; padding: 0; border: 0; }
  .contents h2 { margin-bottom: 1rem; color: var(--text); font-size: var(--title); }
  .contents li { grid-template-columns: 2.2rem 1fr auto; padding: .35rem 0; border-bottom: 1px solid var(--line); font-size: var(--body); }
  .contents .hint { font-size: var(--small); }
  .part { margin: 0; padding: 2rem 0 0; border: 0; }
  .contents + .part { padding-top: 2.5rem; }
  .part > h2 { margin-bottom: .8rem; padding-bottom: .45rem; border-bottom: 1px solid var(--line-strong); }
  .own-page { break-before: page; padding-top: 0; }
  .register, .dossier, .unknowns, .changes, .actions { table-layout: fixed; }
  .register { font-size: .75rem; line-height: 1.3; }
  .register :is(th, td) { padding: .2rem .5rem .2rem 0; }
  .register .under { font-size: .7rem; }
  .register th:nth-child(1) { width: 13%; }
  .register th:nth-child(2) { width: 19%; }
  .register th:nth-child(3) { width: 14%; }
  .register th:nth-child(4) { width: 17%; }
  .register th:nth-child(5) { width: 10%; }
  .register th:nth-child(n + 6) { width: 9%; }
  .dossier { font-size: .78rem; }
  .dossier th:nth-child(1) { width: 24%; }
  .dossier th:nth-child(2) { width: 21%; }
  .dossier th:nth-child(3) { width: 43%; }
  .unknowns { font-size: .75rem; }
  .unknowns th:nth-child(1) { width: 21%; }
  .unknowns th:nth-child(2) { width: 16.5%; }
  .unknowns th:nth-child(3) { width: 23%; }
  .unknowns th:nth-child(4) { width: 12%; }
  .unknowns th:nth-child(6) { width: 9.5%; }
  .changes { font-size: .78rem; }
  .changes th:nth-child(1) { width: 19%; }
  .changes th:nth-child(2) { width: 29%; }
  .changes th:nth-child(3) { width: 15%; }
  .changes th:nth-child(4) { width: 15%; }
  .actions { font-size: .75rem; }
  .actions th:nth-child(1) { width: 5%; }
  .actions th:nth-child(2) { width: 16%; }
  .actions th:nth-child(3) { width: 24%; }
  .actions th:nth-child(4) { width: 12.5%; }
  .actions th:nth-child(5) { width: 13%; }
  footer.end { display: none; }
}
`

/** What stands above and below the text of every page but the first: the organization and the instant, and which page of how many. */
export function runningWords({ organization, question, redacted, tool, rules }: Report): string {
  const about = `Root credentials in ${organization.id}${redacted ? ' (pseudonymised)' : ''}`
  const by = `Rootkeep ${tool.version}, rules ${String(rules.version)} ${rules.sha256.slice(0, 12)}`
  return `
@page {
  margin: 21mm 16mm 18mm;
  @top-left { content: ${quoted(about)}; width: 60%; vertical-align: bottom; padding-bottom: 5mm; font: 7.5pt/1.3 'Segoe UI', Cantarell, Ubuntu, Roboto, 'Noto Sans', 'Liberation Sans', sans-serif; color: #47505a; }
  @top-right { content: ${quoted(`as of ${utc(question.at)}`)}; width: 40%; vertical-align: bottom; text-align: right; padding-bottom: 5mm; font: 7.5pt/1.3 'Segoe UI', Cantarell, Ubuntu, Roboto, 'Noto Sans', 'Liberation Sans', sans-serif; color: #47505a; }
  @bottom-left { content: ${quoted(by)}; width: 60%; vertical-align: top; padding-top: 5mm; font: 7.5pt/1.3 'Segoe UI', Cantarell, Ubuntu, Roboto, 'Noto Sans', 'Liberation Sans', sans-serif; color: #47505a; }
  @bottom-right { content: "Page " counter(page) " of " counter(pages); width: 40%; vertical-align: top; text-align: right; padding-top: 5mm; font: 7.5pt/1.3 'Segoe UI', Cantarell, Ubuntu, Roboto, 'Noto Sans', 'Liberation Sans', sans-serif; color: #47505a; }
}
@page :first { margin-top: 14mm; @top-left { content: none; } @top-right { content: none; } }
`
}

/** SECURITY: a string of CSS that no text can leave, and that cannot end the style element either: whatever is not plain is written by its number. */
export function quoted(text: string): string {
  const safe = text
    .toWellFormed()
    .replaceAll(
      /[^\w .,:()-]/gu,
      (character) => `\\${(character.codePointAt(0) ?? 0).toString(16)} `,
    )
  return `"${safe}"`
}
