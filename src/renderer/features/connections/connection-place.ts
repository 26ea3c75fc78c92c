import { create } from 'zustand'
import type { ConnectionDraft } from './connection-draft.ts'

/** The form that is open; `id` null for a new connection. It outlives a look at another view; secrets are not in it. */
type OpenForm = {
  readonly id: string | null
  /** Null until something of a kept connection was changed. */
  readonly draft: ConnectionDraft | null
}

type ConnectionPlace = { readonly form: OpenForm | null }

export const useConnectionPlace = create<ConnectionPlace>(() => ({ form: null }))

/** Opens the form for a new connection. */
export function beginConnection(draft: ConnectionDraft): void {
  useConnectionPlace.setState({ form: { id: null, draft } })
}

/** Opens the form of a kept connection. */
export function editConnection(id: string): void {
  useConnectionPlace.setState({ form: { id, draft: null } })
}

export function changeDraft(draft: ConnectionDraft): void {
  useConnectionPlace.setState(({ form }) => ({ form: form && { ...form, draft } }))
}

export function closeConnectionForm(): void {
  useConnectionPlace.setState({ form: null })
}
