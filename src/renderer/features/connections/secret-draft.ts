import type { ConnectionDetail, GivenSecrets } from '../../../shared/domain/connections.ts'
import type { ConnectionDraft } from './connection-draft.ts'

/** A secret as it is typed. What is kept is never shown: it can be replaced or forgotten. */
export type SecretDraft = {
  readonly kept: boolean
  readonly change: 'none' | 'replace' | 'forget'
  readonly typed: string
}
export type SecretDrafts = Readonly<Record<keyof ConnectionDetail['secrets'], SecretDraft>>

const untouched: SecretDraft = { kept: false, change: 'none', typed: '' }
/** The secrets of a new connection, before anything is typed. */
export const noSecrets: SecretDrafts = { proxyPassword: untouched, secretAccessKey: untouched }

/**
 * The secrets as they stand: what is kept counts only for whom it was entered. With another proxy, user or access key main forgets it, so it is
 * to be given anew.
 */
export function secretsFor(
  draft: ConnectionDraft,
  typed: SecretDrafts,
  kept: Pick<ConnectionDetail, 'settings' | 'secrets'> | null,
): SecretDrafts {
  if (kept === null) return typed
  const { proxy, signIn } = kept.settings
  const sameProxy =
    !draft.proxy ||
    (proxy !== null &&
      hostOf(proxy.url) === hostOf(draft.proxyUrl) &&
      (proxy.user ?? '') === draft.proxyUser.trim())
  const sameKey =
    draft.kind !== 'keys' ||
    (signIn.kind === 'keys' && signIn.accessKeyId === draft.accessKeyId.trim())
  return {
    proxyPassword: { ...typed.proxyPassword, kept: kept.secrets.proxyPassword && sameProxy },
    secretAccessKey: { ...typed.secretAccessKey, kept: kept.secrets.secretAccessKey && sameKey },
  }
}

/** What is sent of the secrets: those typed, null for those to forget; the kept ones of what does not apply any more are forgotten, too. */
export function givenSecrets(draft: ConnectionDraft, secrets: SecretDrafts): GivenSecrets {
  const { proxyPassword, secretAccessKey } = secrets
  // A password may begin or end with a space; a key is pasted, often with one too many.
  const key = { ...secretAccessKey, typed: secretAccessKey.typed.trim() }
  return {
    proxyPassword: sent(proxyPassword, draft.proxy),
    secretAccessKey: sent(key, draft.kind === 'keys'),
  }
}

/** What is wrong with the secrets, by name. */
export function secretFaults(
  draft: ConnectionDraft,
  secrets: SecretDrafts,
): Readonly<Record<string, string>> {
  const faults: Record<string, string> = {}
  const { proxyPassword, secretAccessKey } = secrets
  if (draft.kind === 'keys' && !stays(secretAccessKey) && secretAccessKey.typed.trim() === '') {
    faults['secretAccessKey'] = 'give the secret access key'
  } else if (draft.kind === 'keys' && secretAccessKey.typed.trim().length > 200) {
    faults['secretAccessKey'] = 'a secret access key has at most 200 characters'
  }
  if (draft.proxy && proxyPassword.typed !== '' && draft.proxyUser.trim() === '') {
    faults['proxy.user'] = 'name the user that this password is of'
  }
  if (draft.proxy && proxyPassword.typed.length > 1000) {
    faults['proxyPassword'] = 'a password has at most 1,000 characters'
  }
  return faults
}

function stays({ kept, change }: SecretDraft): boolean {
  return kept && change === 'none'
}

/** Undefined leaves it as it is. */
function sent({ kept, change, typed }: SecretDraft, applies: boolean): string | null | undefined {
  const forgets = change === 'forget' || !applies
  if (forgets) return kept ? null : undefined
  return typed === '' ? undefined : typed
}

function hostOf(url: string): string {
  return URL.canParse(url.trim()) ? new URL(url.trim()).host : ''
}
