import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { everyAccount } from '../../../shared/domain/account-query.ts'
import type { BundleComparison } from '../../../shared/domain/bundles.ts'
import type { AccountEvidence, Evidence } from '../../../shared/domain/evidence.ts'
import type { Presence } from '../../../shared/domain/credentials.ts'
import type { Outcome } from '../../../shared/ipc/result.ts'
import { holding } from '../../testing/kept-organization.ts'
import { required } from '../../testing/trial.ts'
import { sampleEvidence, sampleNow } from '../testing/sample-evidence.ts'
import { kindOfChange, type Side } from './account-change.ts'
import type { OpenBundle } from './bundle-reader.ts'
import { writeBundle, type BundleToWrite } from './bundle-writer.ts'
import { compareBundles } from './comparison.ts'
import { redacted } from './redaction.ts'
import { opened, sampleOrder, wholeQuestion } from './testing/sample-bundle.ts'
import { sampleSigner } from './testing/sample-signer.ts'

let folder = ''
let written = 0
const signer = sampleSigner()
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rootkeep-comparison-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const sample = sampleEvidence({ accounts: 12, seed: 3 })
const plain = [...sample.accounts()]

async function bundle(change: Partial<BundleToWrite> = {}): Promise<OpenBundle> {
  written += 1
  const path = join(folder, `${written}.zip`)
  await writeBundle(
    sampleOrder(folder, { evidence: sample, signer, formats: ['json'], path, ...change }),
  )
  return await opened(path)
}

/** The sample with an account as somebody looked at it just now. */
function withLook(
  evidence: Evidence,
  id: string,
  present: Partial<Presence>,
  change: Partial<AccountEvidence['account']> = {},
): Evidence {
  const look = { firstSeenAt: sampleNow, lastSeenAt: sampleNow, runId: 'run-x' }
  const accounts = [...evidence.accounts()].map((known) =>
    known.account.id === id
      ? {
          ...known,
          account: { ...known.account, state: 'ACTIVE' as const, leftAt: null, ...change },
          failures: [],
          exemptions: [],
          past: [],
          observations: [{ ...look, credentials: holding(present) }],
        }
      : known,
  )
  return { ...evidence, accounts: () => accounts }
}

const later = { ...wholeQuestion, at: '2026-11-22T13:00:00.000Z' }
const changeOf = (compared: Outcome<BundleComparison>, id: string) =>
  required(compared).accounts.find((account) => account.id === id)

describe('two bundles of one organization', () => {
  const id = plain[2]?.account.id ?? ''

  test('that say the same have nothing between them', async () => {
    const compared = required(await compareBundles(await bundle(), await bundle()))
    expect(compared.accounts).toEqual([])
    expect(compared.controls).toEqual([])
    expect(compared.caveats).toEqual([])
    expect(compared.counts).toMatchObject({ joined: 0, left: 0, worse: 0, better: 0 })
    expect(compared.counts.same).toBeGreaterThan(8)
  })

  test('are compared from the earlier to the later, whichever comes first', async () => {
    const clean = await bundle({ evidence: withLook(sample, id, {}) })
    const held = await bundle({
      evidence: withLook(sample, id, { accessKeys: true }),
      question: later,
    })
    for (const compared of [await compareBundles(clean, held), await compareBundles(held, clean)]) {
      expect(required(compared).before).toEqual(clean.manifest)
      expect(changeOf(compared, id)).toMatchObject({
        kind: 'worse',
        before: { posture: 'compliant', findings: [] },
        after: { posture: 'non-compliant', findings: ['access-key'] },
      })
    }
    const better = await compareBundles(
      await bundle({ evidence: withLook(sample, id, { accessKeys: true }) }),
      await bundle({ evidence: withLook(sample, id, {}), question: later }),
    )
    expect(changeOf(better, id)?.kind).toBe('better')
  })

  test('tell who joined and who left, and controls that turned', async () => {
    const gone = withLook(sample, id, {}, { leftAt: '2026-11-22T12:30:00.000Z' })
    const compared = await compareBundles(
      await bundle({ evidence: withLook(sample, id, {}) }),
      await bundle({ evidence: gone, question: later }),
    )
    expect(changeOf(compared, id)).toMatchObject({ kind: 'left', after: null })
    const joined = await compareBundles(
      await bundle({
        evidence: { ...sample, accounts: () => plain.filter(({ account }) => account.id !== id) },
      }),
      await bundle({ evidence: withLook(sample, id, {}), question: later }),
    )
    expect(changeOf(joined, id)).toMatchObject({ kind: 'joined', before: null })

    let none: Evidence = sample
    for (const { account } of plain) none = withLook(none, account.id, {})
    const fixed = required(
      await compareBundles(await bundle(), await bundle({ evidence: none, question: later })),
    )
    expect(fixed.controls).toContainEqual({
      framework: 'AWS Security Hub',
      control: 'IAM.4',
      before: 'FAIL',
      after: expect.stringMatching(/PASS|UNKNOWN/),
    })
  })

  test('say where they are not quite comparable', async () => {
    const scope = { ...everyAccount, postures: ['compliant' as const] }
    const other = await bundle({
      question: { ...later, scope },
      signer: sampleSigner(),
      evidence: { ...sample, organization: { ...sample.organization, freshnessDays: 3 } },
    })
    const { caveats } = required(await compareBundles(await bundle(), other))
    expect(caveats).toEqual([
      expect.stringContaining('different scopes'),
      expect.stringContaining('for 7 days in the earlier one, and for 3'),
      expect.stringContaining('different keys'),
    ])
  })
})

describe('redacted bundles', () => {
  const secret = Buffer.alloc(32, 3)
  const hide = (change: Partial<BundleToWrite> = {}, with_ = secret) =>
    bundle({ ...change, evidence: redacted(change.evidence ?? sample, with_), redacted: true })

  test('of one workstation are compared by their pseudonyms', async () => {
    const compared = required(await compareBundles(await hide(), await hide({ question: later })))
    expect(compared.accounts).toEqual([])
    expect(compared.caveats).toEqual([expect.stringContaining('Both bundles are redacted')])
  })

  test('are compared with others only where the pseudonyms are known', async () => {
    const id = plain[2]?.account.id ?? ''
    const clean = await bundle({ evidence: withLook(sample, id, {}) })
    const held = await hide({
      evidence: withLook(sample, id, { accessKeys: true }),
      question: later,
    })
    const compared = required(await compareBundles(clean, held, { secret }))
    expect(compared.counts).toMatchObject({ worse: 1, joined: 0, left: 0 })
    expect(compared.accounts[0]?.id).not.toBe(id)
    expect(compared.caveats).toEqual([expect.stringContaining('One of the two is redacted')])
    for (const other of [{}, { secret: Buffer.alloc(32, 4) }]) {
      expect(await compareBundles(clean, held, other)).toMatchObject({
        ok: false,
        error: { code: 'bundles-differ', message: expect.stringContaining('cannot be told') },
      })
    }
  })
})

test('the earlier one is told by its instant, not by which was named first', async () => {
  const early = { ...wholeQuestion, at: '2026-11-22T12:00:00.000Z' }
  const late = { ...wholeQuestion, at: '2026-11-22T12:00:00.500Z' }
  const one = await bundle({ question: late })
  const compared = required(await compareBundles(one, await bundle({ question: early })))
  expect(compared.before.question.at).toBe(early.at)
})

test('another scope is told of where one of the two is redacted, too', async () => {
  const secret = Buffer.alloc(32, 5)
  const evidence = redacted(sample, secret)
  const scope = { ...everyAccount, postures: ['compliant' as const] }
  const hidden = { evidence, redacted: true }
  const caveats = async (question: BundleToWrite['question']) =>
    required(await compareBundles(await bundle({ question }), await bundle(hidden), { secret }))
      .caveats
  expect(await caveats({ ...wholeQuestion, scope })).toContainEqual(
    expect.stringContaining('different scopes'),
  )
  expect(await caveats(wholeQuestion)).not.toContainEqual(expect.stringContaining('scopes'))
})

test('bundles of two organizations are not compared', async () => {
  const { organization } = sample.organization
  const id = 'o-anotherone1' as typeof organization.id
  const evidence: Evidence = {
    ...sample,
    organization: { ...sample.organization, organization: { ...organization, id } },
    runs: sample.runs.map((run) => ({ ...run, organizationId: id })),
    cases: sample.cases.map((opened) => ({ ...opened, organizationId: id })),
  }
  expect(await compareBundles(await bundle(), await bundle({ evidence }))).toMatchObject({
    ok: false,
    error: { code: 'bundles-differ' },
  })
})

describe('what became of an account', () => {
  const side = (
    posture: Side['posture'],
    findings: Side['findings'] = [],
    items: string[] = [],
  ) => ({
    posture,
    findings,
    items,
  })

  test.each([
    [side('non-compliant', ['password']), side('unknown'), 'worse'],
    [side('compliant'), side('stale'), 'worse'],
    [side('unknown'), side('compliant'), 'better'],
    [side('unknown'), side('non-compliant', ['password']), 'worse'],
    [side('unknown'), side('stale'), 'otherwise'],
    [side('exempt', ['password']), side('non-compliant', ['password']), 'worse'],
    [side('non-compliant', ['password']), side('exempt', ['password']), 'better'],
    [side('non-compliant', ['password']), side('not-applicable'), 'otherwise'],
    [
      side('non-compliant', ['password']),
      side('non-compliant', ['password', 'access-key']),
      'worse',
    ],
    [
      side('non-compliant', ['access-key'], ['a', 'b']),
      side('non-compliant', ['access-key'], ['b']),
      'better',
    ],
    [
      side('non-compliant', ['access-key'], ['a']),
      side('non-compliant', ['access-key'], ['b']),
      'otherwise',
    ],
    [side('compliant'), side('compliant'), 'same'],
    [null, null, 'same'],
  ])('%j, then %j: %s', (before, after, kind) => {
    expect(kindOfChange(before, after)).toBe(kind)
  })
})
