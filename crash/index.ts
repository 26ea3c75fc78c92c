import { parseArgs } from 'node:util'
import { runCrashes } from './crashes.ts'

// npm run -s crash -- --seed S --count N
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '200' },
    accounts: { type: 'string', default: '30' },
  },
})
const outcome = await runCrashes({
  seed: Number(values.seed),
  count: Number(values.count),
  accounts: Number(values.accounts),
  say: (text) => process.stderr.write(`${text}\n`),
})
process.stdout.write(`${JSON.stringify(outcome)}\n`)
process.exitCode = outcome.disagreements.length === 0 ? 0 : 1
