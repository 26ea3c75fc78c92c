/** What came out of one stage. A static stage counts as one; a test stage as the tests that it ran. */
export type Outcome = {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
  /** What the stage has to say where it failed. */
  readonly output: string
  /** What it has to say in any case, a line each. */
  readonly remarks?: readonly string[]
}

export type Stage = { readonly name: string; run(): Promise<Outcome> }
export type Finished = {
  readonly name: string
  readonly outcome: Outcome
  readonly seconds: number
}

/** A stage that passes where there is nothing to say. */
export function verdict(problems: readonly string[]): Outcome {
  return problems.length === 0
    ? { passed: 1, failed: 0, skipped: 0, output: '' }
    : { passed: 0, failed: 1, skipped: 0, output: problems.join('\n') }
}

/** One line for a finished stage; below it what it said, where it failed. */
export function lineOf({ name, outcome, seconds }: Finished): string {
  const word = outcome.failed > 0 ? 'FAILED' : 'passed'
  const tests = outcome.passed + outcome.failed + outcome.skipped
  const count = tests > 1 ? `  ${countOf(outcome)}` : ''
  const line = `${word}  ${name.padEnd(14)} ${seconds.toFixed(1).padStart(6)} s${count}`
  const remarks = (outcome.remarks ?? []).map((remark) => `        ${remark}`)
  if (outcome.failed === 0) return [line, ...remarks].join('\n')
  return [
    line,
    ...remarks,
    ...outcome.output
      .trim()
      .split('\n')
      // Hundreds of lines of what passed would bury, or push out of a log that is cut, what did not.
      .filter((text) => !/^\s*([✓↓]\s|-\s+\d+ \[)/.test(text))
      .map((text) => `        ${text}`),
  ].join('\n')
}

/** The last lines of a run: which stages failed, and the count of everything. */
export function summaryOf(finished: readonly Finished[]): string {
  const failing = finished.filter(({ outcome }) => outcome.failed > 0).map(({ name }) => name)
  const total = finished.reduce((sum, { outcome }) => add(sum, outcome), verdictOfNothing)
  return [...(failing.length > 0 ? [`Failed: ${failing.join(', ')}.`] : []), countOf(total)].join(
    '\n',
  )
}

export function countOf({ passed, failed, skipped }: Omit<Outcome, 'output' | 'remarks'>): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}

const verdictOfNothing: Omit<Outcome, 'output' | 'remarks'> = { passed: 0, failed: 0, skipped: 0 }

function add(
  a: Omit<Outcome, 'output' | 'remarks'>,
  b: Outcome,
): Omit<Outcome, 'output' | 'remarks'> {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
  }
}
