/** Where two texts part: the line, counted from 1, and what each says there; null where it has come to its end. */
export type TextParting = {
  readonly line: number
  readonly said: string | null
  readonly given: string | null
}

const lineFeed = 0x0a
/** Bytes that are shown: of what both say before, and of what each says then. */
const shownBefore = 20
const shownAfter = 200

/**
 * The first place where two texts part; null where they are the same to the byte.
 *
 * SECURITY: no more than a piece of each is held, whatever it is made of: one of them comes from a stranger.
 */
export async function whereTheyPart(
  said: AsyncIterable<Uint8Array>,
  given: AsyncIterable<string>,
): Promise<TextParting | null> {
  const one = held(said)
  const other = held(given)
  let line = 1
  let before: Buffer = Buffer.alloc(0)
  try {
    for (;;) {
      const a = await one.atLeast(1)
      const b = await other.atLeast(1)
      if (a.length === 0 && b.length === 0) return null
      const length = Math.min(a.length, b.length)
      const at = firstDifference(a.subarray(0, length), b.subarray(0, length))
      const same = a.subarray(0, at)
      for (
        let feed = same.indexOf(lineFeed);
        feed !== -1;
        feed = same.indexOf(lineFeed, feed + 1)
      ) {
        line += 1
      }
      before = Buffer.concat([before, same.subarray(-shownBefore)]).subarray(-shownBefore)
      one.pass(at)
      other.pass(at)
      if (at < length || length === 0) {
        const shared = before.subarray(before.lastIndexOf(lineFeed) + 1)
        const begun = shared.length === shownBefore ? '…' : ''
        const shown = (rest: Buffer) =>
          rest.length === 0
            ? null
            : `${begun}${Buffer.concat([shared, upToLineFeed(rest)]).toString('utf8')}`
        const a = shown(await one.atLeast(shownAfter))
        return { line, said: a, given: shown(await other.atLeast(shownAfter)) }
      }
    }
  } finally {
    await one.close()
    await other.close()
  }
}

function firstDifference(a: Buffer, b: Buffer): number {
  if (a.equals(b)) return a.length
  let at = 0
  while (a[at] === b[at]) at += 1
  return at
}

function upToLineFeed(rest: Buffer): Buffer {
  const feed = rest.indexOf(lineFeed)
  return rest.subarray(0, Math.min(feed === -1 ? rest.length : feed, shownAfter))
}

/** What has come of a text and was not passed yet. */
function held(pieces: AsyncIterable<string | Uint8Array>) {
  const coming = pieces[Symbol.asyncIterator]()
  let bytes: Buffer = Buffer.alloc(0)
  return {
    /** So many bytes, or all that are left. */
    async atLeast(count: number): Promise<Buffer> {
      while (bytes.length < count) {
        const next = await coming.next()
        if (next.done) break
        bytes = Buffer.concat([bytes, Buffer.from(next.value)])
      }
      return bytes
    },
    pass(count: number): void {
      bytes = bytes.subarray(count)
    },
    async close(): Promise<void> {
      await coming.return?.()
    },
  }
}
