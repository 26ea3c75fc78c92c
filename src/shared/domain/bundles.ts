import { z } from 'zod'
import { AccountId, Instant, OrganizationId } from './accounts.ts'
import { FindingKind } from './findings.ts'
import { Posture } from './posture.ts'
import { Report, ReportQuestion } from './reports.ts'

/** The version of the layout of bundles (docs/evidence-bundle.md). */
export const bundleVersion = 1

/** What an evidence bundle holds, and who vouches for it. The file that is signed. */
export const BundleManifest = z.strictObject({
  format: z.literal('rootkeep-bundle'),
  version: z.literal(bundleVersion),
  createdAt: Instant,
  tool: z.strictObject({ name: z.literal('Rootkeep'), version: z.string() }),
  organizationId: OrganizationId,
  question: ReportQuestion,
  redacted: z.boolean(),
  signer: z.strictObject({
    name: z.string(),
    /** As `rootkeep.pub` says it: the words that operators compare. */
    fingerprint: z.string(),
    /** Base64 of the 32 bytes. */
    publicKey: z.string(),
  }),
  /** Every file but `manifest.json`, `manifest.json.minisig` and `rootkeep.pub`, by path. */
  files: z.array(
    z.strictObject({
      path: z.string(),
      bytes: z.int().min(0),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
})
export type BundleManifest = z.infer<typeof BundleManifest>

/** What is looked at, in this order. A check that could not be made because one before it failed is `not-made`. */
export const bundleChecks = [
  'container',
  'manifest',
  'signature',
  'signer',
  'files',
  'schemas',
  'journal',
  'checkpoint',
  'rules',
  'postures',
  'reports',
] as const
export const BundleCheck = z.enum(bundleChecks)
export type BundleCheck = z.infer<typeof BundleCheck>

/**
 * What a verification found.
 *
 * `verified`: everything fits, and the signer is known. `signer-unknown`: everything fits, and nothing here vouches for the key: compare its fingerprint.
 * `contradicted`: something does not fit. `not-judged`: it was made by rules or in a format that this version does not know.
 */
export const BundleVerdict = z.enum(['verified', 'signer-unknown', 'contradicted', 'not-judged'])
export type BundleVerdict = z.infer<typeof BundleVerdict>

export const BundleVerification = z.strictObject({
  at: Instant,
  verdict: BundleVerdict,
  checks: z.array(
    z.strictObject({
      check: BundleCheck,
      state: z.enum(['fits', 'differs', 'unknown', 'not-made']),
      /** One sentence: what was found. */
      sentence: z.string(),
    }),
  ),
  /** SHA-256 (hex) of the whole file. */
  sha256: z.string(),
  /** Null where it could not be read. */
  manifest: BundleManifest.nullable(),
  /** Who the key belongs to, as far as this workstation knows: itself, an operator that is trusted, the key that was given; null where nobody. */
  knownAs: z.string().nullable(),
  /** What is odd and breaks nothing, a sentence each. */
  warnings: z.array(z.string()),
  durationMs: z.int(),
})
export type BundleVerification = z.infer<typeof BundleVerification>

/** The bundle that is shown instead of a connection. */
export const ViewedBundle = z.strictObject({
  path: z.string(),
  manifest: BundleManifest,
  /** Null while the contents are still checked against the evidence. */
  verification: BundleVerification.nullable(),
})
export type ViewedBundle = z.infer<typeof ViewedBundle>

/** What one bundle says of one account, where the other says something else. Null where it does not know the account. */
const Side = z
  .strictObject({ posture: Posture, findings: z.array(FindingKind), items: z.array(z.string()) })
  .nullable()

/** What changed between two bundles of one organization, the earlier one first. */
export const BundleComparison = z.strictObject({
  before: BundleManifest,
  after: BundleManifest,
  counts: z.strictObject({
    joined: z.int(),
    left: z.int(),
    worse: z.int(),
    better: z.int(),
    otherwise: z.int(),
    same: z.int(),
  }),
  accounts: z.array(
    z.strictObject({
      id: AccountId,
      name: z.string(),
      kind: z.enum(['joined', 'left', 'worse', 'better', 'otherwise']),
      before: Side,
      after: Side,
    }),
  ),
  controls: z.array(
    z.strictObject({
      framework: z.string(),
      control: z.string(),
      before: Report.shape.controls.element.shape.status.nullable(),
      after: Report.shape.controls.element.shape.status.nullable(),
    }),
  ),
  /** Why the two are not quite comparable, a sentence each: another scope, other rules, names that are pseudonyms in one. */
  caveats: z.array(z.string()),
})
export type BundleComparison = z.infer<typeof BundleComparison>
