import {
  recoverySteps,
  type BreakGlassCase,
  type ReopenedAccount,
} from '../../../../shared/domain/cases.ts'
import { recoveryStepLabel, scenarioLabel } from '../../../../shared/domain/case-words.ts'
import type { Instant } from '../../../../shared/domain/accounts.ts'
import { timeBetween } from '../../../../shared/domain/utc.ts'
import { countOf } from '../../../../shared/format/count.ts'
import { html, type Markup } from '../markup.ts'
import { account, code, counted, minute, written } from '../phrases.ts'
import type { Section } from '../section.ts'

export const cases: Section = {
  id: 'cases',
  title: 'Open break-glass cases',
  hint: ({ report: { openCases } }) =>
    openCases.length === 0 ? 'none' : countOf(openCases.length),
  *body({ report: { openCases, question } }) {
    if (openCases.length === 0) {
      yield html`<p>No break-glass case was open.</p>`
      return
    }
    yield html`<p>
      ${counted('openCases.length', openCases.length, 'case')} open at the instant of this report.
    </p>`
    for (const each of openCases) yield caseArticle(each, question.at)
  },
}

function caseArticle(each: BreakGlassCase, at: Instant): Markup {
  const over = each.until <= at
  const lines: (readonly [string, Markup])[] = [
    ['Case', code(each.id)],
    ['Scenario', html`${scenarioLabel[each.scenario]}`],
    ['Reason', html`<bdi>${each.reason}</bdi>`],
    ['Opened', html`${minute(each.openedAt)} by ${written(each.openedBy)}`],
    [
      'Time box',
      over
        ? html`<b class="danger"
            >ended ${minute(each.until)}, ${timeBetween(each.until, at)} before this report</b
          >`
        : html`until ${minute(each.until)}, ${timeBetween(at, each.until)} left`,
    ],
  ]
  return html`<article class="case">
    <h3>${written(each.ticket)}</h3>
    <dl class="facts">
      ${lines.map(
        ([term, said]) =>
          html`<div>
            <dt>${term}</dt>
            <dd>${said}</dd>
          </div>`,
      )}
    </dl>
    ${
      each.reopened.length === 0
        ? html`<p class="quiet">No account was opened for password recovery in it.</p>`
        : html`<ul class="reopened">
            ${each.reopened.map((opened) => html`<li>${reopenedAccount(opened, at)}</li>`)}
          </ul>`
    }
  </article>`
}

function reopenedAccount(opened: ReopenedAccount, at: Instant): Markup {
  const named = account({ id: opened.accountId, name: opened.accountName })
  if (opened.closedAt !== null && opened.closedAt <= at) {
    return html`${named} was opened for password recovery ${minute(opened.reopenedAt)} and closed
    again ${minute(opened.closedAt)}.`
  }
  const done = new Map(opened.steps.map((step) => [step.step, step]))
  return html`${named} is <b class="danger">open for password recovery</b> since
    ${minute(opened.reopenedAt)}.
    <ul>
      ${recoverySteps.map((step) => {
        const made = done.get(step)
        return made === undefined
          ? html`<li class="quiet">${recoveryStepLabel[step]}: not yet</li>`
          : html`<li>${recoveryStepLabel[step]}: ${minute(made.at)}, ${written(made.by)}</li>`
      })}
    </ul>`
}
