import { readFileSync } from 'node:fs'
import { capture } from '../setup/child.mjs'
import { inProject, root } from '../setup/project.mjs'
import { type Outcome, verdict } from './outcome.ts'

/** The longest that one tool may take: a hanging one fails, and the others still have their turn. */
const TIME_LIMIT_MS = 20 * 60_000

/** The program of a package, run by this Node. */
export async function runTool(name: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const result = await capture(process.execPath, [programOf(name), ...args], {
    cwd: root,
    timeoutMs: TIME_LIMIT_MS,
    // The tools start each other by name (oxlint its type checker), and expect the Node that runs them.
    env: { ...process.env, NO_COLOR: '1', ...env },
  })
  const late = result.timedOut
    ? `\n${name} did not end within ${TIME_LIMIT_MS / 60_000} minutes`
    : ''
  return { ok: result.code === 0 && !result.timedOut, output: result.output + late }
}

/** A static stage that is one or more runs of tools; all of them run, so that all problems are seen. */
export async function toolStage(
  ...runs: readonly (readonly [tool: string, ...args: string[]])[]
): Promise<Outcome> {
  const problems: string[] = []
  for (const [tool, ...args] of runs) {
    // One after the other: the stages themselves share the processors.
    const { ok, output } = await runTool(tool, args)
    if (!ok) problems.push(output.trim() || `${tool} failed and said nothing`)
  }
  return verdict(problems)
}

/** The file behind a package's command: its `bin`, the one with the package's own name where there are several. */
function programOf(name: string): string {
  const manifest = JSON.parse(
    readFileSync(inProject('node_modules', name, 'package.json'), 'utf8'),
  ) as {
    bin: string | Record<string, string>
  }
  const { bin } = manifest
  const file = typeof bin === 'string' ? bin : (bin[name] ?? Object.values(bin)[0])
  if (file === undefined) throw new Error(`${name} has no program`)
  return inProject('node_modules', name, file)
}
