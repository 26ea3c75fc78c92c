import { judgingRules } from '../../../../shared/domain/judging-rules.ts'
import { findingLabel, severityLabel } from '../../../../shared/format/labels.ts'
import { html, type Markup } from '../markup.ts'
import { code, counted, minute, posture } from '../phrases.ts'
import type { Section } from '../section.ts'
import { table } from '../table.ts'

/** How to read and verify the report: the rules in short, where everything comes from, how to check it. */
export const reading: Section = {
  id: 'reading',
  title: 'How to read and verify this report',
  ownPage: true,
  *body({ report }) {
    const { question, rules, freshnessDays, tool } = report
    yield html`<h3>What is looked at</h3>
      <p>
        Every AWS account has a root user. Centralized root access lets an organization delete the
        root credentials of its member accounts: console password, access keys, signing certificates
        and MFA devices. For each account that is active, one root session of at most 15 minutes,
        limited to the task policy ${code('IAMAuditRootUserCredentials')}, asks IAM for
        ${code('GetAccountSummary')}; where something is present, further read-only calls name each
        item, its age and its last use. The management account cannot be the target of a root
        session.
      </p>`
    yield html`<h3>How an account is judged</h3>
      <p>The first line that fits counts.</p>`
    yield* table({
      caption: 'Postures, in the order in which they are tried',
      columns: [
        { head: 'Posture', kind: 'tight', cell: (rule) => posture(rule.posture) },
        { head: 'An account has it when', kind: 'wide', cell: (rule) => html`${rule.when}` },
      ],
      rows: judgingRules.postures,
    })
    yield* table({
      caption: 'Findings: what is present, by the names that IAM gives it',
      columns: [
        { head: 'Finding', cell: (rule) => html`${findingLabel[rule.kind]}` },
        {
          head: 'Severity',
          kind: 'tight',
          cell: (rule) =>
            html`<span class="severity ${rule.severity}">${severityLabel[rule.severity]}</span>`,
        },
        { head: 'When', kind: 'wide', cell: (rule) => html`${rule.when}` },
      ],
      rows: judgingRules.findings,
    })
    yield html`<h3>Words</h3>
      <dl class="words">
        ${words(freshnessDays).map(
          ([term, said]) =>
            html`<dt>${term}</dt>
              <dd>${said}</dd>`,
        )}
      </dl>`
    yield html`<h3>How to verify</h3>
      <p>
        This report is drawn from what Rootkeep observed and recorded, as it stood at
        ${minute(question.at)}; no AWS call is made for it. The same evidence and the same instant
        give the same bytes. It was drawn by Rootkeep ${tool.version} with version
        ${String(rules.version)} of the rules, whose SHA-256 is:
      </p>
      <p>${code(rules.sha256)}</p>
      <p>
        Where it came in an evidence bundle, ${code('README.txt')} tells how to check the bundle by
        hand, and the signature of ${code('manifest.json')} can be checked with any
        ${code('minisign')}. ${code('rootkeep verify')} also judges every account again from the raw
        observations, and says so where a report contradicts its evidence. A report by itself proves
        nothing: ask for the bundle. This file loads nothing from anywhere and runs no script.
      </p>`
  },
}

function words(freshnessDays: number): (readonly [string, Markup])[] {
  return [
    [
      'Freshness window',
      html`${counted('freshnessDays', freshnessDays, 'day')}. A look that is older no longer says
      anything about today.`,
    ],
    [
      'Exposed',
      html`Whole days for which an account has held root credentials without a break, as far as is
      known: since the oldest of them was created or, where none is dated, since the first of the
      looks in a row that saw any (“seen since”).`,
    ],
    [
      'Last used',
      html`The latest use of the password or of an access key that IAM reports. IAM keeps no such
      date for MFA devices and signing certificates.`,
    ],
    [
      'Exemption',
      html`A decision with an owner, a reason, a ticket and an end. It changes the posture, never
      the outcome of a control.`,
    ],
    ['Times', html`All in UTC.`],
  ]
}
