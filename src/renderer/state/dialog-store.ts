import { create } from 'zustand'
import type { AccountId } from '../../shared/domain/accounts.ts'

/** The dialogs of the whole window; at most one is open. */
export type OpenDialog =
  | { readonly kind: 'palette' }
  | { readonly kind: 'keyboard-help' }
  | { readonly kind: 'open-case' }
  | { readonly kind: 'bundle-details' }
  /** `accountIds` empty: the whole organization. */
  | { readonly kind: 'start-run'; readonly accountIds: readonly AccountId[] }

type DialogStore = { readonly open: OpenDialog | null }

export const useDialogs = create<DialogStore>(() => ({ open: null }))

export function openDialog(dialog: OpenDialog): void {
  useDialogs.setState({ open: dialog })
}

export function closeDialog(): void {
  useDialogs.setState({ open: null })
}
