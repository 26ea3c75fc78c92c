import { create } from 'zustand'
import type { JournalEntry, JournalVerification } from '../../../shared/domain/journal.ts'
import { rootkeep, valueOf } from '../../state/client.ts'

export type JournalTab = 'entries' | 'checkpoints' | 'cloudtrail'

type JournalPlace = {
  readonly tab: JournalTab
  /** The entry that is shown in full; entries never change, so it is kept as it was read. */
  readonly entry: JournalEntry | null
  /** The newest verification of this window. */
  readonly verification: JournalVerification | null
}

/** Where in the journal the operator stands; stays while other views are shown. */
export const useJournalPlace = create<JournalPlace>(() => ({
  tab: 'entries',
  entry: null,
  verification: null,
}))

export function showTab(tab: JournalTab): void {
  useJournalPlace.setState({ tab })
}

export function openEntry(entry: JournalEntry | null): void {
  useJournalPlace.setState({ entry })
}

export function keepVerification(verification: JournalVerification): void {
  useJournalPlace.setState({ verification })
}

/** Reads one entry by its number and shows it. False where the journal has none of this number. */
export async function findEntry(sequence: number): Promise<boolean> {
  const entry = await valueOf(rootkeep.journal.entry({ sequence }))
  if (entry !== null) useJournalPlace.setState({ entry, tab: 'entries' })
  return entry !== null
}
