import type { Checkpoint } from '../../shared/domain/journal.ts'
import type { ReadableDatabase, WritableDatabase } from './database.ts'

export type Checkpoints = ReturnType<typeof createCheckpoints>
export type StoredCheckpoints = ReturnType<typeof readCheckpoints>

/** Keeps the signed checkpoints of the journal. They are added, never changed. */
export function createCheckpoints(db: WritableDatabase) {
  const insert = db.prepare(`
    INSERT INTO checkpoints (count, head, at, fingerprint, public_key, signature)
    VALUES ($count, $head, $at, $fingerprint, $publicKey, $signature)`)

  return {
    ...readCheckpoints(db),
    add({ count, head, at, fingerprint, publicKey, signature }: Checkpoint): void {
      insert.run({ count, head, at, fingerprint, publicKey, signature })
    },
  }
}

/** Reads the checkpoints of a record. */
export function readCheckpoints(db: ReadableDatabase) {
  const all = db.prepare<[], CheckpointRecord>('SELECT * FROM checkpoints ORDER BY count')
  const newest = db.prepare<[], CheckpointRecord>(
    'SELECT * FROM checkpoints ORDER BY count DESC LIMIT 1',
  )
  const ownKey = db.prepare<[string], { own: number }>(
    'SELECT 1 AS own FROM identities WHERE public_key = ?',
  )
  const identity = db.prepare<[], { own: number }>(
    'SELECT 1 AS own FROM identities WHERE retired_at IS NULL',
  )

  return {
    /** Oldest first. */
    all: (): Checkpoint[] => all.all().map(checkpointOf),
    newest(): Checkpoint | null {
      const record = newest.get()
      return record ? checkpointOf(record) : null
    },
    /** True for the public key of a signing identity that this workstation has or had. */
    isOwnKey: (publicKey: string): boolean => ownKey.get(publicKey) !== undefined,
    /** True where there is an identity that could sign, locked or not. */
    hasIdentity: (): boolean => identity.get() !== undefined,
  }
}

type CheckpointRecord = {
  count: number
  head: string
  at: string
  fingerprint: string
  public_key: string
  signature: string
}

function checkpointOf({ public_key: publicKey, ...record }: CheckpointRecord): Checkpoint {
  return { format: 'rootkeep-checkpoint', version: 1, publicKey, ...record }
}
