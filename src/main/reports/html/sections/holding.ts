import type { Report, ReportAccount } from '../../../../shared/domain/reports.ts'
import { countOf } from '../../../../shared/format/count.ts'
import { findingLabel, severityLabel } from '../../../../shared/format/labels.ts'
import { credentialItems } from '../credential-items.ts'
import { html, type Markup } from '../markup.ts'
import { account, counted, figure, none, plainDay, posture } from '../phrases.ts'
import type { Section } from '../section.ts'
import { table } from '../table.ts'

export const holding: Section = {
  id: 'holding',
  title: 'Accounts with root credentials',
  ownPage: true,
  hint: ({ report }) => countOf(report.holding),
  *body({ report, groups, limit }) {
    if (report.holding === 0) {
      yield html`<p>
        ${
          report.completeness.observed === 0
            ? 'No account was observed, so none can be named here.'
            : 'No root credentials were seen in any account that was observed.'
        }
      </p>`
      return
    }
    const exemptions = new Map(report.exemptions.map((each) => [each.id, each]))
    yield html`<p>
      ${counted('holding', report.holding, 'account')}:
      ${figure('postures.non-compliant', report.postures['non-compliant'])} non-compliant,
      ${figure('postures.exempt', report.postures.exempt)} exempt. The gravest come first, and among
      equals those that have been exposed the longest.
    </p>`
    yield* table({
      caption: 'Accounts that hold root credentials, with each item, its age and its last use',
      columns: [
        {
          head: 'Account',
          kind: 'wide',
          cell: (each) =>
            html`${account(each)}<small dir="auto">${each.email}</small
              ><small dir="auto">${each.unitPath ?? 'unit not read'}</small>`,
        },
        { head: 'Findings', cell: (each) => findings(each, exemptions) },
        {
          head: 'Items',
          kind: 'wide',
          cell: ({ credentials }) =>
            credentials === null ? none : credentialItems(credentials, report.question.at),
        },
        { head: 'Exposed', cell: exposed },
      ],
      rows: groups.holding,
      place: 'holding',
      limit,
      kind: 'plain dossier',
    })
  },
}

function findings(
  each: ReportAccount,
  exemptions: ReadonlyMap<string, Report['exemptions'][number]>,
): Markup {
  return html`${posture(each.posture)}${each.findings.map(
    ({ kind, severity }) =>
      html`<div class="finding ${severity}">
        ${findingLabel[kind]}: ${severityLabel[severity].toLowerCase()}
      </div>`,
  )}${each.exemptionIds.map((id) => {
    const exemption = exemptions.get(id)
    return exemption === undefined
      ? html`<small>Exemption ${id}</small>`
      : html`<small
          >Exempt until ${plainDay(exemption.expiresAt)}, <bdi>${exemption.ticket}</bdi></small
        >`
  })}`
}

/** How long it has held root credentials, and how that is known. */
function exposed({ exposure }: ReportAccount): Markup {
  if (exposure === null) return none
  return html`<b>${exposure.days}</b> ${exposure.days === 1 ? 'day' : 'days'}<small
      >${exposure.by === 'created' ? 'since' : 'seen since'} ${plainDay(exposure.since)}</small
    >`
}
