/** Waits for others to have their turn, where the present slice of time is used up; else goes on at once. */
export type Turn = () => Promise<void> | void

/**
 * For long work on the main thread: called again and again, it gives way every `sliceMs` milliseconds, so that windows and calls under way do not wait.
 */
export function inSlices(sliceMs = 8): Turn {
  let began = performance.now()
  return () => {
    if (performance.now() - began < sliceMs) return undefined
    return new Promise((resolve) => {
      setImmediate(() => {
        began = performance.now()
        resolve()
      })
    })
  }
}
