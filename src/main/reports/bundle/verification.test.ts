import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { BundleCheck, BundleVerification } from '../../../shared/domain/bundles.ts'
import type { JournalLine } from '../../../shared/domain/evidence.ts'
import type { Report } from '../../../shared/domain/reports.ts'
import { canonicalJson, sha256Hex } from '../../journal/canonical-json.ts'
import { hashedText } from '../../journal/chain.ts'
import { BundleRefused } from './bundle-refused.ts'
import { signManifest } from './bundle-signature.ts'
import type { BundleToWrite } from './bundle-writer.ts'
import { manifestText, readManifest } from './manifest.ts'
import { redacted } from './redaction.ts'
import {
  checkpointed,
  repacked,
  resignedFiles,
  sampleFiles,
  sampleOrder,
  textFormats,
  wholeQuestion,
  type Unpacked,
} from './testing/sample-bundle.ts'
import { sampleSigner } from './testing/sample-signer.ts'
import { verifyBundle, type VerificationOptions } from './verification.ts'

let folder = ''
let order: BundleToWrite
let files: Unpacked
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rootkeep-verification-'))
  order = sampleOrder(folder, {
    formats: [...textFormats, 'pdf'],
    pdf: async () => Buffer.from('%PDF-1.7 of a kind'),
    question: { ...wholeQuestion, since: '2026-11-15T12:00:00.000Z' },
  })
  files = await sampleFiles(order)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const at = '2026-11-23T09:00:00.000Z'

function options(change: Partial<VerificationOptions> = {}): VerificationOptions {
  const { publicKey } = order.signer
  return { trusted: [{ publicKey, knownAs: 'Jane' }], toolVersion: '1.2.3', at, ...change }
}

function verify(unpacked: Unpacked, change: Partial<VerificationOptions> = {}) {
  return verifyBundle(repacked(unpacked, folder), options(change))
}

const textOf = (path: string, of = files) => Buffer.from(of.get(path) ?? '').toString('utf8')

/** The bundle with one file changed, and signed again with the key of its signer: as an insider could. */
function insider(path: string, change: (text: string) => string): Unpacked {
  const changed = change(textOf(path))
  expect(changed).not.toBe(textOf(path))
  return resignedFiles(new Map([...files, [path, Buffer.from(changed)]]), order.signer)
}

/** The states that are not `fits`. */
function odd({ checks }: BundleVerification): Partial<Record<BundleCheck, string>> {
  return Object.fromEntries(
    checks.filter(({ state }) => state !== 'fits').map(({ check, state }) => [check, state]),
  )
}

function sentence({ checks }: BundleVerification, check: BundleCheck): string {
  return checks.find((result) => result.check === check)?.sentence ?? ''
}

type Lines<T> = (change: (rows: T[]) => T[]) => (text: string) => string
/** Changes the rows of a file of JSON Lines. */
const lines: Lines<unknown> = (change) => (text) =>
  change(
    text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown),
  )
    .map((row) => `${canonicalJson(row)}\n`)
    .join('')
const accounts = (change: (rows: Record<string, never>[]) => unknown[]) => (text: string) =>
  change(
    text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, never>),
  )
    .map((row) => `${JSON.stringify(row)}\n`)
    .join('')
const journal = (change: (rows: JournalLine[]) => JournalLine[]) =>
  lines((rows) => change(rows as JournalLine[]))

function report(change: (report: Report) => void): (text: string) => string {
  return (text) => {
    const said = JSON.parse(text) as Report
    change(said)
    return `${JSON.stringify(said)}\n`
  }
}

describe('what its signer made', () => {
  test('is verified, and every check says in a sentence what it found', async () => {
    const verification = await verify(files)
    expect(odd(verification)).toEqual({})
    expect(verification).toMatchObject({ verdict: 'verified', knownAs: 'Jane', warnings: [], at })
    for (const { sentence } of verification.checks) expect(sentence).toMatch(/^[A-Z].*\.$/)
    expect(sentence(verification, 'reports')).toContain('the PDF is signed, and cannot be drawn')
    expect(verification.sha256).toMatch(/^[0-9a-f]{64}$/)
  })

  test('is not verified where nobody vouches for the key, however well all fits', async () => {
    const verification = await verify(files, { trusted: [] })
    expect(verification).toMatchObject({ verdict: 'signer-unknown', knownAs: null })
    expect(odd(verification)).toEqual({ signer: 'unknown' })
    expect(sentence(verification, 'signer')).toContain(order.signer.fingerprint)
  })

  test('contradicts where another key was asked for', async () => {
    const expected = sampleSigner().publicKey
    const verification = await verify(files, { expected })
    expect(verification.verdict).toBe('contradicted')
    expect(odd(verification)).toEqual({ signer: 'differs' })
  })

  test('of redacted evidence is verified as well', async () => {
    const evidence = checkpointed(redacted(order.evidence, Buffer.alloc(32, 5)), order.signer)
    const change = { evidence, redacted: true, path: join(folder, 'redacted.zip') }
    const verification = await verify(await sampleFiles({ ...order, ...change }))
    expect(odd(verification)).toEqual({})
    expect(sentence(verification, 'journal')).toMatch(/\d+ of them are withheld/)
  })

  test('with an empty journal and no checkpoint says on what that rests', async () => {
    const evidence = { ...order.evidence, checkpoints: [], journal: () => [] }
    const path = join(folder, 'empty.zip')
    const verification = await verify(await sampleFiles({ ...order, evidence, path }))
    expect(verification.verdict).toBe('verified')
    expect(sentence(verification, 'checkpoint')).toContain('rests on the signature of the bundle')
  })

  test('before its own instant, or in the future, draws a warning about the clock', async () => {
    const clock = (instant: string) => ({ now: () => Date.parse(instant), instant: () => instant })
    const path = join(folder, 'clock.zip')
    const back = { ...order, path, clock: clock('2026-11-20T00:00:00.000Z') }
    expect((await verify(await sampleFiles(back))).warnings).toEqual([
      expect.stringContaining('a clock was set back'),
    ])
    const ahead = { ...order, path, clock: clock('2031-01-01T00:00:00.000Z') }
    expect((await verify(await sampleFiles(ahead))).warnings).toEqual([
      expect.stringContaining('in the future'),
    ])
  })
})

describe('what somebody altered who has not the key', () => {
  test('is found by the hashes, and nothing behind them is called checked', async () => {
    const altered = new Map([...files, ['reports/report.csv', Buffer.from('account_id\r\n')]])
    const verification = await verify(altered)
    expect(verification.verdict).toBe('contradicted')
    expect(odd(verification)).toEqual({
      files: 'differs',
      schemas: 'not-made',
      journal: 'not-made',
      checkpoint: 'not-made',
      rules: 'not-made',
      postures: 'not-made',
      reports: 'not-made',
    })
    expect(sentence(verification, 'files')).toContain('reports/report.csv was altered')
  })

  test('and put under a manifest of their own with their own key is by a signer that nobody knows', async () => {
    const attacker = sampleSigner('Jane')
    const { name, fingerprint, publicKey } = attacker
    const signer = { name, fingerprint, publicKey }
    const own = manifestText({ ...readManifest(textOf('manifest.json')), signer })
    const manifest = readManifest(own)
    const { signatureFile, keyFile } = signManifest(own, manifest, attacker)
    const forged = new Map([
      ...files,
      ['manifest.json', Buffer.from(own)],
      ['manifest.json.minisig', Buffer.from(signatureFile)],
      ['rootkeep.pub', Buffer.from(keyFile)],
    ])
    const verification = await verify(forged)
    expect(verification.verdict).not.toBe('verified')
    expect(verification.knownAs).toBeNull()
    expect(odd(verification)).toMatchObject({ signer: 'unknown' })
  })

  test('and signed with their own key under the name of the real one does not fit', async () => {
    const { signatureFile } = signManifest(
      textOf('manifest.json'),
      readManifest(textOf('manifest.json')),
      sampleSigner(),
    )
    const verification = await verify(
      new Map([...files, ['manifest.json.minisig', Buffer.from(signatureFile)]]),
    )
    expect(verification).toMatchObject({ verdict: 'contradicted', knownAs: null })
    expect(odd(verification)).toMatchObject({ signature: 'differs', signer: 'not-made' })
  })
})

describe('what its own signer altered, and signed again', () => {
  const holder = (said: Report) =>
    said.accounts.find(({ posture }) => posture === 'non-compliant') as Report['accounts'][number]

  test.each<[string, (said: Report) => void, RegExp]>([
    [
      'a posture',
      (said) => (holder(said).posture = 'compliant'),
      /Account \d{12} is compliant in the report, and non-compliant by the evidence/,
    ],
    ['a finding', (said) => (holder(said).findings = []), /holds nothing in the report/],
    [
      'a total',
      (said) => (said.completeness.observed += 1),
      /says of completeness: .*observed.* by the evidence it is/,
    ],
    ['how many hold credentials', (said) => (said.holding -= 1), /says of holding/],
    [
      'a control',
      (said) => {
        for (const control of said.controls) control.status = 'PASS'
      },
      /is PASS in the report, and FAIL by the evidence/,
    ],
    ['an account less', (said) => void said.accounts.splice(2, 1), /is not in the report/],
    ['a point of the trend', (said) => void said.trend.pop(), /says of trend/],
    ['how many are meant', (said) => (said.scope.members += 1), /scope says of members/],
    ['who is denied', (said) => void said.scpGuard.denied.push(holder(said).id), /says of denied/],
    ['an action', (said) => void said.actions?.pop(), /says of actions/],
  ])('%s in report.json contradicts the evidence', async (_what, change, words) => {
    const verification = await verify(insider('reports/report.json', report(change)))
    expect(verification.verdict).toBe('contradicted')
    expect(odd(verification)).toEqual({ postures: 'differs', reports: 'differs' })
    expect(sentence(verification, 'postures')).toMatch(words)
  })

  test.each<[string, (text: string) => string]>([
    ['reports/report.csv', (text) => text.replace(',non-compliant,', ',compliant,')],
    [
      'reports/report.ocsf.jsonl',
      (text) => text.replace('"posture":"non-compliant"', '"posture":"exempt"'),
    ],
    ['reports/report.html', (text) => text.replace('</body>', '<p>All is well.</p></body>')],
    ['reports/report.md', (text) => `${text}\nAll is well.\n`],
    ['README.txt', (text) => text.replace('believe nothing in it', 'do not worry')],
    ['schemas/report.schema.json', (text) => text.replace('rootkeep-report', 'rootkeep-fable')],
    ['reports/report.pdf', () => '<html>'],
  ])('%s is not what the evidence gives', async (path, change) => {
    const verification = await verify(insider(path, change))
    expect(verification.verdict).toBe('contradicted')
    expect(odd(verification)).toEqual({ reports: 'differs' })
    expect(sentence(verification, 'reports')).toContain(path)
  })

  test('an account less in the evidence leaves the report without ground', async () => {
    const verification = await verify(
      insider(
        'evidence/accounts.jsonl',
        accounts((rows) => rows.toSpliced(3, 1)),
      ),
    )
    expect(verification.verdict).toBe('contradicted')
    expect(sentence(verification, 'postures')).toMatch(
      /Account \d{12} is in the report, and the evidence does not put it there/,
    )
  })

  test('an observation that was made clean contradicts what was reported', async () => {
    const clean = accounts((rows) =>
      rows.map(
        (row) =>
          JSON.parse(
            JSON.stringify(row).replaceAll('"password":true', '"password":false'),
          ) as unknown,
      ),
    )
    const verification = await verify(insider('evidence/accounts.jsonl', clean))
    expect(verification.verdict).toBe('contradicted')
    expect(odd(verification)).toMatchObject({ postures: 'differs', reports: 'differs' })
  })

  test.each<[string, string, (text: string) => string]>([
    [
      'an account',
      'evidence/accounts.jsonl',
      (text) => text.replace('"state":"ACTIVE"', '"state":"FINE"'),
    ],
    ['a call', 'evidence/calls.jsonl', (text) => text.replace('"attempt":', '"tries":')],
    ['a line of the journal', 'evidence/journal.jsonl', (text) => text.replace('{', '{"more":1,')],
    ['a report that is none', 'reports/report.json', (text) => text.replace('"format"', '"shape"')],
    ['a report that is no JSON', 'reports/report.json', (text) => text.slice(0, -4)],
  ])('%s in another shape is named, and nothing is drawn from it', async (_what, path, change) => {
    const verification = await verify(insider(path, change))
    expect(verification.verdict).toBe('contradicted')
    expect(odd(verification)).toMatchObject({
      schemas: 'differs',
      postures: 'not-made',
      reports: 'not-made',
    })
    expect(sentence(verification, 'schemas')).toContain(path)
  })

  test('rules that are not those it says it was judged by do not fit', async () => {
    const verification = await verify(
      insider('rules/rules.json', (text) =>
        text.replace('something is present"', 'nothing is present"'),
      ),
    )
    expect(verification.verdict).toBe('contradicted')
    expect(odd(verification)).toEqual({ rules: 'differs' })
  })
})

describe('the journal in a bundle', () => {
  const entryOf = (line: JournalLine | undefined) => {
    if (!line || !('entry' in line)) throw new Error('there is an entry')
    return line.entry
  }

  test.each<[string, (rows: JournalLine[]) => JournalLine[], RegExp]>([
    [
      'an entry that was altered',
      (rows) => rows.with(1, { entry: { ...entryOf(rows[1]), actor: 'nobody' } }),
      /hash of entry 2 .* does not fit/,
    ],
    ['an entry that was removed', (rows) => rows.toSpliced(2, 1), /Entry 3 .* is missing/],
    [
      'entries that changed places',
      (rows) => [...rows.slice(0, 2), ...rows.slice(2, 4).toReversed(), ...rows.slice(4)],
      /Entry 3 .* is missing/,
    ],
    [
      'an entry that is there twice',
      (rows) => rows.toSpliced(2, 0, rows[1] as JournalLine),
      /moved or added/,
    ],
    [
      'an entry that was altered and hashed anew',
      (rows) => {
        const changed = { ...entryOf(rows[1]), actor: 'nobody' }
        return rows.with(1, { entry: { ...changed, hash: sha256Hex(hashedText(changed)) } })
      },
      /Entry 3 .* does not follow entry 2/,
    ],
    [
      'an entry that is hidden behind another version of it',
      (rows) => {
        const { previous, hash, ...shown } = entryOf(rows[1])
        const withheld = { sequence: shown.sequence, previous, hash }
        return rows.with(1, { withheld, shown: { ...shown, actor: 'nobody' } })
      },
      /withheld, and shown in another way/,
    ],
  ])('with %s is broken', async (_what, change, words) => {
    const verification = await verify(insider('evidence/journal.jsonl', journal(change)))
    expect(verification.verdict).toBe('contradicted')
    expect(odd(verification)).toMatchObject({ journal: 'differs' })
    expect(sentence(verification, 'journal')).toMatch(words)
  })

  test('whose end was cut off is contradicted by the checkpoint', async () => {
    const verification = await verify(
      insider(
        'evidence/journal.jsonl',
        journal((rows) => rows.slice(0, -2)),
      ),
    )
    expect(odd(verification)).toMatchObject({ checkpoint: 'differs' })
    expect(sentence(verification, 'checkpoint')).toContain('its end was cut off')
  })

  test('that was made anew from its first entry on is contradicted by the checkpoint', async () => {
    const rechained = journal((rows) => {
      let previous = '0'.repeat(64)
      return rows.map((line) => {
        const changed = { ...entryOf(line), actor: 'nobody', previous }
        const entry = { ...changed, hash: sha256Hex(hashedText(changed)) }
        previous = entry.hash
        return { entry }
      })
    })
    const verification = await verify(insider('evidence/journal.jsonl', rechained))
    expect(odd(verification)).toMatchObject({ checkpoint: 'differs' })
    expect(sentence(verification, 'checkpoint')).toContain('the chain was made anew')
  })

  test('may begin later, and says so; what it follows is not here', async () => {
    const verification = await verify(
      insider(
        'evidence/journal.jsonl',
        journal((rows) => rows.slice(1)),
      ),
    )
    expect(verification.checks.find(({ check }) => check === 'journal')?.state).toBe('fits')
    expect(sentence(verification, 'journal')).toMatch(/^Entries 2 to \d+ of the journal/)
  })

  test('with a checkpoint of another key is not believed', async () => {
    const forged = checkpointed(order.evidence, sampleSigner()).checkpoints
    const verification = await verify(
      insider('evidence/checkpoints.jsonl', () => `${canonicalJson(forged[0])}\n`),
    )
    expect(verification.verdict).toBe('contradicted')
    expect(odd(verification)).toEqual({ checkpoint: 'differs' })
    expect(sentence(verification, 'checkpoint')).toContain("neither the signer's nor one")
  })

  test('with a checkpoint that was altered is not believed', async () => {
    const verification = await verify(
      insider('evidence/checkpoints.jsonl', (text) =>
        text.replace('T12:00:00.000Z', 'T12:00:01.000Z'),
      ),
    )
    expect(odd(verification)).toMatchObject({ checkpoint: 'differs' })
  })
})

describe('what another version of Rootkeep wrote', () => {
  test('is judged by its verdicts, and what could not be compared is named', async () => {
    const verification = await verify(files, { toolVersion: '1.2.4' })
    expect(verification.verdict).toBe('verified')
    expect(sentence(verification, 'reports')).toContain('could not be compared to the byte')
  })

  test.each<[string, (text: string) => string]>([
    ['reports/report.csv', (text) => text.replace(',non-compliant,', ',compliant,')],
    ['reports/report.csv', (text) => text.slice(0, text.lastIndexOf('\r\n', text.length - 3) + 2)],
    [
      'reports/report.ocsf.jsonl',
      (text) => text.replace('"posture":"non-compliant"', '"posture":"exempt"'),
    ],
    ['reports/report.ocsf.jsonl', (text) => text.replace('2003', '2004')],
  ])('with other verdicts in %s contradicts the evidence', async (path, change) => {
    const verification = await verify(insider(path, change), { toolVersion: '1.2.4' })
    expect(odd(verification)).toEqual({ reports: 'differs' })
  })

  test('with another posture in report.json contradicts the evidence', async () => {
    const change = report(
      (said) => void (said.accounts[1] && (said.accounts[1].posture = 'exempt')),
    )
    const verification = await verify(insider('reports/report.json', change), {
      toolVersion: '1.2.4',
    })
    expect(odd(verification)).toEqual({ postures: 'differs' })
  })

  test.each<[BundleCheck, string, (text: string) => string]>([
    ['rules', 'rules/rules.json', (text) => text.replace('"version":1', '"version":2')],
    ['schemas', 'evidence/runs.jsonl', (text) => text.replace('{', '{"aaa":1,')],
  ])('with other %s is not judged', async (check, path, change) => {
    const verification = await verify(insider(path, change), { toolVersion: '1.2.4' })
    expect(verification.verdict).toBe('not-judged')
    expect(odd(verification)).toMatchObject({ [check]: 'unknown', postures: 'not-made' })
  })

  test('in a newer format is not judged, whatever its signature', async () => {
    const newer = textOf('manifest.json').replace('"version":1}', '"version":2}')
    const verification = await verify(new Map([...files, ['manifest.json', Buffer.from(newer)]]))
    expect(verification).toMatchObject({ verdict: 'not-judged', manifest: null })
    expect(odd(verification)).toMatchObject({ manifest: 'unknown', signature: 'not-made' })
  })
})

describe('what is no bundle', () => {
  test('contradicts, and its hash is told', async () => {
    const path = join(folder, 'none.zip')
    writeFileSync(path, 'not a ZIP at all')
    const verification = await verifyBundle(path, options())
    expect(verification).toMatchObject({ verdict: 'contradicted', manifest: null })
    expect(verification.sha256).toBe(sha256Hex('not a ZIP at all'))
    expect(odd(verification)).toMatchObject({ container: 'differs', manifest: 'not-made' })
  })

  test('a manifest that is none is told apart from a container that is none', async () => {
    const verification = await verify(new Map([...files, ['manifest.json', Buffer.from('{}\n')]]))
    expect(odd(verification)).toMatchObject({ manifest: 'differs', signature: 'not-made' })
    expect(verification.checks[0]).toMatchObject({ check: 'container', state: 'fits' })
  })

  test('a file that cannot be read is no verdict at all', async () => {
    await expect(verifyBundle(join(folder, 'nowhere.zip'), options())).rejects.toThrow(
      BundleRefused,
    )
  })
})

test('a verification ends where it is told to', async () => {
  const controller = new AbortController()
  const reason = new Error('enough')
  const onProgress = () => controller.abort(reason)
  await expect(verify(files, { signal: controller.signal, onProgress })).rejects.toBe(reason)
})
