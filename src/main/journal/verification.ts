import type { Checkpoint, JournalVerification } from '../../shared/domain/journal.ts'
import type { Clock } from '../clock.ts'
import type { StoredCheckpoints } from '../database/checkpoints.ts'
import type { StoredEntries, StoredEntry } from '../database/journal-entries.ts'
import { isSignedWith } from '../operators/signed-document.ts'
import { JournalBegun } from './beginning.ts'
import type { ChainHead } from './chain.ts'
import { walkChain, type ChainWalk } from './chain-walk.ts'
import { rememberedWitness, signedWitness } from './witnesses.ts'

export type JournalEvidence = {
  readonly entries: StoredEntries
  readonly checkpoints: StoredCheckpoints
  /** The guards against change that the record lacks, a phrase each. */
  readonly missingGuards: readonly string[]
  /** The last head that is known from elsewhere than the record; null where none is. */
  readonly remembered: ChainHead | null
}

type Broken = NonNullable<JournalVerification['firstBroken']>

/**
 * Reads the whole journal and says whether it is as it was written: no entry missing, moved, changed or added; every checkpoint signed by this
 * workstation; and nothing cut off or made anew since a checkpoint was signed or the head was remembered. Changes nothing, and lets others have
 * their turn.
 *
 * What it cannot see: that somebody made anew what followed the newest checkpoint, and the memory of it as well.
 */
export async function verifyJournal(
  { entries, checkpoints, missingGuards, remembered }: JournalEvidence,
  clock: Clock,
): Promise<JournalVerification> {
  const began = performance.now()
  const all = checkpoints.all()
  const valid = all.filter(
    (checkpoint) =>
      checkpoints.isOwnKey(checkpoint.publicKey) && isSignedWith(checkpoint, checkpoint.publicKey),
  )
  const last = entries.newest()?.sequence ?? 0
  const walk = await walkChain(entries, last, [
    ...valid.map(signedWitness),
    ...(remembered ? [rememberedWitness(remembered)] : []),
  ])
  const firstBroken: Broken | null = walk.broken ?? forged(all, valid) ?? unguarded(missingGuards)
  return {
    at: clock.instant(),
    entries: entries.countUpTo(last),
    intact: firstBroken === null,
    firstBroken,
    warnings: [...(walk.head.count === 0 ? [] : beginningOf(entries.at(1))), ...clockOf(walk)],
    head: walk.head.count === 0 ? null : walk.head.hash,
    checkpoints: valid.length,
    sinceCheckpoint: Math.max(0, last - (valid.at(-1)?.count ?? 0)),
    durationMs: Math.round(performance.now() - began),
  }
}

function forged(all: readonly Checkpoint[], valid: readonly Checkpoint[]): Broken | null {
  const checkpoint = all.find((checkpoint) => !valid.includes(checkpoint))
  if (!checkpoint) return null
  return {
    sequence: null,
    problem: `The checkpoint of ${checkpoint.at}, over ${checkpoint.count} entries, is not signed by this workstation: it was changed or put here.`,
  }
}

function unguarded(missing: readonly string[]): Broken | null {
  if (missing.length === 0) return null
  return {
    sequence: null,
    problem: `The record does not refuse ${missing.join(' and ')} any more: something else than Rootkeep has opened it.`,
  }
}

/** A journal that is not the first of its folder says so as long as it lives. */
function beginningOf(first: StoredEntry | null): string[] {
  if (first?.kind !== 'journal-begun') return []
  const detail = JournalBegun.safeParse(JSON.parse(first.detail))
  if (!detail.success || detail.data.reason === 'first start') return []
  const { reason, movedAside, before } = detail.data
  const file = movedAside === null ? '' : ` That record is kept as ${movedAside}.`
  const length = before === null ? '' : ` It had at least ${before.count} entries.`
  return [`This journal was begun at ${first.at} because ${reason}.${file}${length}`]
}

function clockOf({ setBack }: ChainWalk): string[] {
  const [first] = setBack
  if (first === undefined) return []
  const times = setBack.length === 1 ? 'once' : `${setBack.length} times`
  return [
    `The clock was set back ${times}, first at entry ${first}: times before and after cannot be compared.`,
  ]
}
