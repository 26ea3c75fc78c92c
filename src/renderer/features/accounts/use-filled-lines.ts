import { useEffect, useState } from 'react'
import { filledLines, linesAFrame } from './filled-lines.ts'

/** Which of the accounts in sight have their line filled in this frame; the rest follows by itself. */
export function useFilledLines(inSight: readonly string[]): ReadonlySet<string> {
  const [held, setHeld] = useState<ReadonlySet<string>>(new Set())
  const filled = filledLines(held, inSight, linesAFrame)
  useEffect(() => {
    if (filled === held) return undefined
    const frame = requestAnimationFrame(() => setHeld(filled))
    return () => cancelAnimationFrame(frame)
  }, [filled, held])
  return filled
}
