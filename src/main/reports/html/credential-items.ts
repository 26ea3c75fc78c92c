import type { Instant } from '../../../shared/domain/accounts.ts'
import { mfaKind, type KeyUse, type RootCredentials } from '../../../shared/domain/credentials.ts'
import { mfaKindLabel } from '../../../shared/format/labels.ts'
import { html, nothing, type Markup } from './markup.ts'
import { code, dayWithAge, plainDay } from './phrases.ts'

/** What a root user holds, item by item, with age and last use. Where details could not be read, it says what is known all the same. */
export function credentialItems(credentials: RootCredentials, at: Instant): Markup {
  const { present, details, detailsMissing } = credentials
  if (!details) return presenceAlone(credentials)
  const { passwordCreatedAt, passwordLastUsed } = details
  const password = item(
    'Console password',
    nothing,
    born('set', passwordCreatedAt, at),
    passwordLastUsed === null ? 'no use known' : `last used ${plainDay(passwordLastUsed)}`,
  )
  return html`<ul class="items">
    ${present.password ? password : null}
    ${details.accessKeys.map(({ id, status, createdAt, lastUsed }) =>
      item('Access key', code(id), born('created', createdAt, at), status, useOf(lastUsed)),
    )}
    ${details.signingCertificates.map(({ id, status, uploadedAt }) =>
      item('Signing certificate', code(id), born('uploaded', uploadedAt, at), status),
    )}
    ${details.mfaDevices.map(({ serialNumber, enabledAt }) =>
      item(
        'MFA',
        code(serialNumber),
        born('enabled', enabledAt, at),
        mfaKindLabel[mfaKind(serialNumber)],
      ),
    )}
    ${detailsMissing ? html`<li class="doubt">Not all details could be read: there may be more.</li>` : null}
  </ul>`
}

/** One item: what it is, since when, and what else is known; a long fact has a line of its own. */
function item(
  kind: string,
  id: Markup,
  since: string,
  fact: string,
  long: Markup = nothing,
): Markup {
  return html`<li><b>${kind}</b> ${id}<small>${since} · ${fact}${long}</small></li>`
}

function useOf(lastUsed: KeyUse | null): Markup {
  return lastUsed === null
    ? html` · no use known`
    : html`<br />last used ${plainDay(lastUsed.at)}, ${lastUsed.service} in ${lastUsed.region}`
}

function born(word: string, instant: Instant | null, at: Instant): string {
  return instant === null ? `${word} at an unknown time` : `${word} ${dayWithAge(instant, at)}`
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
