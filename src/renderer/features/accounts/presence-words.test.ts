import { expect, it } from 'vitest'
import { presenceWords } from './presence-words.ts'

const none = { password: false, accessKeys: false, mfaDevices: false, signingCertificates: false }

it('says that nothing was there only where nothing was', () => {
  expect(presenceWords({ present: none, details: null, detailsMissing: false })).toBe(
    'no root credentials',
  )
})
it('does not count what could not be read', () => {
  const present = { ...none, password: true, accessKeys: true }
  expect(presenceWords({ present, details: null, detailsMissing: true })).toBe(
    'password, access keys',
  )
})
