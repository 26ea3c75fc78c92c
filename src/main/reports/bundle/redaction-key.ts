import { randomBytes } from 'node:crypto'
import type { Store } from '../../database/store.ts'

const name = 'redaction.key'

/**
 * The secret that pseudonyms are made with: 32 random bytes, made at first use. It stays with this workstation, so that one thing has one pseudonym in
 * all its bundles.
 *
 * SECURITY: whoever has it can tell which account a pseudonym is by trying; no bundle holds it.
 */
export function redactionKey(store: Pick<Store, 'settings' | 'transaction'>): Uint8Array {
  return store.transaction(() => {
    const kept = readRedactionKey(store.settings)
    if (kept !== null) return kept
    const made = randomBytes(32)
    store.settings.remember(name, made.toString('base64'))
    return made
  })
}

/** The secret as far as there is one; null where nothing was redacted here yet. */
export function readRedactionKey(facts: {
  remembered(key: string): string | null
}): Uint8Array | null {
  const kept = Buffer.from(facts.remembered(name) ?? '', 'base64')
  return kept.length === 32 ? kept : null
}
