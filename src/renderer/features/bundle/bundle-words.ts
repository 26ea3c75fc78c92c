import type {
  BundleCheck,
  BundleVerdict,
  BundleVerification,
} from '../../../shared/domain/bundles.ts'

export type CheckState = BundleVerification['checks'][number]['state']

/** What a check of a bundle looks at. */
export const checkLabel = {
  container: 'File',
  manifest: 'Manifest',
  signature: 'Signature',
  signer: 'Signer',
  files: 'Contents',
  schemas: 'Formats',
  journal: 'Journal',
  checkpoint: 'Checkpoint',
  rules: 'Rules',
  postures: 'Postures',
  reports: 'Reports',
} as const satisfies Record<BundleCheck, string>

export const checkStateLabel = {
  fits: 'Fits',
  differs: 'Differs',
  unknown: 'Not known',
  'not-made': 'Not made',
} as const satisfies Record<CheckState, string>

/** How a verdict is shown; `checking` is none yet. */
export type VerdictState = BundleVerdict | 'checking'
export type VerdictWords = {
  readonly state: VerdictState
  readonly tone: 'info' | 'proven' | 'warning' | 'danger'
  readonly title: string
  /** One sentence, or two. */
  readonly sentence: string
}

/** What is said of a bundle across the window. Only a known signer of a bundle in which everything fits reads as verified. */
export function verdictWords(verification: BundleVerification | null): VerdictWords {
  if (verification === null) {
    return {
      state: 'checking',
      tone: 'info',
      title: 'Checking',
      sentence: 'Signature and hashes are read; what it says is still compared with its evidence.',
    }
  }
  const { verdict, knownAs } = verification
  switch (verdict) {
    case 'verified':
      return {
        state: verdict,
        tone: 'proven',
        title: 'Verified',
        sentence: `Everything fits, and the key is known here: ${knownAs ?? 'it was given'}.`,
      }
    case 'signer-unknown':
      return {
        state: verdict,
        tone: 'warning',
        title: 'Signer not known',
        sentence:
          'Everything fits, and nothing here vouches for the key: compare the fingerprint with the signer, by telephone or in person.',
      }
    case 'contradicted':
      return {
        state: verdict,
        tone: 'danger',
        title: 'CONTRADICTED',
        sentence:
          sentenceOf(verification, 'differs') ?? 'Something in it does not fit. Do not rely on it.',
      }
    case 'not-judged':
      return {
        state: verdict,
        tone: 'warning',
        title: 'Not judged',
        sentence:
          sentenceOf(verification, 'unknown') ??
          sentenceOf(verification, 'not-made') ??
          'It could not be checked in full by this version.',
      }
  }
}

/** Who signed, ahead of the fingerprint. A name that the verdict has just vouched for is not said twice. */
export function signerWords(name: string, verification: BundleVerification | null): string {
  const said = verification?.verdict === 'verified' && verification.knownAs?.includes(name)
  return said ? 'Signed with' : `Signed by ${name},`
}

/** What the first check of a state found; null where no check came out so. */
function sentenceOf({ checks }: BundleVerification, state: CheckState): string | null {
  return checks.find((check) => check.state === state)?.sentence ?? null
}
