import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { JournalLine } from '../../../shared/domain/evidence.ts'
import { canonicalJson, sha256Hex } from '../../journal/canonical-json.ts'
import { hashedText } from '../../journal/chain.ts'
import { checkpointed, resignedFiles } from './testing/sample-bundle.ts'
import { sampleSigner } from './testing/sample-signer.ts'
import {
  lines,
  odd,
  sentence,
  startVerification,
  type VerifiedBundle,
} from './testing/verified-bundle.ts'

let bundle: VerifiedBundle
beforeAll(async () => {
  bundle = await startVerification()
})
afterAll(() => bundle.close())

const journal = (change: (rows: JournalLine[]) => JournalLine[]) =>
  lines<JournalLine>(canonicalJson, change)

describe('the journal in a bundle', () => {
  const entryOf = (line: JournalLine | undefined) => {
    if (!line || !('entry' in line)) throw new Error('there is an entry')
    return line.entry
  }

  test.each<[string, (rows: JournalLine[]) => JournalLine[], RegExp]>([
    [
      'an entry that was altered',
      (rows) => rows.with(1, { entry: { ...entryOf(rows[1]), actor: 'nobody' } }),
      /hash of entry 2 .* does not fit/,
    ],
    ['an entry that was removed', (rows) => rows.toSpliced(2, 1), /Entry 3 .* is missing/],
    [
      'entries that changed places',
      (rows) => [...rows.slice(0, 2), ...rows.slice(2, 4).toReversed(), ...rows.slice(4)],
      /Entry 3 .* is missing/,
    ],
    [
      'an entry that is there twice',
      (rows) => rows.toSpliced(2, 0, rows[1] as JournalLine),
      /moved or added/,
    ],
    [
      'an entry that was altered and hashed anew',
      (rows) => {
        const changed = { ...entryOf(rows[1]), actor: 'nobody' }
        return rows.with(1, { entry: { ...changed, hash: sha256Hex(hashedText(changed)) } })
      },
      /Entry 3 .* does not follow entry 2/,
    ],
    [
      'an entry that is hidden behind another version of it',
      (rows) => {
        const { previous, hash, ...shown } = entryOf(rows[1])
        const withheld = { sequence: shown.sequence, previous, hash }
        return rows.with(1, { withheld, shown: { ...shown, actor: 'nobody' } })
      },
      /withheld, and shown in another way/,
    ],
  ])('with %s is broken', async (_what, change, words) => {
    const verification = await bundle.verify(
      bundle.insider('evidence/journal.jsonl', journal(change)),
    )
    expect(verification.verdict).toBe('contradicted')
    expect(odd(verification)).toMatchObject({ journal: 'differs' })
    expect(sentence(verification, 'journal')).toMatch(words)
  })

  test('whose end was cut off is contradicted by the checkpoint', async () => {
    const verification = await bundle.verify(
      bundle.insider(
        'evidence/journal.jsonl',
        journal((rows) => rows.slice(0, -2)),
      ),
    )
    expect(odd(verification)).toMatchObject({ checkpoint: 'differs' })
    expect(sentence(verification, 'checkpoint')).toContain('its end was cut off')
  })

  test('that was made anew from its first entry on is contradicted by the checkpoint', async () => {
    const rechained = journal((rows) => {
      let previous = '0'.repeat(64)
      return rows.map((line) => {
        const changed = { ...entryOf(line), actor: 'nobody', previous }
        const entry = { ...changed, hash: sha256Hex(hashedText(changed)) }
        previous = entry.hash
        return { entry }
      })
    })
    const verification = await bundle.verify(bundle.insider('evidence/journal.jsonl', rechained))
    expect(odd(verification)).toMatchObject({ checkpoint: 'differs' })
    expect(sentence(verification, 'checkpoint')).toContain('the chain was made anew')
  })

  test('may begin later, and says so; what it follows is not here', async () => {
    const verification = await bundle.verify(
      bundle.insider(
        'evidence/journal.jsonl',
        journal((rows) => rows.slice(1)),
      ),
    )
    expect(verification.checks.find(({ check }) => check === 'journal')?.state).toBe('fits')
    expect(sentence(verification, 'journal')).toMatch(/^Entries 2 to \d+ of the journal/)
    expect(verification.warnings).toEqual([expect.stringContaining('begins with entry 2 here')])
  })

  /** Entries from `from` on as somebody made them up, behind an entry that is not here; the checkpoint covers `count`. */
  async function madeUp(from: number, { count, head }: { count: number; head: string }) {
    const { evidence, signer } = bundle.order
    let previous = 'b'.repeat(64)
    const rows = [...evidence.journal()].slice(from - 1).map((line) => {
      const entry = { ...entryOf(line), previous, actor: 'nobody' }
      previous = sha256Hex(hashedText(entry))
      return { entry: { ...entry, hash: previous } }
    })
    const last = { sequence: count, previous: head, hash: head }
    const short = { ...evidence, journal: () => [{ withheld: last, shown: null }] }
    const files = new Map(
      bundle.insider(
        'evidence/journal.jsonl',
        journal(() => rows),
      ),
    )
    const [checkpoint] = checkpointed(short, signer).checkpoints
    files.set('evidence/checkpoints.jsonl', Buffer.from(`${canonicalJson(checkpoint)}\n`))
    return bundle.verify(resignedFiles(files, signer))
  }

  test('that begins behind its checkpoint is not said to agree with it', async () => {
    const verification = await madeUp(4, { count: 2, head: 'a'.repeat(64) })
    expect(sentence(verification, 'checkpoint')).toContain('none could be compared')
  })

  test('that begins right behind its checkpoint has to follow it', async () => {
    const { checks } = await madeUp(4, { count: 3, head: 'a'.repeat(64) })
    expect(checks).toContainEqual(
      expect.objectContaining({ check: 'checkpoint', state: 'differs' }),
    )
    const followed = await madeUp(4, { count: 3, head: 'b'.repeat(64) })
    expect(sentence(followed, 'checkpoint')).toContain('and the journal agrees')
  })

  test('with a checkpoint of another key is not believed', async () => {
    const forged = checkpointed(bundle.order.evidence, sampleSigner()).checkpoints
    const verification = await bundle.verify(
      bundle.insider('evidence/checkpoints.jsonl', () => `${canonicalJson(forged[0])}\n`),
    )
    expect(verification.verdict).toBe('contradicted')
    expect(odd(verification)).toEqual({ checkpoint: 'differs' })
    expect(sentence(verification, 'checkpoint')).toContain("neither the signer's nor one")
  })

  test('with a checkpoint that was altered is not believed', async () => {
    const verification = await bundle.verify(
      bundle.insider('evidence/checkpoints.jsonl', (text) =>
        text.replace('T12:00:00.000Z', 'T12:00:01.000Z'),
      ),
    )
    expect(odd(verification)).toMatchObject({ checkpoint: 'differs' })
  })
})
