import { z } from 'zod'
import type { AccountId, Instant } from '../../../shared/domain/accounts.ts'
import type { StoredEntries, StoredEntry } from '../../database/journal-entries.ts'
import type { Turn } from '../../slices.ts'

/** A call as the journal knows it: from its intent, and from the answer if there is one. */
export type JournalCall = {
  /** The entry that says most of it: the answer, else the intent. */
  readonly sequence: number
  readonly at: Instant
  /** Service and operation: `iam:DeleteAccessKey`. */
  readonly call: string
  readonly accountId: AccountId | null
  readonly actor: string
  /** `null` while nothing is known of how it ended. */
  readonly state: string | null
  readonly requestId: string | null
  /** The key that it was signed with, inside a root session. */
  readonly sessionKeyId: string | null
  /** Of AssumeRoot: the key that it issued. */
  readonly issuedKeyId: string | null
}

const key = z.string().nullable().catch(null)
const Intent = z.object({ call: z.string(), accessKeyId: key })
const Result = z.object({
  intent: z.int(),
  state: z.string(),
  requestId: key,
  accessKeyId: key.optional(),
})

const sliceLength = 500

/** All calls that the journal knows, in the order of their intents. */
export async function readJournalCalls(
  entries: Pick<StoredEntries, 'after'>,
  turn: Turn,
): Promise<JournalCall[]> {
  const calls = new Map<number, JournalCall>()
  let read = 0
  for (;;) {
    const slice = entries.after(read, sliceLength)
    const last = slice.at(-1)
    if (!last) return [...calls.values()]
    for (const stored of slice) learn(calls, stored)
    read = last.sequence
    await turn()
  }
}

/** An entry whose detail has another shape was not written by this version: it says nothing of calls. */
function learn(calls: Map<number, JournalCall>, stored: StoredEntry): void {
  const { sequence, at, account_id: accountId, actor } = stored
  if (stored.kind === 'call-intent') {
    const intent = Intent.safeParse(JSON.parse(stored.detail)).data
    if (!intent) return
    calls.set(sequence, {
      sequence,
      at,
      call: intent.call,
      accountId,
      actor,
      state: null,
      requestId: null,
      sessionKeyId: intent.accessKeyId,
      issuedKeyId: null,
    })
  } else if (stored.kind === 'call-result') {
    const result = Result.safeParse(JSON.parse(stored.detail)).data
    const call = result && calls.get(result.intent)
    if (!call) return
    calls.set(result.intent, {
      ...call,
      sequence,
      state: result.state,
      requestId: result.requestId,
      issuedKeyId: call.call === 'sts:AssumeRoot' ? (result.accessKeyId ?? null) : null,
    })
  }
}
