import { describe, expect, it } from 'vitest'
import { bundleChecks, type BundleVerification } from '../../../shared/domain/bundles.ts'
import { signerWords, verdictWords } from './bundle-words.ts'

const verification = (change: Partial<BundleVerification>): BundleVerification => ({
  at: '2026-11-22T14:03:00.000Z',
  verdict: 'verified',
  checks: bundleChecks.map((check) => ({ check, state: 'fits', sentence: `${check} fits.` })),
  sha256: '0'.repeat(64),
  manifest: null,
  knownAs: 'A. Lovelace',
  warnings: [],
  durationMs: 10,
  ...change,
})

describe('what is said of a bundle', () => {
  it('reads as proven only where everything fits and the signer is known', () => {
    expect(verdictWords(verification({})).tone).toBe('proven')
    for (const verdict of ['signer-unknown', 'contradicted', 'not-judged'] as const) {
      expect(verdictWords(verification({ verdict })).tone).not.toBe('proven')
    }
    expect(verdictWords(null).tone).not.toBe('proven')
  })
  it('names the first thing that does not fit', () => {
    const checks = verification({}).checks.map((each) =>
      each.check === 'files' || each.check === 'reports'
        ? { ...each, state: 'differs' as const, sentence: `${each.check} differ.` }
        : each,
    )
    const words = verdictWords(verification({ verdict: 'contradicted', checks }))
    expect(words).toMatchObject({ tone: 'danger', sentence: 'files differ.' })
  })
  it('says the name of the signer twice only where it is not the name that the key is known by', () => {
    expect(signerWords('A. Lovelace', verification({}))).toBe('Signed with')
    expect(signerWords('C. Babbage', verification({}))).toBe('Signed by C. Babbage,')
    expect(signerWords('A. Lovelace', verification({ verdict: 'contradicted' }))).toMatch(
      /Lovelace/,
    )
    expect(signerWords('A. Lovelace', null)).toMatch(/Lovelace/)
  })
  it('asks for the fingerprint where nobody here vouches for the key', () => {
    const words = verdictWords(verification({ verdict: 'signer-unknown', knownAs: null }))
    expect(words.sentence).toMatch(/fingerprint/)
  })
  it('says why nothing was judged', () => {
    const checks = verification({}).checks.map((each) =>
      each.check === 'rules'
        ? { ...each, state: 'unknown' as const, sentence: 'The rules are newer.' }
        : each,
    )
    expect(verdictWords(verification({ verdict: 'not-judged', checks })).sentence).toBe(
      'The rules are newer.',
    )
  })
})
