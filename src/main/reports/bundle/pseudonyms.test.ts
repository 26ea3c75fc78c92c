import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AccountId, OrganizationId } from '../../../shared/domain/accounts.ts'
import { mfaKind } from '../../../shared/domain/credentials.ts'
import { createPseudonyms } from './pseudonyms.ts'

const pseudonyms = createPseudonyms(Buffer.alloc(32, 1))
const id = '111122223333'
const arn = 'arn:aws:sts::111122223333:assumed-role/SecurityOperator/jane@example.com'

describe('a pseudonym keeps the shape that something is read from', () => {
  test('IDs of accounts, organizations, roots and units', () => {
    expect(AccountId.safeParse(pseudonyms.accountId(id)).success).toBe(true)
    expect(OrganizationId.safeParse(pseudonyms.organizationId('o-a1b2c3d4e5')).success).toBe(true)
    expect(pseudonyms.unitId('r-ab12')).toMatch(/^r-[0-9a-z]{4,32}$/)
    expect(pseudonyms.unitId('ou-ab12-cd34ef56')).toMatch(/^ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}$/)
    expect(pseudonyms.unitId('')).toBe('')
  })

  test('a unit stays below its root, and a path names the same as its parts', () => {
    const root = pseudonyms.unitId('r-ab12').slice(2)
    const unit = pseudonyms.unitId('ou-ab12-cd34ef56')
    expect(unit).toContain(`ou-${root}-`)
    expect(pseudonyms.path(`o-a1b2c3d4e5/r-ab12/ou-ab12-cd34ef56/${id}/`)).toBe(
      `${pseudonyms.organizationId('o-a1b2c3d4e5')}/r-${root}/${unit}/${pseudonyms.accountId(id)}/`,
    )
  })

  test.each([
    [`arn:aws:iam::${id}:mfa/root-account-mfa-device`, 'virtual'],
    [`arn:aws-us-gov:iam::${id}:u2f/root/key-1`, 'passkey'],
    ['GAHT12345678', 'hardware'],
  ])('%s is still of its kind', (serial, kind) => {
    const pseudonym = pseudonyms.mfaSerial(serial)
    expect(mfaKind(pseudonym)).toBe(kind)
    expect(pseudonym).not.toContain(serial.split('/').at(-1))
    expect(pseudonym).not.toContain(id)
  })

  test('a caller keeps the kind of principal, and nothing of its names', () => {
    const pseudonym = pseudonyms.actor(arn)
    expect(pseudonym).toMatch(/^arn:aws:sts::\d{12}:assumed-role\/[0-9a-f]{12}\/[0-9a-f]{12}$/)
    expect(pseudonym).toContain(pseudonyms.accountId(id))
    expect(pseudonyms.actor(`arn:aws:iam::${id}:root`)).toBe(
      `arn:aws:iam::${pseudonyms.accountId(id)}:root`,
    )
  })

  test('a key says what kind of key it is, and not of which account', () => {
    expect(pseudonyms.accessKeyId('AKIAIOSFODNN7EXAMPLE')).toMatch(/^AKIA[A-Z2-7]{16}$/)
    expect(pseudonyms.accessKeyId('ASIAIOSFODNN7EXAMPLE')).toMatch(/^ASIA[A-Z2-7]{16}$/)
    expect(pseudonyms.accessKeyId('something odd')).toMatch(/^AKIA[A-Z2-7]{16}$/)
  })
})

test.each([
  'arn:aws:s3:::payroll-bucket',
  'arn:aws:sqs:eu-central-1:111122223333:payroll',
  'arn:evil:iam::111122223333:user/x',
  'Jane Doe',
])('%s is a person, and nothing of it stays', (text) => {
  expect(pseudonyms.actor(text)).toMatch(/^person-[0-9a-f]{12}$/)
})

test('what Rootkeep does by itself, and the root, stay what they are', () => {
  expect(pseudonyms.actor('rootkeep')).toBe('rootkeep')
  expect(pseudonyms.unitPath('Root')).toBe('Root')
  expect(pseudonyms.unitPath('')).toBe('')
})

test('the name of a unit is the same in a path', () => {
  const [above, below] = [pseudonyms.unitPath('Workloads'), pseudonyms.unitPath('Prod')]
  expect(pseudonyms.unitPath('Workloads / Prod')).toBe(`${above} / ${below}`)
})

test('a tag that is filtered by is found, whatever the case and wherever the equals signs are', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 12 })
  fc.assert(
    fc.property(text, text, (key, value) => {
      const tag = `${pseudonyms.tag(key)}=${pseudonyms.tag(value)}`
      expect(pseudonyms.tag(`${key}=${value}`)).toBe(tag)
      expect(pseudonyms.tag(`${key}=${value}`.toLowerCase())).toBe(tag)
    }),
  )
})

test('no pseudonym contains what it stands for, and equal texts of two kinds have nothing in common', () => {
  const kinds = ['accountName', 'email', 'mfaSerial', 'certificateId', 'actor', 'ticket'] as const
  fc.assert(
    fc.property(fc.string({ minLength: 9, maxLength: 30 }), (text) => {
      const made = [...kinds, 'recordId', 'itemId'].map((kind) =>
        pseudonyms[kind as (typeof kinds)[number]](text),
      )
      for (const pseudonym of made) expect(pseudonym).not.toContain(text)
      expect(new Set(made).size).toBe(made.length)
    }),
  )
})
