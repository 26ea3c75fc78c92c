import type { BundleVerification } from '../../../shared/domain/bundles.ts'

/** How one check came out. */
export type CheckResult = BundleVerification['checks'][number]

/** `1 file`, `2 files` */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`
}
