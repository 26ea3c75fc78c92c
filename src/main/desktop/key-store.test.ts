/* oxlint-disable typescript/no-deprecated -- see key-store.ts */
import type { SafeStorage } from 'electron'
import { describe, expect, it } from 'vitest'
import { keyStoreOf } from './key-store.ts'

function storage(changed: Partial<SafeStorage> = {}): SafeStorage {
  const working: Partial<SafeStorage> = {
    isEncryptionAvailable: () => true,
    getSelectedStorageBackend: () => 'gnome_libsecret',
    encryptString: (text) => Buffer.from(`sealed ${text}`),
    decryptString: (sealed) => sealed.toString().replace('sealed ', ''),
  }
  return { ...working, ...changed } as SafeStorage
}

describe('SECURITY: the key store', () => {
  it.each(['basic_text', 'unknown'] as const)('on Linux %s counts as none', (backend) => {
    const pretended = storage({ getSelectedStorageBackend: () => backend })
    expect(keyStoreOf(pretended, 'linux')).toBeNull()
  })

  it.each(['linux', 'darwin', 'win32'] as const)(
    'on %s there is none where the system cannot encrypt',
    (platform) => {
      expect(keyStoreOf(storage({ isEncryptionAvailable: () => false }), platform)).toBeNull()
    },
  )

  it('seals into text, opens it again, and says which it is', () => {
    const keyStore = keyStoreOf(storage(), 'linux')
    const sealed = keyStore?.seal('secret') ?? ''
    expect(sealed).toMatch(/^[A-Za-z0-9+/]+=*$/)
    expect(keyStore?.open(sealed)).toBe('secret')
    const backends = (['linux', 'darwin', 'win32'] as const).map(
      (platform) => keyStoreOf(storage(), platform)?.backend,
    )
    expect(backends).toEqual(['gnome_libsecret', 'keychain', 'dpapi'])
  })
})
