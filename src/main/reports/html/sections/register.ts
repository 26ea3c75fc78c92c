import type { ReportAccount } from '../../../../shared/domain/reports.ts'
import type { RootCredentials } from '../../../../shared/domain/credentials.ts'
import { countedOf } from '../../../../shared/format/count.ts'
import { stateLabel } from '../../../../shared/format/labels.ts'
import { glyph } from '../glyphs.ts'
import { html, type Markup } from '../markup.ts'
import { counted, plainDay, posture } from '../phrases.ts'
import type { Section } from '../section.ts'
import { table } from '../table.ts'

export const register: Section = {
  id: 'register',
  title: 'Register of all accounts',
  ownPage: true,
  hint: ({ report: { accounts } }) => countedOf(accounts.length, 'account'),
  *body({ report: { accounts, scope }, limit }) {
    if (accounts.length === 0) {
      yield html`<p>No account is in scope.</p>`
      return
    }
    yield html`<p>
      ${counted('accounts.length', accounts.length, 'account')}${scope.whole ? '' : ' in scope'}, by
      account ID. Credentials: P password, K access keys (2K: two of them), C signing certificates,
      M MFA devices; “?” where nothing is known. N/A: not applicable, and why. E-mail addresses and
      the outcome of each check are in the CSV and JSON reports.
    </p>`
    yield* table<ReportAccount>({
      caption: 'Every account in scope',
      columns: [
        { head: 'Account ID', cell: ({ id }) => html`${id}` },
        {
          head: 'Name',
          kind: 'foreign',
          cell: ({ name }) => html`${name.trim() === '' ? 'no name' : name}`,
        },
        { head: 'Unit', kind: 'foreign', cell: ({ unitPath }) => html`${unitPath ?? '–'}` },
        { head: 'Posture', cell: standing },
        { head: 'Credentials', cell: ({ credentials }) => html`${held(credentials)}` },
        { head: 'Oldest', cell: ({ oldestAt }) => html`${plainDay(oldestAt)}` },
        { head: 'Last used', cell: ({ lastUsedAt }) => html`${plainDay(lastUsedAt)}` },
        { head: 'Observed', cell: ({ observedAt }) => html`${plainDay(observedAt)}` },
      ],
      rows: accounts,
      place: 'accounts',
      limit,
      kind: 'plain register',
      bare: true,
    })
  },
}

/** The posture; where it is not applicable, why. */
function standing(each: ReportAccount): Markup {
  return each.posture === 'not-applicable'
    ? html`<span class="mark">${glyph('not-applicable')} N/A: ${reasonOf(each)}</span>`
    : posture(each.posture)
}

function reasonOf({ leftAt, isManagement, state }: ReportAccount): string {
  if (leftAt !== null) return 'left'
  return isManagement ? 'management' : stateLabel[state].toLowerCase()
}

/** The kinds that are held, a letter each: `P 2K M`. */
function held(credentials: RootCredentials | null): string {
  if (credentials === null) return '?'
  const { present, details } = credentials
  const several = (list: readonly unknown[] | undefined) =>
    list && list.length > 1 ? String(list.length) : ''
  const letters = [
    present.password ? 'P' : '',
    present.accessKeys ? `${several(details?.accessKeys)}K` : '',
    present.signingCertificates ? `${several(details?.signingCertificates)}C` : '',
    present.mfaDevices ? `${several(details?.mfaDevices)}M` : '',
  ].filter((letter) => letter !== '')
  return letters.length === 0 ? '–' : letters.join(' ')
}
