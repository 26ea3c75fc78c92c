import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBundle } from './bundle-reader.ts'
import { refusalsAsData } from './bundle-refused.ts'
import { signManifest } from './bundle-signature.ts'
import type { BundleToWrite } from './bundle-writer.ts'
import { evidencePath } from './layout.ts'
import { manifestText, readManifest } from './manifest.ts'
import { publicKeyFile, minisignKeyOf } from './minisign.ts'
import {
  opened,
  repacked,
  resignedFiles,
  sampleFiles,
  sampleOrder,
  type Unpacked,
} from './testing/sample-bundle.ts'
import { sampleSigner } from './testing/sample-signer.ts'

let folder = ''
let order: BundleToWrite
let files: Unpacked
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rootkeep-bundle-'))
  order = sampleOrder(folder, { formats: ['json', 'csv'] })
  files = await sampleFiles(order)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const text = (files: Unpacked, path: string) => Buffer.from(files.get(path) ?? '').toString('utf8')

/** The bundle with some files other than they were; null takes one away. */
function altered(changes: Record<string, string | null>): Unpacked {
  const copy: Unpacked = new Map(files)
  for (const [path, content] of Object.entries(changes)) {
    if (content === null) copy.delete(path)
    else copy.set(path, Buffer.from(content))
  }
  return copy
}

/** The bundle with another manifest, honestly signed. */
function withManifest(text: string, signer = order.signer): Unpacked {
  const { signatureFile, keyFile } = signManifest(text, readManifest(manifest()), signer)
  return altered({
    'manifest.json': text,
    'manifest.json.minisig': signatureFile,
    'rootkeep.pub': keyFile,
  })
}

const manifest = () => text(files, 'manifest.json')

async function refusalOf(files: Unpacked): Promise<string> {
  const bundle = await openBundle(repacked(files, folder))
  return bundle.ok ? 'it opened' : `${bundle.error.code}: ${bundle.error.message}`
}

/** What is found to differ in a bundle that opens: and then nothing of its evidence is given. */
async function findingsIn(files: Unpacked) {
  const bundle = await opened(repacked(files, folder))
  const evidence = await refusalsAsData(() => bundle.evidence())
  expect(evidence).toMatchObject({ ok: false, error: { code: 'bundle-unreadable' } })
  return { signature: bundle.signature, differences: bundle.differences }
}

describe('a bundle', () => {
  test('gives the evidence back that it was written from, as often as it is asked', async () => {
    const bundle = await opened(order.path)
    expect(bundle.differences).toEqual([])
    expect(bundle.signature).toMatchObject({
      fits: true,
      trustedComment: 'timestamp:1795348800\tfile:manifest.json\trootkeep-bundle:o-exampleorgid',
    })
    const { evidence } = order
    const read = bundle.evidence()
    expect(read.organization).toEqual(evidence.organization)
    expect(read.runs).toEqual(evidence.runs)
    expect(read.cases).toEqual(evidence.cases)
    expect(read.checkpoints).toEqual(evidence.checkpoints)
    for (let times = 0; times < 2; times += 1) {
      expect([...read.accounts()]).toEqual([...evidence.accounts()])
      expect([...read.calls()]).toEqual([...evidence.calls()])
      expect([...read.journal()]).toEqual([...evidence.journal()])
    }
  })

  test('names who signed what, and the file itself', async () => {
    const bundle = await opened(order.path)
    expect(bundle.manifest).toMatchObject({
      organizationId: 'o-exampleorgid',
      question: order.question,
      tool: { name: 'Rootkeep', version: '1.2.3' },
      signer: { name: 'Jane', fingerprint: order.signer.fingerprint },
    })
    expect(bundle.bytes).toBe(readFileSync(order.path).length)
    expect(await bundle.text('manifest.json')).toBe(bundle.manifestText)
    expect(bundle.holds('reports/report.csv')).toBe(true)
    expect(bundle.holds('reports/report.html')).toBe(false)
  })

  test('opens in whatever order it was packed again', async () => {
    const turned: Unpacked = new Map([...files].toReversed())
    const bundle = await opened(repacked(turned, folder))
    expect(bundle.differences).toEqual([])
    expect([...bundle.evidence().accounts()]).toHaveLength(12)
  })
})

describe('SECURITY: a bundle that was tampered with', () => {
  test('is found out at every file that was altered, taken away or added', async () => {
    for (const path of readManifest(manifest()).files.map(({ path }) => path)) {
      const missing = await findingsIn(altered({ [path]: null }))
      expect(missing.differences).toEqual([`${path} is missing.`])
      const longer = await findingsIn(altered({ [path]: `${text(files, path)} ` }))
      expect(longer.differences).toEqual([expect.stringContaining(`${path} was altered`)])
    }
    const { differences } = await findingsIn(altered({ 'reports/report.html': '<p>all clean</p>' }))
    expect(differences).toEqual(['reports/report.html is not in the manifest: it was added.'])
  })

  test('is found out where as many bytes are other ones', async () => {
    const csv = text(files, 'reports/report.csv').replace('non-compliant', 'pretty-secure')
    const { differences } = await findingsIn(altered({ 'reports/report.csv': csv }))
    expect(differences).toEqual(['reports/report.csv was altered: its SHA-256 is another one.'])
  })

  test('is found out where the manifest was altered to fit', async () => {
    const other = manifest().replace('"redacted":false', '"redacted":true')
    const { signature } = await findingsIn(altered({ 'manifest.json': other }))
    expect(signature.sentence).toContain('The signature does not fit')
  })

  test('is found out where signature or key are missing, of others, or none at all', async () => {
    const stranger = sampleSigner()
    const foreign = signManifest(manifest(), readManifest(manifest()), stranger)
    const fromBefore = signManifest(`${manifest()} `, readManifest(manifest()), order.signer)
    const key = text(files, 'rootkeep.pub')
    const signed = text(files, 'manifest.json.minisig')
    const pretended = key.replace(order.signer.fingerprint, stranger.fingerprint)
    const cases: [Record<string, string | null>, string][] = [
      [{ 'manifest.json.minisig': null }, 'nobody signed'],
      [{ 'rootkeep.pub': null }, 'There is no rootkeep.pub'],
      [{ 'manifest.json.minisig': foreign.signatureFile }, 'made with another key'],
      [{ 'manifest.json.minisig': fromBefore.signatureFile }, 'does not fit'],
      [{ 'manifest.json.minisig': 'signed!' }, 'not a signature'],
      [
        { 'manifest.json.minisig': signed.replace('Rootkeep signing', 'examined and trusted') },
        'nobody signed',
      ],
      [{ 'manifest.json.minisig': signed.replaceAll('\n', '\r\n') }, 'nobody signed'],
      [{ 'rootkeep.pub': foreign.keyFile }, 'holds another key'],
      [{ 'rootkeep.pub': pretended }, 'says something else'],
      [{ 'rootkeep.pub': 'RW' }, 'is not a public key'],
      [
        { 'manifest.json.minisig': foreign.signatureFile, 'rootkeep.pub': foreign.keyFile },
        'holds another key',
      ],
    ]
    for (const [changes, sentence] of cases) {
      const { signature } = await findingsIn(altered(changes))
      expect(signature).toMatchObject({ fits: false, trustedComment: null })
      expect(signature.sentence).toContain(sentence)
    }
  })

  test('is refused where its manifest is not UTF-8, whoever signed it', async () => {
    const named = withManifest(manifest().replace('"name":"Jane"', '"name":"J\ufffdne"'))
    const bytes = Buffer.from(named.get('manifest.json') ?? '')
    const at = bytes.indexOf('\ufffd')
    named.set(
      'manifest.json',
      Buffer.concat([bytes.subarray(0, at), Buffer.from([0xff]), bytes.subarray(at + 3)]),
    )
    expect(await refusalOf(named)).toContain('not UTF-8')
  })

  test('is found out where the manifest names a fingerprint that is not that of the key', async () => {
    const named = readManifest(manifest())
    const { fingerprint } = sampleSigner()
    const lying = manifestText({ ...named, signer: { ...named.signer, fingerprint } })
    expect((await findingsIn(withManifest(lying))).signature.sentence).toContain('fingerprint')
    const none = manifestText({ ...named, signer: { ...named.signer, publicKey: 'AAAA' } })
    expect((await findingsIn(withManifest(none))).signature.sentence).toContain('no public key')
  })

  test('and signed by a stranger is theirs, and names them', async () => {
    const stranger = sampleSigner('Mallory')
    const named = readManifest(manifest())
    const { name, fingerprint, publicKey } = stranger
    const theirs = manifestText({ ...named, signer: { name, fingerprint, publicKey } })
    const bundle = await opened(repacked(withManifest(theirs, stranger), folder))
    expect(bundle.signature.fits).toBe(true)
    expect(bundle.manifest.signer.fingerprint).not.toBe(order.signer.fingerprint)
    expect(publicKeyFile(minisignKeyOf(publicKey))).toBe(await bundle.text('rootkeep.pub'))
  })

  test('is never the same with bytes altered: it does not open, or a difference is found, or all of it is the same', async () => {
    const whole = readFileSync(order.path)
    const before = await opened(order.path)
    const rows = JSON.stringify([...before.evidence().accounts()])
    const position = fc.nat({ max: whole.length - 1 })
    const path = join(folder, 'flipped.zip')
    let found = 0
    await fc.assert(
      fc.asyncProperty(position, fc.integer({ min: 1, max: 255 }), async (at, mask) => {
        const copy = Buffer.from(whole)
        copy.writeUInt8(copy.readUInt8(at) ^ mask, at)
        writeFileSync(path, copy)
        const bundle = await openBundle(path)
        if (!bundle.ok || !bundle.value.signature.fits || bundle.value.differences.length > 0) {
          found += 1
          return
        }
        // What the directory says of the program that packed: nothing that anybody is told.
        expect(bundle.value.manifestText).toBe(before.manifestText)
        expect(JSON.stringify([...bundle.value.evidence().accounts()])).toBe(rows)
        expect(bundle.value.sha256).not.toBe(before.sha256)
      }),
      { numRuns: 150 },
    )
    expect(found).toBeGreaterThan(130)
  })
})

describe('a manifest', () => {
  test('of a newer format is not read, and says what would read it', async () => {
    const newer = manifest()
      .replace('"version":1}', '"version":7}')
      .replace('"version":"1.2.3"', '"version":"9.9.9"')
    expect(newer).not.toBe(manifest())
    expect(await refusalOf(withManifest(newer))).toMatch(
      /^bundle-newer: .*version 7 of the format, made by Rootkeep 9\.9\.9; .*reads version 1/,
    )
  })

  test('of a version that never was, or of something else, is refused', async () => {
    for (const [change, sentence] of [
      ['"version":0}', 'a version of the format that never was: 0'],
      ['"version":1.5}', 'a version of the format that never was: 1.5'],
      ['"version":"1"}', 'a version of the format that never was'],
    ] as const) {
      expect(await refusalOf(withManifest(manifest().replace('"version":1}', change)))).toContain(
        sentence,
      )
    }
    for (const text of ['', '[]', 'null', '{}', '"rootkeep-bundle"', '{"format":"else"}']) {
      expect(await refusalOf(withManifest(text))).toMatch(/not JSON|not the manifest/)
    }
    expect(await refusalOf(altered({ 'manifest.json': null }))).toContain('no manifest.json')
  })

  test('SECURITY: that vouches for itself, for its signature or for the key is refused', async () => {
    const named = readManifest(manifest())
    const some = { bytes: 1, sha256: '0'.repeat(64) }
    for (const path of ['manifest.json', 'manifest.json.minisig', 'rootkeep.pub']) {
      const files = [...named.files, { path, ...some }]
      const self = manifestText({ ...named, files })
      expect(await refusalOf(withManifest(self))).toContain(`vouches for ${path}`)
    }
  })

  test('names the files of a bundle, each once, all that there have to be, and no others', async () => {
    const named = readManifest(manifest())
    const refused = (files: typeof named.files) =>
      refusalOf(withManifest(manifestText({ ...named, files })))
    const [first, ...rest] = named.files
    if (!first) throw new Error('a manifest names files')
    expect(await refused([first, ...named.files])).toContain('twice')
    expect(await refused([...rest, first])).toContain('another order')
    expect(await refused(rest)).toContain('does not name README.txt')
    expect(await refused([{ ...first, path: '../x' }, ...named.files])).toContain('no bundle has')
  })

  test('SECURITY: has one spelling', async () => {
    const spaced = manifest().replace('"redacted":false', '"redacted": false')
    expect(await refusalOf(withManifest(spaced))).toContain('not spelled in the one way')
    const twice = manifest().replace('{', '{"redacted":true,')
    expect(await refusalOf(withManifest(twice))).toContain('not spelled in the one way')
    const more = manifest().replace('"redacted":false', '"redacted":false,"note":"trust me"')
    expect(await refusalOf(withManifest(more))).toContain('not what a manifest has to be')
    expect(await refusalOf(withManifest('x'.repeat(300_000)))).toContain('none has more than')
  })
})

const resigned = (changes: Record<string, string>) => resignedFiles(altered(changes), order.signer)

test('evidence with a wrong line is a failure that names the line', async () => {
  const accounts = text(files, evidencePath.accounts)
  const [one = '', two = '', ...rest] = accounts.split('\n')
  const cases: [string, string][] = [
    [
      [one, two.replace('{', '{"note":"trust me",'), ...rest].join('\n'),
      'Line 2 of evidence/accounts',
    ],
    [[one, 'x', ...rest].join('\n'), 'Line 2 of evidence/accounts'],
    [[one, '', two, ...rest].join('\n'), 'Line 2 of evidence/accounts'],
    [accounts.trimEnd(), 'Line 12 of evidence/accounts'],
    [[one, one, two, ...rest].join('\n'), 'twice, or out of its order'],
    [[two, one, ...rest].join('\n'), 'twice, or out of its order'],
  ]
  for (const [content, sentence] of cases) {
    const bundle = await opened(repacked(resigned({ [evidencePath.accounts]: content }), folder))
    const rows = await refusalsAsData(() => [...bundle.evidence().accounts()])
    expect(rows).toMatchObject({ ok: false, error: { code: 'bundle-unreadable' } })
    expect(rows.ok ? '' : rows.error.message).toContain(sentence)
  }
  const deep = text(files, evidencePath.journal).replace(
    '"detail":{',
    `"detail":{"deep":${'['.repeat(200_000)}${']'.repeat(200_000)},`,
  )
  const bundle = await opened(repacked(resigned({ [evidencePath.journal]: deep }), folder))
  expect(await refusalsAsData(() => [...bundle.evidence().journal()])).toMatchObject({
    ok: false,
    error: {
      message:
        'Line 1 of evidence/journal.jsonl is not what it has to be: it is nested too deeply.',
    },
  })
  const organization = text(files, evidencePath.organization)
  for (const content of ['', organization + organization, '{}\n']) {
    const bundle = await opened(
      repacked(resigned({ [evidencePath.organization]: content }), folder),
    )
    const evidence = await refusalsAsData(() => bundle.evidence())
    expect(evidence).toMatchObject({ ok: false, error: { code: 'bundle-unreadable' } })
  }
})
