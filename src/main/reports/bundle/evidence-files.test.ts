import { describe, expect, test } from 'vitest'
import type { Evidence } from '../../../shared/domain/evidence.ts'
import { sampleEvidence } from '../testing/sample-evidence.ts'
import { BundleRefused } from './bundle-refused.ts'
import { evidenceFiles, evidenceIn } from './evidence-files.ts'
import { evidencePath } from './layout.ts'

const evidence = sampleEvidence({ accounts: 12, seed: 3, hostileNames: true })
const files = new Map(
  evidenceFiles(evidence).map(({ path, lines }) => [path, [...lines()].join('')]),
)
const { organization, accounts, runs, cases, checkpoints, calls, journal } = evidencePath

/** Everything that can be read of such files, or the sentence that refuses them. */
function readOf(changes: Readonly<Record<string, string | Buffer>>): Evidence | string {
  try {
    const read = evidenceIn((path) => Buffer.from(changes[path] ?? files.get(path) ?? ''))
    for (const rows of [read.accounts(), read.calls(), read.journal()]) for (const _ of rows);
    return read
  } catch (error) {
    if (error instanceof BundleRefused) return error.message
    throw error
  }
}

const textOf = (path: string): string => files.get(path) ?? ''

test('evidence is read back as it was', () => {
  const read = readOf({})
  if (typeof read === 'string') throw new Error(read)
  expect(read.organization).toEqual(evidence.organization)
  expect([...read.accounts()]).toEqual([...evidence.accounts()])
  expect([...read.journal()]).toEqual([...evidence.journal()])
})

describe('SECURITY: a line that programs could read in different ways is refused:', () => {
  test.each([
    ['a member that is there twice', (text: string) => text.replace(/"(\w+)":/, '"$1":null,"$1":')],
    [
      'a member that strict shapes pass over',
      (text: string) => text.replace('{', '{"__proto__":{},'),
    ],
    ['the same, further down', (text: string) => text.replace(/:\{/, ':{"__proto__":{},')],
    ['spaces', (text: string) => text.replace('{', '{ ')],
    ['another end of the line', (text: string) => text.replace('\n', '\r\n')],
    ['a letter spelled otherwise', (text: string) => text.replace('"a', '"\\u0061')],
    ['a number spelled otherwise', (text: string) => text.replace(/:(\d+)([,}])/, ':$1.0$2')],
  ])('%s', (_, change) => {
    for (const path of [organization, accounts, runs, calls, journal]) {
      const changed = change(textOf(path))
      if (changed !== textOf(path)) expect(readOf({ [path]: changed })).toMatch(/^Line 1 of /)
    }
  })

  test('bytes that are not UTF-8', () => {
    const bytes = Buffer.from(textOf(accounts))
    bytes[bytes.indexOf('"email":"') + 10] = 0xff
    expect(readOf({ [accounts]: bytes })).toContain('not UTF-8')
  })

  test('half a surrogate pair, where hashes and signatures are taken', () => {
    const changed = textOf(runs).replace(/"callerArn":"/, '"callerArn":"\\ud800')
    expect(readOf({ [runs]: changed })).toMatch(/^Line 1 of /)
  })
})

describe('rows that are no part of this evidence are refused:', () => {
  const first = (path: string) => textOf(path).slice(0, textOf(path).indexOf('\n') + 1)

  test('a run or a case that is there twice, or of another organization', () => {
    for (const path of [runs, cases]) {
      expect(readOf({ [path]: first(path) + first(path) })).toContain('there twice')
      const foreign = first(path).replace(evidence.organization.organization.id, 'o-anotherone1')
      expect(readOf({ [path]: foreign })).toContain('of another organization')
    }
  })

  test('an exemption of another account, or twice', () => {
    const rows = [...evidence.accounts()]
    const at = rows.findIndex(({ exemptions }) => exemptions.length > 0)
    const row = rows[at]
    const [exemption] = row?.exemptions ?? []
    if (!row || !exemption) throw new Error('the sample has exemptions')
    const withExemptions = (exemptions: unknown[]) =>
      rows
        .map((other) => `${JSON.stringify(other === row ? { ...row, exemptions } : other)}\n`)
        .join('')
    const moved = { ...exemption, accountId: '999999999999' }
    expect(readOf({ [accounts]: withExemptions([moved]) })).toContain('of another account')
    const twice = withExemptions([exemption, exemption])
    expect(readOf({ [accounts]: twice })).toContain('twice')
  })
})

test('SECURITY: what would be many times larger as values is refused before it is one', () => {
  const long = `${'['.repeat(5 * 1024 * 1024)}\n`
  expect(readOf({ [accounts]: long })).toContain('none has more than')
  expect(readOf({ [checkpoints]: '{}\n'.repeat(3 * 1024 * 1024) })).toContain('none has more than')
})
