import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'

const WindowPlace = z.strictObject({
  x: z.int(),
  y: z.int(),
  width: z.int().min(800).max(20_000),
  height: z.int().min(500).max(20_000),
})
export type WindowPlace = z.infer<typeof WindowPlace>

/** Where the window was when it was last closed; null where that is not known. */
export function readWindowPlace(file: string): WindowPlace | null {
  try {
    return WindowPlace.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return null
  }
}

/** Remembers the place. That it cannot be written is no reason to bother the operator. */
export function writeWindowPlace(file: string, place: WindowPlace): void {
  try {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, `${JSON.stringify(place)}\n`)
  } catch {
    // A read-only data folder is said elsewhere.
  }
}
