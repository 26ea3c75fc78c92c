import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { inProject } from '../setup/project.mjs'
import type { Outcome, Stage } from './outcome.ts'
import { runTool } from './tools.ts'

/** What vitest's JSON reporter writes, as far as counts go. */
export type VitestReport = {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numPendingTests: number
  readonly numTodoTests: number
  readonly testResults: readonly {
    readonly status: string
    readonly assertionResults: readonly unknown[]
  }[]
}

/** Unit and property tests. */
export function unitStage(chromium: string | null): Stage {
  return {
    name: 'unit',
    async run() {
      const file = inProject('.cache', 'test', 'vitest.json')
      mkdirSync(dirname(file), { recursive: true })
      rmSync(file, { force: true })
      const { ok, output } = await runTool(
        'vitest',
        ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
        chromium === null ? {} : { ROOTKEEP_HOST_CHROMIUM: chromium },
      )
      return vitestOutcome(readReport(file), ok, output)
    },
  }
}

/**
 * Counts tests. A file that could not be loaded holds no test and counts as one failure; so does a run that fails
 * with every test passed (an unhandled error), and a run without a report.
 */
export function vitestOutcome(report: VitestReport | null, ok: boolean, output: string): Outcome {
  if (!report) return { passed: 0, failed: 1, skipped: 0, output }
  const broken = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  ).length
  const failed = report.numFailedTests + broken
  return {
    passed: report.numPassedTests,
    failed: ok ? failed : Math.max(failed, 1),
    skipped: report.numPendingTests + report.numTodoTests,
    output,
  }
}

function readReport(file: string): VitestReport | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as VitestReport
  } catch {
    return null
  }
}
