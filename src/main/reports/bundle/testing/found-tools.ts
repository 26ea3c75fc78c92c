import { spawnSync } from 'node:child_process'

/** Those of the tools that are not on this computer. `npm test` gets them where it can (`scripts/setup/auditor-tools.mjs`). */
export function missingTools(...tools: string[]): string[] {
  return tools.filter((tool) => spawnSync(tool, ['--help']).error !== undefined)
}

/** What is said of a test that is skipped for the want of tools; nothing where none is missing. */
export function skipNote(missing: readonly string[]): string {
  return missing.length === 0 ? '' : ` (skipped: there is no ${missing.join(', ')} here)`
}
