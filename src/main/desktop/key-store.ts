/* oxlint-disable typescript/no-deprecated -- the asynchronous functions do not say on Linux which key store they took: the hard-coded password would pass for one */
import type { SafeStorage } from 'electron'
import type { KeyStore } from '../shell-services.ts'

/**
 * The key store of the system behind Electron's `safeStorage`, or null where there is none.
 * SECURITY: on Linux without a keyring Electron would "encrypt" with a password that is written in its source
 * (`basic_text`): that counts as none.
 */
export function keyStoreOf(safeStorage: SafeStorage, platform: NodeJS.Platform): KeyStore | null {
  if (!safeStorage.isEncryptionAvailable()) return null
  const backend = backendOf(safeStorage, platform)
  if (backend === 'basic_text' || backend === 'unknown') return null
  return {
    backend,
    seal: (text) => safeStorage.encryptString(text).toString('base64'),
    open: (sealed) => safeStorage.decryptString(Buffer.from(sealed, 'base64')),
  }
}

function backendOf(safeStorage: SafeStorage, platform: NodeJS.Platform): string {
  switch (platform) {
    case 'darwin':
      return 'keychain'
    case 'win32':
      return 'dpapi'
    default:
      return safeStorage.getSelectedStorageBackend()
  }
}
