import { availableParallelism } from 'node:os'
import { inspect } from 'node:util'
import { alone, prepareBuild } from '../setup/index.mjs'
import { findRuntime, type Runtime } from '../setup/runtime.mjs'
import { obtainAuditorTools } from '../setup/auditor-tools.mjs'
import { obtainChromium } from '../setup/shell.mjs'
import { CannotBeHad, createSteps } from '../setup/steps.mjs'
import { e2eStage } from './e2e-stage.ts'
import { type Finished, lineOf, type Stage, summaryOf, verdict } from './outcome.ts'
import { staticStages } from './static-stages.ts'
import { unitStage } from './unit-stage.ts'

const parts = ['static', 'unit', 'e2e'] as const
type Part = (typeof parts)[number]

/** Runs the parts that were asked for, all of them by default; a failing stage does not keep the next from running. */
async function main(asked: readonly string[]): Promise<number> {
  const unknown = asked.find((name) => !parts.some((part) => part === name))
  if (unknown !== undefined) {
    process.stderr.write(`There is no part "${unknown}"; there are: ${parts.join(', ')}.\n`)
    return 1
  }
  const wanted = (part: Part) => asked.length === 0 || asked.includes(part)
  const steps = createSteps(process.stdout)
  const runtime = runtimeOfThisProcess()

  const chromium = wanted('unit') || wanted('e2e') ? await chromiumOrWhyNot() : null
  if (wanted('unit')) await alone(steps, () => obtainAuditorTools(steps))
  const finished: Finished[] = []
  if (wanted('static')) finished.push(...(await runAll(staticStages, availableParallelism())))
  if (wanted('e2e')) finished.push(...(await runAll([buildStage])))
  if (wanted('unit')) finished.push(...(await runAll([unitStage(chromium?.path ?? null)])))
  if (wanted('e2e')) {
    finished.push(
      ...(await runAll([chromium?.path ? e2eStage(chromium.path) : noE2e(chromium?.reason ?? '')])),
    )
  }

  process.stdout.write(`\n${summaryOf(finished)}\n`)
  return finished.some(({ outcome }) => outcome.failed > 0) ? 1 : 0

  async function chromiumOrWhyNot() {
    try {
      const { path } = await alone(steps, () =>
        obtainChromium(steps, runtime, 'for the window tests'),
      )
      return { path, reason: '' }
    } catch (error) {
      if (error instanceof CannotBeHad) return { path: null, reason: error.message }
      throw error
    }
  }
}

const buildStage: Stage = {
  name: 'build',
  async run() {
    try {
      await prepareBuild(createSteps(process.stdout, { onlyWork: true }), runtimeOfThisProcess())
      return verdict([])
    } catch (error) {
      if (error instanceof CannotBeHad) return verdict([error.message])
      throw error
    }
  },
}

/** Window tests that cannot run have failed: nothing is known about the window. */
function noE2e(reason: string): Stage {
  return { name: 'e2e', run: async () => verdict([reason]) }
}

/** Runs stages, so many at once; each says its line when it ends. */
async function runAll(stages: readonly Stage[], atOnce = 1): Promise<Finished[]> {
  const waiting = [...stages]
  const finished: Finished[] = []
  const worker = async () => {
    for (let stage = waiting.shift(); stage; stage = waiting.shift()) {
      const started = performance.now()
      // A stage that breaks has failed; the others still have their turn, and the count still comes last.
      const outcome = await stage.run().catch((error: unknown) => verdict([inspect(error)]))
      const result = { name: stage.name, outcome, seconds: (performance.now() - started) / 1000 }
      finished.push(result)
      process.stdout.write(`${lineOf(result)}\n`)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  return finished
}

function runtimeOfThisProcess(): Runtime {
  const runtime = findRuntime()
  if (!runtime) throw new Error('npm test runs the stages on a runtime that it made ready before')
  return runtime
}

process.exitCode = await main(process.argv.slice(2))
