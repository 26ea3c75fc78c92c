import type { Report } from '../../../shared/domain/reports.ts'
import type { AccountGroups } from './account-groups.ts'
import { answerOf } from './answer.ts'
import { completenessPanel, posturePanel, stepsPanel } from './cover-panels.ts'
import { firstSteps } from './first-steps.ts'
import { glyph } from './glyphs.ts'
import { html, nothing, type Markup } from './markup.ts'
import { code, counted, figure, minute } from './phrases.ts'
import { trendChart } from './trend-chart.ts'

/** The answer in a word or two, with the shape that such a posture wears. */
const toneWords = {
  danger: { shape: 'non-compliant', words: 'Root credentials are present' },
  doubt: { shape: 'unknown', words: 'Not enough is known' },
  good: { shape: 'compliant', words: 'No root credentials' },
} as const

/** The first page: what was asked, the answer, what limits it, and what to do. */
export function cover(report: Report, groups: AccountGroups): Markup {
  const { tone, sentence, addition } = answerOf(report)
  return html`<header class="cover">
    <p class="kicker">
      <span>Rootkeep</span>
      <span>Root credentials report</span
      >${report.redacted ? html` <span class="stamp">Pseudonymised</span>` : null}
    </p>
    ${title(report.organization)}
    <p class="instant">as of ${minute(report.question.at)}</p>
    ${facts(report)}
    <section class="answer" aria-labelledby="answer">
      <h2 id="answer" class="eyebrow">${glyph(toneWords[tone].shape)} ${toneWords[tone].words}</h2>
      <p class="sentence">${sentence}</p>
      ${addition === nothing ? null : html`<p class="addition">${addition}</p>`}
    </section>
    ${limits(report)}
    <div class="pair">${completenessPanel(report)}${posturePanel(report)}</div>
    <div class="pair">
      ${stepsPanel(report, firstSteps(report, groups))}
      <section aria-labelledby="cover-trend">
        <h2 id="cover-trend" class="eyebrow">Trend of the organization</h2>
        ${trendChart('cover-trend-chart', report.trend)}
      </section>
    </div>
  </header>`
}

/** People know an organization by the name of its management account, programs by its ID. */
function title({ id, name }: Report['organization']): Markup {
  const known = html`<span class="whole-word">${id}</span>`
  return name === null
    ? html`<h1>Root credentials in ${known}</h1>`
    : html`<h1>Root credentials in <bdi>${name}</bdi> <small>${known}</small></h1>`
}

function facts(report: Report): Markup {
  const { organization, scope, caller, tool, rules, question, redacted } = report
  const lines: (readonly [string, Markup])[] = [
    [
      'Scope',
      html`${counted('scope.accounts', scope.accounts, 'account')}${scope.whole ? null : html` of ${figure('scope.members', scope.members)} in the organization`}<span
          class="under"
          >${scope.words}</span
        >`,
    ],
    ['Management account', code(organization.managementAccountId)],
    [
      'Last audit',
      caller === null
        ? html`none before this instant`
        : html`${minute(caller.at)} as <code class="arn">${caller.arn}</code>`,
    ],
    [
      'Period',
      question.since === null ? html`none asked for` : html`since ${minute(question.since)}`,
    ],
    [
      'Judged by',
      html`Rootkeep ${tool.version}, rules version ${String(rules.version)}
      (${code(rules.sha256.slice(0, 12))})`,
    ],
    [
      'Names',
      redacted
        ? html`pseudonyms: names, e-mail addresses and IDs stand for others`
        : html`as AWS Organizations lists them`,
    ],
  ]
  return html`<dl class="facts">
    ${lines.map(
      ([term, said]) =>
        html`<div>
          <dt>${term}</dt>
          <dd>${said}</dd>
        </div>`,
    )}
  </dl>`
}

/** What keeps the report from being the whole truth. Where nothing does, it says so: silence would be read as a yes. */
function limits({ caveats, completeness, organization }: Report): Markup {
  const { observed, unknown, stale } = completeness
  const all =
    organization.listedAt === null && caveats.length === 0
      ? ['The accounts were never listed to the end, so some may be missing.']
      : caveats
  if (all.length > 0) {
    return html`<section class="limits" aria-labelledby="limits">
      <h2 id="limits" class="eyebrow">What limits this report</h2>
      <ul>
        ${all.map((caveat) => html`<li>${caveat}</li>`)}
      </ul>
    </section>`
  }
  if (observed === 0 || unknown + stale > 0) return nothing
  return html`<p class="quiet unlimited">
    Nothing limits this report: the accounts were listed to the end, and each that can be looked at
    was.
  </p>`
}
