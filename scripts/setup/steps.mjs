/** Something that set-up needs and cannot have. Its message is all that the user is shown. */
export class CannotBeHad extends Error {}

/**
 * One line a step on the given stream: what is done, or that it is there already.
 *
 * @typedef {ReturnType<typeof createSteps>} Steps
 * @param {NodeJS.WritableStream} stream
 * @param {{ onlyWork?: boolean }} [options] onlyWork: nothing is said about what is there already
 */
export function createSteps(stream, { onlyWork = false } = {}) {
  const line = (/** @type {string} */ step, /** @type {string} */ text) => {
    stream.write(`${step.padEnd(9)} ${text}\n`)
  }
  return {
    there: (/** @type {string} */ step, /** @type {string} */ text) => {
      if (!onlyWork) line(step, text)
    },
    doing: line,
  }
}

/**
 * Runs a whole script: what cannot be had ends it with one sentence and exit code 1.
 *
 * @param {() => Promise<number>} script gives the exit code
 */
export async function finish(script) {
  try {
    process.exitCode = await script()
  } catch (error) {
    if (!(error instanceof CannotBeHad)) throw error
    process.stderr.write(`\n${error.message}\n`)
    process.exitCode = 1
  }
}
