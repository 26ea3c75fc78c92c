import type { LockState } from '../../../shared/domain/lock.ts'

/** Where tokens are kept, in one or two sentences. */
export function storageWords({ storage, backend }: LockState): string {
  if (storage === 'memory') {
    return 'Tokens are not kept: this system offers no key store that encrypts them. They stay in memory and end with the program.'
  }
  return `Tokens are kept on this computer, encrypted by ${keyStoreWords(backend)}.`
}

/** The key stores by the names that Electron's safeStorage and this system give them. */
function keyStoreWords(backend: string | null): string {
  if (backend === null) return 'the key store of this system'
  return keyStores[backend] ?? `the key store of this system (${backend})`
}

const keyStores: Readonly<Record<string, string>> = {
  keychain: 'the Keychain of macOS',
  dpapi: 'the data protection of Windows (DPAPI)',
  gnome_libsecret: 'the GNOME keyring (libsecret)',
  kwallet: 'KWallet',
  kwallet5: 'KWallet',
  kwallet6: 'KWallet',
}

/** What locking does, by what opens the lock again. */
export const lockEffect = {
  system:
    'Decrypted secrets are dropped and nothing is shown. The operating system asks who is there before it opens.',
  passphrase:
    'Decrypted secrets are dropped and nothing is shown. The passphrase that was set here opens it.',
  'sign-in':
    'Nothing here can tell who opens it, so what was signed in is forgotten: after the lock everybody signs in again.',
} as const satisfies Record<LockState['opensBy'], string>

/** What is wrong with the minutes as typed; null where nothing is. */
export function faultOfMinutes(typed: string): string | null {
  const minutes = Number(typed)
  const fits = typed.trim() !== '' && Number.isInteger(minutes) && minutes >= 0 && minutes <= 480
  return fits ? null : 'a whole number from 0 to 480; 0 for never'
}
