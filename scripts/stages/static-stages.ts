import { existsSync, readFileSync } from 'node:fs'
import { dependencyNoteProblems, type Manifest } from '../checks/dependency-notes.ts'
import { houseKeepingProblems } from '../checks/house-keeping.ts'
import { layerBreaks } from '../checks/layers.ts'
import { licenceProblems, type Lockfile } from '../checks/licences.ts'
import { securityClaimProblems } from '../checks/security-claims.ts'
import { sourceFiles } from '../checks/source-files.ts'
import { inProject, root } from '../setup/project.mjs'
import { type Stage, verdict } from './outcome.ts'
import { toolStage } from './tools.ts'

/** What can be said about the project without running it. The slow ones first, so that they share the time. */
export const staticStages: readonly Stage[] = [
  { name: 'lint', run: () => toolStage(['oxlint']) },
  { name: 'types', run: () => toolStage(...typeChecks()) },
  { name: 'dead code', run: () => toolStage(['knip', '--no-progress', '--no-config-hints']) },
  { name: 'format', run: () => toolStage(['oxfmt', '--check']) },
  { name: 'layer rules', run: async () => verdict(layerBreaks(sourceFiles(root))) },
  { name: 'licences', run: async () => verdict(licenceProblems(lockfile())) },
  {
    name: 'dependencies',
    run: async () => verdict(dependencyNoteProblems(manifest(), text('docs/dependencies.md'))),
  },
  { name: 'house-keeping', run: async () => verdict(houseKeepingProblems(sourceFiles(root))) },
  {
    name: 'security claims',
    run: async () => verdict(securityClaimProblems(text('SECURITY.md'), sourceFiles(root))),
  },
]

/** One check for each tsconfig: main, window and tests have different worlds around them. */
function typeChecks() {
  const configurations = sourceFiles(root).filter(({ path }) =>
    /(^|\/)tsconfig[^/]*\.json$/.test(path),
  )
  return configurations.map(({ path }) => ['typescript', '--noEmit', '-p', path] as const)
}

function manifest(): Manifest {
  return JSON.parse(text('package.json')) as Manifest
}

function lockfile(): Lockfile {
  return JSON.parse(text('package-lock.json')) as Lockfile
}

function text(path: string): string {
  return existsSync(inProject(path)) ? readFileSync(inProject(path), 'utf8') : ''
}
