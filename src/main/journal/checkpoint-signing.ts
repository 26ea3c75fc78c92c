import type { Checkpoint } from '../../shared/domain/journal.ts'
import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import { fail, succeed, type Outcome } from '../../shared/ipc/result.ts'
import type { Clock } from '../clock.ts'
import type { Checkpoints } from '../database/checkpoints.ts'
import type { JournalEntries } from '../database/journal-entries.ts'
import { signDocument, type Signer } from '../operators/signed-document.ts'
import { headOf } from './chain.ts'
import type { HeadMemory } from './head-memory.ts'

export type CheckpointSigningDependencies = {
  readonly entries: JournalEntries
  readonly checkpoints: Checkpoints
  readonly memory: HeadMemory
  readonly clock: Clock
  /** Null where there is no identity, or it is locked. */
  readonly signer: () => Signer | null
}

/**
 * Signs the journal as it stands.
 *
 * Errors: `identity-missing`, `identity-locked`; `journal-broken` where the record contradicts the checkpoint before or what is remembered: a signature
 * now would cover that up.
 */
export function createCheckpointSigning(dependencies: CheckpointSigningDependencies) {
  const { entries, checkpoints, memory, clock, signer } = dependencies

  function sign(): Outcome<Checkpoint> {
    const key = signer()
    if (!key) {
      return fail(failureOf(checkpoints.hasIdentity() ? 'identity-locked' : 'identity-missing'))
    }
    memory.keep()
    return entries.transaction(() => signWith(key))
  }

  function signWith(key: Signer): Outcome<Checkpoint> {
    const head = headOf(entries.newest())
    const before = checkpoints.newest()
    const holds = before === null || entries.at(before.count)?.hash === before.head
    if (!holds || !memory.holds() || head.count === 0) return fail(failureOf('journal-broken'))
    if (before?.count === head.count) return succeed(before)
    const checkpoint: Checkpoint = signDocument(
      {
        format: 'rootkeep-checkpoint',
        version: 1,
        count: head.count,
        head: head.hash,
        at: clock.instant(),
        fingerprint: key.fingerprint,
        publicKey: key.publicKey,
      },
      key,
    )
    checkpoints.add(checkpoint)
    return succeed(checkpoint)
  }

  return sign
}
