import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { AccountEvidence } from '../../shared/domain/evidence.ts'
import {
  repacked,
  resignedFiles,
  sampleFiles,
  sampleOrder,
} from '../reports/bundle/testing/sample-bundle.ts'
import { sampleSigner } from '../reports/bundle/testing/sample-signer.ts'
import { required } from '../testing/trial.ts'
import { auditor, auditorWith, closeAuditors, verified } from './testing/auditor.ts'

const signer = sampleSigner()
let folder: string
let files: Awaited<ReturnType<typeof sampleFiles>>
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rootkeep-tampered-'))
  files = await sampleFiles(sampleOrder(folder, { signer }))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))
afterEach(closeAuditors)

/** The bundle with one file changed, and signed again by its own signer. */
function remade(path: string, change: (text: string) => string): string {
  const text = Buffer.from(files.get(path) ?? '').toString('utf8')
  const changed = resignedFiles(new Map([...files, [path, Buffer.from(change(text))]]), signer)
  return repacked(changed, mkdtempSync(join(folder, 'remade-')))
}

test('SECURITY: a bundle with one byte altered anywhere is not shown', async () => {
  const bytes = readFileSync(join(folder, 'bundle.zip'))
  const file = join(folder, 'altered.zip')
  const { handlers } = auditor(() => file)
  // In the middle of each tenth of what comes before the directory of the container: reports, evidence, the journal. (A few bits of the directory mean
  // nothing to anybody: bundle-reader.test.ts.)
  const length = bytes.readUInt32LE(bytes.length - 6)
  for (let tenth = 0; tenth < 10; tenth += 1) {
    const altered = Buffer.from(bytes)
    const place = Math.floor((length * (tenth + 0.5)) / 10)
    altered[place] = (altered[place] ?? 0) ^ 0x40
    writeFileSync(file, altered)
    const outcome = await handlers.bundles.open(undefined)
    expect(outcome.ok ? 'ok' : outcome.error.code).toBe('bundle-unreadable')
  }
  expect(required(await handlers.bundles.viewed(undefined))).toBeNull()
})

test('a signed report that contradicts its evidence: the view says what the evidence says, and the verification that they differ', async () => {
  const file = remade('reports/report.csv', (text) => text.replaceAll('non-compliant', 'compliant'))
  const workstation = await auditorWith(() => file)
  expect((await verified(workstation)).verification).toMatchObject({ verdict: 'contradicted' })
  const { postures } = required(await workstation.handlers.overview.get(undefined))
  expect(postures['non-compliant']).toBeGreaterThan(0)
})

test('signed rows that contradict each other: nothing is shown', async () => {
  const granted = {
    kinds: ['access-key'],
    owner: 'Kim',
    reason: 'Because',
    ticket: 'SEC-1',
    createdAt: '2026-11-01T00:00:00.000Z',
    expiresAt: '2027-11-01T00:00:00.000Z',
    revokedAt: null,
  }
  const file = remade('evidence/accounts.jsonl', (text) => {
    const [first = '', ...others] = text.split('\n')
    const row = AccountEvidence.parse(JSON.parse(first))
    const exemption = { ...granted, id: 'one ID', accountId: row.account.id }
    return [JSON.stringify({ ...row, exemptions: [exemption, exemption] }), ...others].join('\n')
  })
  const { handlers } = auditor(() => file)
  const outcome = await handlers.bundles.open(undefined)
  expect(!outcome.ok && outcome.error).toMatchObject({
    code: 'bundle-unreadable',
    message: expect.stringMatching(/has an exemption of account \d{12} twice\.$/) as unknown,
  })
  expect(required(await handlers.bundles.viewed(undefined))).toBeNull()
})
