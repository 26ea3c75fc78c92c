import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { inProject } from '../setup/project.mjs'
import type { Outcome, Stage } from './outcome.ts'
import { runTool } from './tools.ts'

/** What Playwright's JSON reporter writes, as far as it is read here. */
export type PlaywrightReport = {
  readonly suites: readonly Suite[]
  readonly stats: {
    readonly expected: number
    readonly unexpected: number
    readonly flaky: number
    readonly skipped: number
  }
}

type Suite = {
  readonly suites?: readonly Suite[]
  readonly specs: readonly {
    readonly title: string
    readonly file: string
    readonly line: number
    readonly tests: readonly { readonly status: string }[]
  }[]
}

/**
 * The whole app in its window, driven by Playwright. A test that fails runs once more, in a process of its own: what is wrong fails again, and what a
 * busy machine spoiled does not. Which ones needed it is said, so that they are mended.
 */
export function e2eStage(chromium: string): Stage {
  return {
    name: 'e2e',
    async run() {
      const file = inProject('.cache', 'test', 'playwright.json')
      mkdirSync(dirname(file), { recursive: true })
      rmSync(file, { force: true })
      const { ok, output } = await runTool(
        '@playwright/test',
        ['test', '--retries=1', '--reporter=list,json'],
        {
          ROOTKEEP_HOST_CHROMIUM: chromium,
          PLAYWRIGHT_JSON_OUTPUT_FILE: file,
        },
      )
      return playwrightOutcome(readReport(file), ok, output)
    },
  }
}

/** Counts tests. Those that passed at the second attempt only are named. */
export function playwrightOutcome(
  report: PlaywrightReport | null,
  ok: boolean,
  output: string,
): Outcome {
  if (!report) return { passed: 0, failed: 1, skipped: 0, output }
  const { expected, unexpected, flaky, skipped } = report.stats
  return {
    passed: expected + flaky,
    failed: ok ? unexpected : Math.max(unexpected, 1),
    skipped,
    output,
    remarks: report.suites.flatMap(flakyIn),
  }
}

function flakyIn({ suites = [], specs }: Suite): string[] {
  return [
    ...suites.flatMap(flakyIn),
    ...specs
      .filter(({ tests }) => tests.some(({ status }) => status === 'flaky'))
      .map(
        ({ file, line, title }) => `passed at the second attempt only: ${file}:${line} ${title}`,
      ),
  ]
}

function readReport(file: string): PlaywrightReport | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as PlaywrightReport
  } catch {
    return null
  }
}
