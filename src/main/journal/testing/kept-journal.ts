import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AccountId, OrganizationId } from '../../../shared/domain/accounts.ts'
import type { JournalDraft, JournalVerification } from '../../../shared/domain/journal.ts'
import type { Clock } from '../../clock.ts'
import { openDatabase, type OpenDatabase } from '../../database/database.ts'
import { createRecordStore } from '../../database/record-store.ts'
import { createStore } from '../../database/store.ts'
import { newPrivateKey, publicKeyOf, signBytes, signText } from '../../operators/signature.ts'
import type { Signer } from '../../operators/signed-document.ts'
import { required } from '../../testing/trial.ts'
import { createCheckpointSigning } from '../checkpoint-signing.ts'
import { createHeadMemory } from '../head-memory.ts'
import { createJournal } from '../journal.ts'
import { verifyJournal } from '../verification.ts'

export const organizationId = 'o-exampleorg1' as OrganizationId
export const accountId = (number: number) => String(number).padStart(12, '1') as AccountId

export type KeptJournal = ReturnType<typeof keepJournal>

/** A journal in a data folder of its own, with an identity that signs and a clock that the test sets. */
export function keepJournal(folder = mkdtempSync(join(tmpdir(), 'rootkeep-journal-'))) {
  const time = { now: Date.UTC(2026, 10, 22, 12) }
  const clock: Clock = {
    now: () => time.now,
    instant: () => new Date(time.now).toISOString(),
  }
  const cache = required(openDatabase(folder, new Date(time.now), 'cache'))
  const opened = required(openDatabase(folder, new Date(time.now), 'record'))
  const store = createStore(cache.db)
  const record = createRecordStore(opened.db)
  const { journalEntries: entries, checkpoints } = record
  const memory = createHeadMemory(store.settings, entries)
  const journal = createJournal({ entries, clock, written: memory.saw })
  let key: Signer | null = null
  const signing = createCheckpointSigning({
    entries,
    checkpoints,
    memory,
    clock,
    signer: () => key,
  })
  return {
    folder,
    file: opened.file,
    db: opened.db,
    movedAside: opened.movedAside,
    store,
    record,
    clock,
    time,
    entries,
    checkpoints,
    memory,
    journal,
    /** The key of the identity, which is made at the first time. */
    ownKey(): Signer {
      key ??= identityOf(opened)
      return key
    },
    /** Signs the journal as it stands. */
    sign() {
      this.ownKey()
      return required(signing())
    },
    signing,
    verify: (): Promise<JournalVerification> =>
      verifyJournal(
        { entries, checkpoints, missingGuards: record.missingGuards(), remembered: memory.head() },
        clock,
      ),
    /** Closes the databases; the folder stays. */
    leave() {
      opened.close()
      cache.close()
    },
    close() {
      opened.close()
      cache.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Something to write; `change` says what matters to the test. */
export function draft(change: Partial<JournalDraft> = {}): JournalDraft {
  return {
    kind: 'case-note',
    organizationId,
    accountId: null,
    procedureId: null,
    caseId: null,
    actor: 'arn:aws:sts::111122223333:assumed-role/operator/jane',
    detail: {},
    ...change,
  }
}

/** The intent of a call on one account. */
export function intent(change: Partial<JournalDraft> = {}): JournalDraft {
  return draft({
    kind: 'call-intent',
    accountId: accountId(1),
    procedureId: 'p-1',
    detail: {
      itemId: 'item-1',
      call: 'iam:DeleteAccessKey',
      arguments: { AccessKeyId: 'AKIAIOSFODNN7EXAMPLE' },
      accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
    },
    ...change,
  })
}

/** A signing key that is nobody's identity here. */
export function strangerKey(): Signer {
  const key = newPrivateKey()
  return {
    name: 'a stranger',
    fingerprint: 'a stranger',
    publicKey: publicKeyOf(key),
    sign: (text) => signText(text, key),
    signBytes: (bytes) => signBytes(bytes, key),
  }
}

function identityOf({ db }: OpenDatabase): Signer {
  const key = { ...strangerKey(), name: 'Jane', fingerprint: 'our own' }
  db.prepare(
    `INSERT INTO identities (fingerprint, name, public_key, protection, sealed_key, created_at)
     VALUES (?, 'Jane', ?, 'os', 'sealed', '2026-11-22T12:00:00.000Z')`,
  ).run(key.fingerprint, key.publicKey)
  return key
}
