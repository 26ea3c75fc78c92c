/** package.json, as far as dependencies go. */
export type Manifest = {
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
}

/** A row of the table in docs/dependencies.md begins with the package's name in backticks. */
const row = /^\|\s*`([^`]+)`\s*\|/

/**
 * Direct dependencies without a row in docs/dependencies.md, and rows whose package is gone.
 *
 * @param manifest package.json
 * @param document docs/dependencies.md
 */
export function dependencyNoteProblems(manifest: Manifest, document: string): string[] {
  const used = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies })
  const noted = document.split('\n').flatMap((line) => row.exec(line)?.[1] ?? [])
  return [
    ...used
      .filter((name) => !noted.includes(name))
      .map((name) => `${name} has no row: what for, why this one, how it would be replaced`),
    ...noted
      .filter((name) => !used.includes(name))
      .map((name) => `${name} has a row and is not in package.json`),
  ]
}
