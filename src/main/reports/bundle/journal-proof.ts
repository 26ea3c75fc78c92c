import type { JournalLine } from '../../../shared/domain/evidence.ts'
import type { Checkpoint, JournalEntry } from '../../../shared/domain/journal.ts'
import { sha256Hex } from '../../journal/canonical-json.ts'
import { emptyChain, hashedText } from '../../journal/chain.ts'
import { fingerprintOf } from '../../operators/fingerprint.ts'
import { isSignedWith } from '../../operators/signed-document.ts'
import type { Steps } from '../pace.ts'
import type { CheckResult } from './check-result.ts'

const jitterMs = 60_000

/** What the journal of a bundle is worth. */
export type JournalProof = {
  readonly journal: CheckResult
  readonly checkpoint: CheckResult
  /** What is odd and breaks nothing, a sentence each. */
  readonly warnings: readonly string[]
}

export type JournalInBundle = {
  readonly lines: Iterable<JournalLine>
  readonly checkpoints: readonly Checkpoint[]
  /** Whether the bundle says that it is redacted. */
  readonly redacted: boolean
  /** True for keys that the signer of the bundle answers for, whatever the journal says. */
  readonly isVouchedFor: (publicKey: string) => boolean
}

type Walk = {
  first: number
  last: number
  entries: number
  withheld: number
  problem: string | null
  /** The sequence of the first entry that is dated before the one before it; null where there is none. */
  setBack: number | null
  /** By sequence, where a checkpoint asks for it. */
  readonly hashes: Map<number, string>
  /** The keys that the journal says this workstation signed with. */
  readonly keys: Set<string>
}

/** Follows the chain to its end or its first break, and asks every checkpoint. Yields how many lines are done. */
export function* proveJournal(given: JournalInBundle): Steps<JournalProof> {
  const walk = yield* walked(given)
  const { entries, withheld, problem, first, last, setBack } = walk
  const journal: CheckResult = {
    check: 'journal',
    state: problem === null ? 'fits' : 'differs',
    sentence: problem ?? wholeSentence(entries, withheld, first, last),
  }
  const warnings = [
    ...(first > 1
      ? [`The journal begins with entry ${first} here: what came before is not in the bundle.`]
      : []),
    ...(setBack === null
      ? []
      : [
          `The clock was set back before entry ${setBack} of the journal: times before and after cannot be compared.`,
        ]),
  ]
  return { journal, checkpoint: askCheckpoints(given, walk), warnings }
}

function* walked({ lines, checkpoints, redacted }: JournalInBundle): Steps<Walk> {
  const asked = new Set(checkpoints.map(({ count }) => count))
  const walk: Walk = {
    first: 0,
    last: 0,
    entries: 0,
    withheld: 0,
    problem: null,
    setBack: null,
    hashes: new Map(),
    keys: new Set(),
  }
  let head = emptyChain
  let before = Number.NEGATIVE_INFINITY
  for (const line of lines) {
    const link = 'entry' in line ? line.entry : line.withheld
    const begins = walk.last === 0
    // A slice begins where it begins: what it follows is not here.
    if (begins && link.sequence > 1) head = { count: link.sequence - 1, hash: link.previous }
    walk.problem = linkProblem(link, head) ?? contentProblem(line, redacted)
    if (walk.problem !== null) break
    if (begins) {
      walk.first = link.sequence
      // The entry before is known by what follows it.
      if (asked.has(head.count)) walk.hashes.set(head.count, head.hash)
    }
    walk.last = link.sequence
    walk.entries += 1
    if ('withheld' in line) walk.withheld += 1
    if (asked.has(link.sequence)) walk.hashes.set(link.sequence, link.hash)
    const seen = 'entry' in line ? line.entry : line.shown
    if (seen) {
      const at = Date.parse(seen.at)
      if (at < before - jitterMs) walk.setBack ??= seen.sequence
      before = at
      const key = seen.kind === 'identity-created' ? seen.detail['publicKey'] : null
      if (typeof key === 'string') walk.keys.add(key)
    }
    head = { count: link.sequence, hash: link.hash }
    yield walk.entries
  }
  return walk
}

type Link = Pick<JournalEntry, 'sequence' | 'previous' | 'hash'>

function linkProblem(
  { sequence, previous }: Link,
  head: { readonly count: number; readonly hash: string },
): string | null {
  const expected = head.count + 1
  if (sequence > expected) return `Entry ${expected} of the journal is missing.`
  if (sequence < expected) {
    return `Entry ${sequence} of the journal stands behind entry ${head.count}: it was moved or added.`
  }
  if (previous === head.hash) return null
  return sequence === 1
    ? 'Entry 1 of the journal follows an entry that is not there.'
    : `Entry ${sequence} of the journal does not follow entry ${head.count} as that stands here: one of the two was changed.`
}

function contentProblem(line: JournalLine, redacted: boolean): string | null {
  if ('entry' in line) {
    const { entry } = line
    return hashOf(entry) === entry.hash
      ? null
      : `The hash of entry ${entry.sequence} of the journal does not fit what it says: it was changed after it was written.`
  }
  const { withheld, shown } = line
  if (shown === null) return null
  // What is shown beside a link is held by no hash: only where the bundle says that it is redacted is there a reason for it.
  if (!redacted) {
    return `Entry ${withheld.sequence} of the journal is withheld, and shown in another way, in a bundle that is not redacted.`
  }
  return shown.sequence === withheld.sequence
    ? null
    : `Entry ${withheld.sequence} of the journal is shown as entry ${shown.sequence}.`
}

/** Null where it is nothing that a hash could be taken of. */
function hashOf(entry: JournalEntry): string | null {
  try {
    return sha256Hex(hashedText(entry))
  } catch {
    return null
  }
}

function wholeSentence(entries: number, withheld: number, first: number, last: number): string {
  if (entries === 0) return 'The journal is empty.'
  const which = first === 1 ? `All ${entries} entries` : `Entries ${first} to ${last}`
  const hidden =
    withheld === 0
      ? ''
      : ` ${withheld} of them are withheld: of these only the link could be checked.`
  return `${which} of the journal follow one another, and their hashes fit.${hidden}`
}

function askCheckpoints({ checkpoints, isVouchedFor }: JournalInBundle, walk: Walk): CheckResult {
  const check = 'checkpoint'
  for (const checkpoint of checkpoints) {
    const problem = checkpointProblem(checkpoint, walk, isVouchedFor)
    if (problem !== null) return { check, state: 'differs', sentence: problem }
  }
  const newest = Math.max(0, ...checkpoints.map(({ count }) => count))
  if (newest === 0) {
    const sentence =
      'There is no checkpoint: that nothing was cut off the end of the journal rests on the signature of the bundle alone.'
    return { check, state: 'fits', sentence }
  }
  if (walk.problem !== null) {
    const sentence = `${signed(checkpoints.length)}; those behind the break of the journal could not be compared with it.`
    return { check, state: 'fits', sentence }
  }
  const compared = checkpoints.filter(({ count }) => walk.hashes.has(count)).length
  if (compared === 0) {
    const sentence = `${signed(checkpoints.length)}, of entries before ${walk.first}, with which the journal begins here: none could be compared with it.`
    return { check, state: 'fits', sentence }
  }
  const before = checkpoints.length - compared
  const apart =
    before === 0 ? '' : ` (${before} of entries before ${walk.first} could not be compared)`
  const since = walk.last - newest
  const rest = since === 0 ? 'none came after it' : `${since} came after it`
  const sentence = `${signed(checkpoints.length)}, and the journal agrees${apart}; the newest covers ${newest} entries, and ${rest}.`
  return { check, state: 'fits', sentence }
}

function signed(count: number): string {
  return count === 1 ? 'The checkpoint is signed' : `All ${count} checkpoints are signed`
}

function checkpointProblem(
  checkpoint: Checkpoint,
  { last, first, hashes, keys, problem }: Walk,
  isVouchedFor: JournalInBundle['isVouchedFor'],
): string | null {
  const { count, head, at, publicKey, fingerprint } = checkpoint
  const name = `The checkpoint of ${at}, over ${count} entries,`
  if (!isSignedWith(checkpoint, publicKey) || fingerprintOf(publicKey) !== fingerprint) {
    return `${name} is not signed as it says: it was changed.`
  }
  if (!isVouchedFor(publicKey) && !keys.has(publicKey)) {
    return `${name} is signed with the key ${fingerprint}, which is neither the signer's nor one that the journal tells of.`
  }
  const hash = hashes.get(count)
  if (hash === head || (hash === undefined && count < first)) return null
  if (hash !== undefined) {
    return `${name} tells of another entry ${count} than the journal: that, or one before it, was changed and the chain was made anew.`
  }
  return problem === null
    ? `${name} tells of more entries than the journal has here, which ends with entry ${last}: its end was cut off.`
    : null
}
