import { useMemo, useState } from 'react'
import type { ConnectionDetail, ConnectionSettings } from '../../../shared/domain/connections.ts'
import { onceReleased } from '../../ui/once-released.ts'
import {
  draftOf,
  emptyDraft,
  readConnection,
  type ConnectionDraft,
  type DraftFaults,
} from './connection-draft.ts'
import { changeDraft } from './connection-place.ts'
import { isSameName } from './connection-words.ts'
import {
  noSecrets,
  secretFaults,
  secretsFor,
  type SecretDraft,
  type SecretDrafts,
} from './secret-draft.ts'

/** What the sections of the form share. */
export type DraftForm = {
  readonly draft: ConnectionDraft
  /** The settings that the draft says; null while something in it is wrong. */
  readonly settings: ConnectionSettings | null
  readonly change: (change: Partial<ConnectionDraft>) => void
  readonly secrets: SecretDrafts
  readonly changeSecret: (name: keyof SecretDrafts, secret: SecretDraft) => void
  /** What is wrong with a field, once it was left or a save was tried. */
  readonly faultOf: (field: string) => string | null
  /** A field was left: from now on what is wrong with it is said. */
  readonly left: (field: string) => void
  readonly faulty: boolean
  /** A save was tried: from now on all that is wrong is said. */
  readonly tryAll: () => void
}

/** The draft of a connection with its secrets, and what is to be said about it. */
export function useDraftForm(
  held: ConnectionDraft | null,
  kept: ConnectionDetail | null,
  otherNames: readonly string[],
): DraftForm {
  const [first] = useState(() =>
    kept === null ? emptyDraft : draftOf(kept.settings, kept.authorities),
  )
  const draft = held ?? first
  const [typed, setTyped] = useState(noSecrets)
  const secrets = secretsFor(draft, typed, kept)
  const [leftFields, setLeftFields] = useState<ReadonlySet<string>>(new Set())
  const [tried, setTried] = useState(false)
  const { settings, faults } = useMemo(() => readConnection(draft), [draft])
  const allFaults: DraftFaults = {
    ...faults,
    ...secretFaults(draft, secrets),
    ...(otherNames.some((name) => isSameName(name, draft.name))
      ? { name: 'another connection has this name' }
      : {}),
  }
  return {
    draft,
    settings,
    change: (change) => changeDraft({ ...draft, ...change }),
    secrets,
    changeSecret: (name, secret) => setTyped((before) => ({ ...before, [name]: secret })),
    faultOf: (field) => (tried || leftFields.has(field) ? (allFaults[field] ?? null) : null),
    left: (field) => onceReleased(() => setLeftFields((before) => new Set(before).add(field))),
    faulty: Object.keys(allFaults).length > 0,
    tryAll: () => setTried(true),
  }
}
