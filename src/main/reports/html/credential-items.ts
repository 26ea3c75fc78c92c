import type { Instant } from '../../../shared/domain/accounts.ts'
import { mfaKind, type RootCredentials } from '../../../shared/domain/credentials.ts'
import { mfaKindLabel } from '../../../shared/format/labels.ts'
import { html, nothing, type Markup } from './markup.ts'
import { code, dayWithAge, plainDay } from './phrases.ts'

/** What a root user holds, item by item, with age and last use. Where details could not be read, it says what is known all the same. */
export function credentialItems(credentials: RootCredentials, at: Instant): Markup {
  const { present, details, detailsMissing } = credentials
  if (!details) return presenceAlone(credentials)
  const items = [
    ...(present.password
      ? [
          item('Console password', nothing, born('set', details.passwordCreatedAt, at), [
            usedAt(details.passwordLastUsed),
          ]),
        ]
      : []),
    ...details.accessKeys.map(({ id, status, createdAt, lastUsed }) =>
      item('Access key', code(id), born('created', createdAt, at), [
        html`${status}`,
        lastUsed === null
          ? html`no use known`
          : html`last used ${plainDay(lastUsed.at)}, ${lastUsed.service} in ${lastUsed.region}`,
      ]),
    ),
    ...details.signingCertificates.map(({ id, status, uploadedAt }) =>
      item('Signing certificate', code(id), born('uploaded', uploadedAt, at), [html`${status}`]),
    ),
    ...details.mfaDevices.map(({ serialNumber, enabledAt }) =>
      item('MFA', code(serialNumber), born('enabled', enabledAt, at), [
        html`${mfaKindLabel[mfaKind(serialNumber)]}`,
      ]),
    ),
  ]
  return html`<ul class="items">
    ${items}${detailsMissing ? html`<li class="doubt">Details could not all be read: there may be more.</li>` : null}
  </ul>`
}

function item(kind: string, id: Markup, since: Markup, more: readonly Markup[]): Markup {
  return html`<li>
    <b>${kind}</b> ${id} <small>${since}${more.map((each) => html` · ${each}`)}</small>
  </li>`
}

function born(word: string, instant: Instant | null, at: Instant): Markup {
  return instant === null
    ? html`${word} at an unknown time`
    : html`${word} ${dayWithAge(instant, at)}`
}

function usedAt(instant: Instant | null): Markup {
  return instant === null ? html`no use known` : html`last used ${plainDay(instant)}`
}

function presenceAlone({ present, detailsMissing }: RootCredentials): Markup {
  const kinds = [
    present.password ? 'a console password' : null,
    present.accessKeys ? 'access keys' : null,
    present.signingCertificates ? 'signing certificates' : null,
    present.mfaDevices ? 'MFA devices' : null,
  ].filter((kind) => kind !== null)
  if (kinds.length === 0) return html`none`
  return html`${kinds.join(', ')}${detailsMissing ? html` <span class="doubt">(details could not be read)</span>` : null}`
}
