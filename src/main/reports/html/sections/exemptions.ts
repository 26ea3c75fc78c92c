import { countedOf } from '../../../../shared/format/count.ts'
import { findingLabel } from '../../../../shared/format/labels.ts'
import type { ReportExemption } from '../../../../shared/domain/reports.ts'
import { html } from '../markup.ts'
import { account, counted, day, written } from '../phrases.ts'
import type { Section } from '../section.ts'
import { table } from '../table.ts'

const dayMs = 86_400_000

const stateWords = {
  valid: 'Valid',
  expired: 'Expired',
  revoked: 'Revoked',
} as const satisfies Record<ReportExemption['state'], string>

export const exemptions: Section = {
  id: 'exemptions',
  title: 'Exemptions',
  hint: ({ report: { exemptions } }) =>
    exemptions.length === 0
      ? 'none'
      : countedOf(exemptions.filter(({ state }) => state === 'valid').length, 'valid', 'valid'),
  *body({ report: { exemptions, question }, limit }) {
    if (exemptions.length === 0) {
      yield html`<p>No exemption covers an account in scope.</p>`
      return
    }
    yield html`<p>
      ${counted('exemptions.length', exemptions.length, 'exemption')}, the first to end first. An
      account is exempt only while valid exemptions cover every one of its findings.
    </p>`
    yield* table<ReportExemption>({
      caption: 'Exemptions of accounts in scope, with who answers for them and when they end',
      columns: [
        {
          head: 'Account',
          kind: 'wide',
          cell: ({ accountId, accountName }) => account({ id: accountId, name: accountName }),
        },
        {
          head: 'Covers',
          cell: ({ kinds }) => html`${kinds.map((kind) => findingLabel[kind]).join(', ')}`,
        },
        { head: 'Reason', kind: 'wide', cell: ({ reason }) => html`<bdi>${reason}</bdi>` },
        {
          head: 'Owner and ticket',
          cell: ({ owner, ticket }) =>
            html`${written(owner)}<span class="under">${written(ticket)}</span>`,
        },
        {
          head: 'Ends',
          kind: 'tight',
          cell: ({ expiresAt, state, revokedAt }) =>
            state === 'valid'
              ? html`${day(expiresAt)}<span class="under"
                    >in
                    ${countedOf(Math.floor((Date.parse(expiresAt) - Date.parse(question.at)) / dayMs), 'day')}</span
                  >`
              : html`${day(state === 'revoked' ? revokedAt : expiresAt)}<span class="under"
                    >${stateWords[state]}</span
                  >`,
        },
      ],
      rows: exemptions,
      place: 'exemptions',
      limit,
    })
  },
}
