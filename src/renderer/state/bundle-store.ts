import { create } from 'zustand'
import type { BundleComparison, ViewedBundle } from '../../shared/domain/bundles.ts'
import type { Failure } from '../../shared/domain/failure.ts'

/** What is under way with a bundle, for the screen. */
export type BundleWork = 'opening' | 'comparing' | 'closing'

type BundleStore = {
  /** The evidence bundle that is shown instead of a connection; null where none is. */
  readonly viewed: ViewedBundle | null
  /** What the shown bundle was compared with, until that is put away. */
  readonly comparison: BundleComparison | null
  readonly work: BundleWork | null
  /** Why the last of that work came to nothing, until it was read. */
  readonly refused: { readonly work: BundleWork; readonly failure: Failure } | null
}

export const useBundle = create<BundleStore>(() => ({
  viewed: null,
  comparison: null,
  work: null,
  refused: null,
}))

/** True while a bundle is shown: nothing can be done from it, and no time passes in it. */
export function isViewing(): boolean {
  return useBundle.getState().viewed !== null
}

/** `isViewing`, for components. */
export function useViewing(): boolean {
  return useBundle(({ viewed }) => viewed !== null)
}

/** The instant at which what the bundle holds was judged; null while none is shown. */
export function useBundleInstant(): string | null {
  return useBundle(({ viewed }) => viewed?.manifest.question.at ?? null)
}

/** Tells one shown bundle from another, and from none. */
export function bundleKeyOf(viewed: ViewedBundle | null): string {
  return viewed === null ? '' : `${viewed.manifest.createdAt} ${viewed.path}`
}
