import { describe, expect, it } from 'vitest'
import { playwrightOutcome } from './e2e-stage.ts'
import { lineOf, summaryOf, verdict } from './outcome.ts'
import { vitestOutcome } from './unit-stage.ts'

const finished = (name: string, outcome: { passed: number; failed: number; skipped: number }) => ({
  name,
  outcome: { ...outcome, output: 'what it said' },
  seconds: 1.25,
})

describe('the summary', () => {
  it('ends with the count of everything, and nothing after it', () => {
    const text = summaryOf([
      finished('lint', verdict([])),
      finished('unit', { passed: 40, failed: 0, skipped: 0 }),
    ])
    expect(text).toBe('41 passed, 0 failed')
  })

  it('names the stages that failed, and counts what was skipped', () => {
    const text = summaryOf([
      finished('lint', verdict(['src/a.ts:1 no'])),
      finished('e2e', { passed: 10, failed: 2, skipped: 3 }),
    ])
    expect(text).toBe('Failed: lint, e2e.\n10 passed, 3 failed, 3 skipped')
  })

  it('says what a stage said only where it failed', () => {
    expect(lineOf(finished('lint', { passed: 1, failed: 0, skipped: 0 }))).toMatch(
      /^passed {2}lint +1\.[23] s$/,
    )
    expect(lineOf(finished('unit', { passed: 9, failed: 1, skipped: 0 }))).toContain(
      '9 passed, 1 failed\n        what it said',
    )
  })

  it('leaves out what passed from what a stage said', () => {
    const output =
      '  ✓   1 [chromium] a (1s)\n  -   2 [electron] b\n  ✘   3 [chromium] c\n✓ src/d.test.ts\n- a remark'
    const line = lineOf({
      name: 'e2e',
      outcome: { passed: 1, failed: 1, skipped: 1, output },
      seconds: 1,
    })
    expect(
      line
        .split('\n')
        .slice(1)
        .map((text) => text.trim()),
    ).toEqual(['✘   3 [chromium] c', '- a remark'])
  })
})

describe('a test run', () => {
  const report = {
    numPassedTests: 5,
    numFailedTests: 0,
    numPendingTests: 1,
    numTodoTests: 1,
    testResults: [],
  }

  it('counts passed, failed and skipped tests', () => {
    expect(vitestOutcome(report, true, '')).toMatchObject({ passed: 5, failed: 0, skipped: 2 })
  })

  it('never passes when a file could not be loaded, the run failed, or there is no report', () => {
    const testResults = [{ status: 'failed', assertionResults: [] }]
    expect(vitestOutcome({ ...report, testResults }, false, '').failed).toBe(1)
    expect(vitestOutcome(report, false, '').failed).toBe(1)
    expect(vitestOutcome(null, true, '').failed).toBe(1)
    expect(playwrightOutcome(null, true, '').failed).toBe(1)
  })

  it('in a window names a test that passed at the second attempt only', () => {
    const stats = { expected: 3, unexpected: 0, flaky: 1, skipped: 2 }
    const spec = { title: 'a promise', file: 'a.spec.ts', line: 7, tests: [{ status: 'flaky' }] }
    const steady = { ...spec, tests: [{ status: 'expected' }] }
    const suites = [{ specs: [steady], suites: [{ specs: [spec] }] }]
    const outcome = playwrightOutcome({ stats, suites }, true, '')
    expect(outcome).toMatchObject({ passed: 4, failed: 0, skipped: 2 })
    expect(lineOf({ name: 'e2e', outcome, seconds: 1 }).split('\n').slice(1)).toEqual([
      '        passed at the second attempt only: a.spec.ts:7 a promise',
    ])
  })

  it('in a window counts a test that failed at both attempts', () => {
    const stats = { expected: 3, unexpected: 1, flaky: 0, skipped: 0 }
    expect(playwrightOutcome({ stats, suites: [] }, false, '')).toMatchObject({ failed: 1 })
  })
})
