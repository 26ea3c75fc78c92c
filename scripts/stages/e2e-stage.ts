import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { inProject } from '../setup/project.mjs'
import type { Outcome, Stage } from './outcome.ts'
import { runTool } from './tools.ts'

/** The counts of Playwright's JSON reporter. */
export type PlaywrightReport = {
  readonly stats: {
    readonly expected: number
    readonly unexpected: number
    readonly flaky: number
    readonly skipped: number
  }
}

/** The whole app in its window, driven by Playwright. */
export function e2eStage(chromium: string): Stage {
  return {
    name: 'e2e',
    async run() {
      const file = inProject('.cache', 'test', 'playwright.json')
      mkdirSync(dirname(file), { recursive: true })
      rmSync(file, { force: true })
      const { ok, output } = await runTool('@playwright/test', ['test', '--reporter=list,json'], {
        ROOTKEEP_HOST_CHROMIUM: chromium,
        PLAYWRIGHT_JSON_OUTPUT_FILE: file,
      })
      return playwrightOutcome(readReport(file), ok, output)
    },
  }
}

/** Counts tests. A flaky one failed once: in a tool that guards root users that is a failure. */
export function playwrightOutcome(
  report: PlaywrightReport | null,
  ok: boolean,
  output: string,
): Outcome {
  if (!report) return { passed: 0, failed: 1, skipped: 0, output }
  const { expected, unexpected, flaky, skipped } = report.stats
  const failed = unexpected + flaky
  return { passed: expected, failed: ok ? failed : Math.max(failed, 1), skipped, output }
}

function readReport(file: string): PlaywrightReport | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as PlaywrightReport
  } catch {
    return null
  }
}
