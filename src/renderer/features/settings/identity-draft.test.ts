import { expect, it } from 'vitest'
import { readIdentity } from './identity-draft.ts'

const good = 'a long passphrase'

it('a name is enough where the key store protects the key', () => {
  expect(readIdentity({ name: ' Ada ', passphrase: null }).draft).toEqual({
    name: 'Ada',
    passphrase: null,
  })
})
it('a short passphrase, or one that was mistyped, makes no identity', () => {
  const typed = (typed: string, repeated: string) =>
    readIdentity({ name: 'Ada', passphrase: { typed, repeated } })
  expect(typed('short', 'short')).toMatchObject({ draft: null })
  expect(typed('short', 'short').faults.passphrase).toContain('12')
  expect(typed(good, `${good} `)).toMatchObject({ draft: null })
  expect(typed(good, `${good} `).faults.repeated).not.toBeNull()
  expect(typed(good, good).draft).toEqual({ name: 'Ada', passphrase: good })
})
it('a passphrase is taken as it was typed, spaces included', () => {
  const spaced = '  twelve chars  '
  expect(
    readIdentity({ name: 'Ada', passphrase: { typed: spaced, repeated: spaced } }).draft
      ?.passphrase,
  ).toBe(spaced)
})
it('nobody is nameless', () => {
  expect(readIdentity({ name: '  ', passphrase: null }).draft).toBeNull()
})
