import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sha256Hex } from '../../journal/canonical-json.ts'
import { BundleRefused } from './bundle-refused.ts'
import { signManifest } from './bundle-signature.ts'
import { manifestText, readManifest } from './manifest.ts'
import { redacted } from './redaction.ts'
import { checkpointed, sampleFiles } from './testing/sample-bundle.ts'
import { sampleSigner } from './testing/sample-signer.ts'
import {
  odd,
  sentence,
  startVerification,
  verifiedAt,
  type VerifiedBundle,
} from './testing/verified-bundle.ts'
import { verifyBundle } from './verification.ts'

let bundle: VerifiedBundle
beforeAll(async () => {
  bundle = await startVerification()
})
afterAll(() => bundle.close())

describe('what its signer made', () => {
  test('is verified, and every check says in a sentence what it found', async () => {
    const verification = await bundle.verify(bundle.files)
    expect(odd(verification)).toEqual({})
    expect(verification).toMatchObject({
      verdict: 'verified',
      knownAs: 'Jane',
      warnings: [],
      at: verifiedAt,
    })
    for (const { sentence } of verification.checks) expect(sentence).toMatch(/^[A-Z].*\.$/)
    expect(sentence(verification, 'reports')).toContain('the PDF is signed, and cannot be drawn')
    expect(verification.sha256).toMatch(/^[0-9a-f]{64}$/)
  })

  test('is not verified where nobody vouches for the key, however well all fits', async () => {
    const verification = await bundle.verify(bundle.files, { trusted: [] })
    expect(verification).toMatchObject({ verdict: 'signer-unknown', knownAs: null })
    expect(odd(verification)).toEqual({ signer: 'unknown' })
    expect(sentence(verification, 'signer')).toContain(bundle.order.signer.fingerprint)
  })

  test('contradicts where another key was asked for', async () => {
    const expected = sampleSigner().publicKey
    const verification = await bundle.verify(bundle.files, { expected })
    expect(verification.verdict).toBe('contradicted')
    expect(odd(verification)).toEqual({ signer: 'differs' })
  })

  test('of redacted evidence is verified as well', async () => {
    const evidence = checkpointed(
      redacted(bundle.order.evidence, Buffer.alloc(32, 5)),
      bundle.order.signer,
    )
    const change = { evidence, redacted: true, path: join(bundle.folder, 'redacted.zip') }
    const verification = await bundle.verify(await sampleFiles({ ...bundle.order, ...change }))
    expect(odd(verification)).toEqual({})
    expect(sentence(verification, 'journal')).toMatch(/\d+ of them are withheld/)
  })

  test('with an empty journal and no checkpoint says on what that rests', async () => {
    const evidence = { ...bundle.order.evidence, checkpoints: [], journal: () => [] }
    const path = join(bundle.folder, 'empty.zip')
    const verification = await bundle.verify(await sampleFiles({ ...bundle.order, evidence, path }))
    expect(verification.verdict).toBe('verified')
    expect(sentence(verification, 'checkpoint')).toContain('rests on the signature of the bundle')
  })

  test('before its own instant, or in the future, draws a warning about the clock', async () => {
    const clock = (instant: string) => ({ now: () => Date.parse(instant), instant: () => instant })
    const path = join(bundle.folder, 'clock.zip')
    const back = { ...bundle.order, path, clock: clock('2026-11-20T00:00:00.000Z') }
    expect((await bundle.verify(await sampleFiles(back))).warnings).toEqual([
      expect.stringContaining('a clock was set back'),
    ])
    const ahead = { ...bundle.order, path, clock: clock('2031-01-01T00:00:00.000Z') }
    expect((await bundle.verify(await sampleFiles(ahead))).warnings).toEqual([
      expect.stringContaining('in the future'),
    ])
  })
})

describe('what somebody altered who has not the key', () => {
  test('is found by the hashes, and nothing behind them is called checked', async () => {
    const altered = new Map([
      ...bundle.files,
      ['reports/report.csv', Buffer.from('account_id\r\n')],
    ])
    const verification = await bundle.verify(altered)
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
    const own = manifestText({ ...readManifest(bundle.textOf('manifest.json')), signer })
    const manifest = readManifest(own)
    const { signatureFile, keyFile } = signManifest(own, manifest, attacker)
    const forged = new Map([
      ...bundle.files,
      ['manifest.json', Buffer.from(own)],
      ['manifest.json.minisig', Buffer.from(signatureFile)],
      ['rootkeep.pub', Buffer.from(keyFile)],
    ])
    const verification = await bundle.verify(forged)
    expect(verification.verdict).not.toBe('verified')
    expect(verification.knownAs).toBeNull()
    expect(odd(verification)).toMatchObject({ signer: 'unknown' })
  })

  test('and signed with their own key under the name of the real one does not fit', async () => {
    const { signatureFile } = signManifest(
      bundle.textOf('manifest.json'),
      readManifest(bundle.textOf('manifest.json')),
      sampleSigner(),
    )
    const verification = await bundle.verify(
      new Map([...bundle.files, ['manifest.json.minisig', Buffer.from(signatureFile)]]),
    )
    expect(verification).toMatchObject({ verdict: 'contradicted', knownAs: null })
    expect(odd(verification)).toMatchObject({ signature: 'differs', signer: 'not-made' })
  })
})

describe('what is no bundle', () => {
  test('contradicts, and its hash is told', async () => {
    const path = join(bundle.folder, 'none.zip')
    writeFileSync(path, 'not a ZIP at all')
    const verification = await verifyBundle(path, bundle.options())
    expect(verification).toMatchObject({ verdict: 'contradicted', manifest: null })
    expect(verification.sha256).toBe(sha256Hex('not a ZIP at all'))
    expect(odd(verification)).toMatchObject({ container: 'differs', manifest: 'not-made' })
  })

  test('a manifest that is none is told apart from a container that is none', async () => {
    const verification = await bundle.verify(
      new Map([...bundle.files, ['manifest.json', Buffer.from('{}\n')]]),
    )
    expect(odd(verification)).toMatchObject({ manifest: 'differs', signature: 'not-made' })
    expect(verification.checks[0]).toMatchObject({ check: 'container', state: 'fits' })
  })

  test('a file that cannot be read is no verdict at all', async () => {
    await expect(
      verifyBundle(join(bundle.folder, 'nowhere.zip'), bundle.options()),
    ).rejects.toThrow(BundleRefused)
  })
})

test('a verification ends where it is told to', async () => {
  const controller = new AbortController()
  const reason = new Error('enough')
  const onProgress = () => controller.abort(reason)
  await expect(bundle.verify(bundle.files, { signal: controller.signal, onProgress })).rejects.toBe(
    reason,
  )
})
