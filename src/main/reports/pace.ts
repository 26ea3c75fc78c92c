/** Work on many things: each step yields how many are done. Whoever drives it decides when others have their turn. */
export type Steps<T> = Generator<number, T>

/** How long a stretch of work may hold everything else up, in milliseconds. */
const stretchMs = 10

/** Does the work at once. */
export function finished<T>(steps: Steps<T>): T {
  let step = steps.next()
  while (!step.done) step = steps.next()
  return step.value
}

/**
 * Does the work in short stretches, so that windows and calls are served in between.
 *
 * Errors: rejects with the reason of the signal where it is aborted, and with what the work throws.
 */
export async function paced<T>(
  steps: Steps<T>,
  { onProgress, signal }: { onProgress?: (done: number) => void; signal?: AbortSignal } = {},
): Promise<T> {
  try {
    for (;;) {
      const until = performance.now() + stretchMs
      let done = 0
      while (performance.now() < until) {
        const step = steps.next()
        if (step.done) return step.value
        done = step.value
      }
      onProgress?.(done)
      await nextTurn()
      signal?.throwIfAborted()
    }
  } finally {
    // What the work holds open is closed where it was stopped.
    steps.return(undefined as never)
  }
}

/** Pieces of a text gathered into larger ones, with a turn for others between stretches. Errors: those of `paced`. */
export async function* pacedText(
  pieces: Iterable<string>,
  signal?: AbortSignal,
): AsyncGenerator<string> {
  let gathered: string[] = []
  let length = 0
  let until = performance.now() + stretchMs
  for (const piece of pieces) {
    gathered.push(piece)
    length += piece.length
    if (length < gatheredMost && performance.now() < until) continue
    yield gathered.join('')
    gathered = []
    length = 0
    await nextTurn()
    signal?.throwIfAborted()
    until = performance.now() + stretchMs
  }
  if (gathered.length > 0) yield gathered.join('')
}

/** Characters that are handed on together. */
const gatheredMost = 262_144

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
