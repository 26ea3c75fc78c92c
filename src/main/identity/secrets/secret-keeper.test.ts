import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openDatabase, openInMemory } from '../../database/database.ts'
import { createSealedSecrets } from '../../database/sealed-secrets.ts'
import type { KeyStore } from '../../shell-services.ts'
import { required } from '../../testing/trial.ts'
import { createSecretKeeper } from './secret-keeper.ts'

const secrets = [
  't0ken-of-production',
  'pr0xy-password',
  'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
]
const [token = '', proxyPassword = '', secretKey = ''] = secrets

const at = '2026-11-23T12:00:00.000Z'

/** Seals by turning the bytes over; a locked keyring and another machine open nothing. */
function fakeKeyStore(machine = 'mine') {
  const state = { shut: false }
  const store: KeyStore = {
    backend: 'gnome_libsecret',
    seal(text) {
      if (state.shut) throw new Error(`locked while it had ${text}`)
      return JSON.stringify([machine, Buffer.from(text).toString('hex')])
    },
    open(sealed) {
      const [from, hex] = JSON.parse(sealed) as [string, string]
      if (state.shut || from !== machine) throw new Error('not here')
      return Buffer.from(hex, 'hex').toString()
    },
  }
  return { store, state }
}

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rootkeep-secrets-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function keeperOver(db: ReturnType<typeof openInMemory>['db'], keyStore: KeyStore | null) {
  const refused: string[] = []
  const keeper = createSecretKeeper({
    sealed: createSealedSecrets(db),
    keyStore: () => keyStore,
    clock: { instant: () => at },
    refused: (backend) => void refused.push(backend),
  })
  return { keeper, refused }
}

function kept(keeper: ReturnType<typeof keeperOver>['keeper']): (string | null)[] {
  return [
    keeper.get('production', 'token'),
    keeper.get('production', 'proxy-password'),
    keeper.get('production', 'secret-access-key'),
  ]
}

function keepAll(keeper: ReturnType<typeof keeperOver>['keeper']): void {
  keeper.put('production', 'token', token)
  keeper.put('production', 'proxy-password', proxyPassword)
  keeper.put('production', 'secret-access-key', secretKey)
}

test.each([
  ['sealed by the key store', fakeKeyStore().store],
  ['in memory where there is no key store', null],
])(
  'SECURITY: secrets are %s, and nowhere on disk in clear, not even forgotten ones',
  (_, keyStore) => {
    const opened = required(openDatabase(folder, new Date()))
    const { keeper } = keeperOver(opened.db, keyStore)
    keepAll(keeper)
    expect(kept(keeper)).toEqual(secrets)
    const onDisk = () =>
      readdirSync(folder)
        .map((name) => readFileSync(join(folder, name), 'latin1'))
        .join('\n')
    for (const secret of secrets) expect(onDisk()).not.toContain(secret)
    keeper.forget('production')
    expect(kept(keeper)).toEqual([null, null, null])
    opened.close()
    for (const secret of secrets) expect(onDisk()).not.toContain(secret)
    const again = required(openDatabase(folder, new Date()))
    expect(keeperOver(again.db, keyStore).keeper.has('production', 'token')).toBe(false)
    again.close()
  },
)

test('a sealed secret outlives the program with its key store; elsewhere, or behind a locked keyring, it is not there and it is said', () => {
  const { db, close } = openInMemory('cache')
  const mine = fakeKeyStore()
  keeperOver(db, mine.store).keeper.put('production', 'token', token)
  expect(keeperOver(db, mine.store).keeper.get('production', 'token')).toBe(token)
  for (const keyStore of [fakeKeyStore('another').store, null]) {
    const { keeper, refused } = keeperOver(db, keyStore)
    expect(keeper.get('production', 'token')).toBeNull()
    expect(keeper.has('production', 'token')).toBe(true)
    expect(refused).toEqual(['gnome_libsecret'])
  }
  mine.state.shut = true
  const { keeper, refused } = keeperOver(db, mine.store)
  // What cannot be sealed stays in memory alone, and the one before is not taken for it.
  keeper.put('production', 'token', 'another one')
  expect(keeper.get('production', 'token')).toBe('another one')
  expect(refused).toEqual(['gnome_libsecret'])
  mine.state.shut = false
  expect(keeperOver(db, mine.store).keeper.get('production', 'token')).toBeNull()
  close()
})

test('SECURITY: while it is shut nothing is at hand, and what was in memory comes back with its key alone', () => {
  const { db, close } = openInMemory('cache')
  const key = Buffer.alloc(32, 7)
  for (const [opener, expected] of [
    [key, secrets],
    [Buffer.alloc(32, 8), [null, null, null]],
    [null, [null, null, null]],
  ] as const) {
    const { keeper } = keeperOver(db, null)
    keepAll(keeper)
    keeper.shut(key)
    expect(kept(keeper)).toEqual([null, null, null])
    expect(keeper.has('production', 'token')).toBe(true)
    expect(() => keeper.put('production', 'token', token)).toThrow(/lock/)
    keeper.open(opener)
    expect(kept(keeper)).toEqual(expected)
  }
  const sealed = keeperOver(db, fakeKeyStore().store).keeper
  keepAll(sealed)
  sealed.shut(null)
  expect(kept(sealed)).toEqual([null, null, null])
  sealed.forgetSignIns()
  sealed.open(null)
  expect(kept(sealed)).toEqual([null, proxyPassword, secretKey])
  close()
})

test('what is forgotten while it is shut does not come back', () => {
  const { db, close } = openInMemory('cache')
  const { keeper } = keeperOver(db, null)
  const key = Buffer.alloc(32, 7)
  keepAll(keeper)
  keeper.shut(key)
  keeper.forgetSignIns()
  keeper.forget('production', 'proxy-password')
  keeper.open(key)
  expect(kept(keeper)).toEqual([null, null, secretKey])
  close()
})

test('SECURITY: what was sealed for one connection and kind opens as no other, whoever moves it in the database', () => {
  const { db, close } = openInMemory('cache')
  const { store } = fakeKeyStore()
  const { keeper, refused } = keeperOver(db, store)
  keepAll(keeper)
  const rows = createSealedSecrets(db)
  const move = (sealed: string) =>
    rows.keep('staging', 'proxy-password', { sealed, backend: store.backend }, at)
  // A secret key as the password that a proxy gets; the password of another connection; what something else sealed.
  for (const sealed of [
    rows.get('production', 'secret-access-key')?.sealed ?? '',
    rows.get('production', 'proxy-password')?.sealed ?? '',
    store.seal('the private key of an operator'),
    store.seal('["x",1]'),
  ]) {
    move(sealed)
    expect(keeper.get('staging', 'proxy-password')).toBeNull()
  }
  expect(refused).toHaveLength(4)
  expect(kept(keeper)).toEqual(secrets)
  close()
})
