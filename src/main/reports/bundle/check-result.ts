import type { BundleVerification } from '../../../shared/domain/bundles.ts'

/** How one check came out. */
export type CheckResult = BundleVerification['checks'][number]
