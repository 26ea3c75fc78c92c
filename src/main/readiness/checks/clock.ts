import { failed, unknown, unknownBecause, warning, well, type Check } from '../check.ts'
import { away } from './name-resolution.ts'

/** Beyond this a clock is not set by the network. */
const warnFromSeconds = 60
/** AWS refuses signatures that are older. */
const failFromSeconds = 5 * 60

export const clock: Check = {
  id: 'clock',
  group: 'network',
  title: 'Clock',
  about:
    'Compares the clock of this computer with the Date header of AWS’s answer to an empty request.',
  needs: [],
  async run({ path, now }) {
    if (path.away || path.way === null) return away(path.away)
    const visits = await path.visits()
    const at = now()
    const dates = visits.flatMap(({ outcome }) =>
      outcome.ok && outcome.value.date !== null ? [Date.parse(outcome.value.date)] : [],
    )
    const known = dates.filter((date) => !Number.isNaN(date))
    if (known.length === 0) {
      const failure = visits.flatMap(({ outcome }) => (outcome.ok ? [] : [outcome.error]))[0]
      return failure
        ? unknownBecause(failure, consequence)
        : unknown(
            'No answer said what time it is.',
            'Compare the clock of this computer with another one.',
            consequence,
          )
    }
    // The header has whole seconds, and one host may be wrong: the one in the middle.
    const middle = known.toSorted((a, b) => a - b)[Math.floor(known.length / 2)] ?? at
    const seconds = Math.round((at - middle) / 1000)
    const off = Math.abs(seconds)
    if (off < 2) return well('The clock of this computer agrees with that of AWS.')
    const evidence = `The clock of this computer is ${off} s ${seconds < 0 ? 'behind' : 'ahead of'} that of AWS.`
    const remedy = 'Set the clock: turn on automatic time in the settings of the system.'
    if (off < warnFromSeconds) return well(evidence)
    if (off < failFromSeconds) {
      return warning(evidence, 'Beyond five minutes, AWS refuses every signature.', remedy)
    }
    return failed(
      evidence,
      'AWS refuses the signatures of such a clock. Rootkeep corrects them as far as it can; times in the journal are wrong.',
      remedy,
    )
  },
}

const consequence = 'Whether AWS takes the signatures of this computer is not known.'
