import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the clone. */
export const root = fileURLToPath(new URL('../..', import.meta.url))

/** What set-up makes and may make again: the runtime, what was learned about shells, the lock. */
export const cache = join(root, '.cache')

/** A path inside the clone. */
export const inProject = (/** @type {string[]} */ ...parts) => join(root, ...parts)
