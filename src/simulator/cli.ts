import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { readFaultRules, readLimits } from './control/fault-rules.ts'
import type { SimulatorOptions } from './options.ts'
import { createSimulator } from './simulator.ts'

const USAGE = `Usage: npm run -s simulator -- [options]
  --port N              port to listen on (default 0: any free one)
  --host ADDRESS        address to listen on (default 127.0.0.1)
  --accounts N          accounts in the organization, 1 to 50000 (default 214)
  --seed N              same seed, size and reference time: same organization (default 7)
  --reference-time T    ISO instant that all dates hang on (default now)
  --region R            Region named in the ready line (default us-east-1)
  --faults FILE         JSON list of faults, as PUT /_sim/faults takes
  --limits FILE         JSON table of limits, as PUT /_sim/limits takes
  --cloudtrail DIR      write CloudTrail's files there, every few seconds and at the end
  --legacy-status       Organizations answers carry Status beside State
  --help`

interface CommandLine {
  readonly port: number
  readonly host: string
  readonly options: SimulatorOptions
}

/** Reads the arguments. Throws an Error with a sentence for the user when one is wrong; null when help was asked for. */
function readCommandLine(args: readonly string[]): CommandLine | null {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string', default: '0' },
      host: { type: 'string', default: '127.0.0.1' },
      accounts: { type: 'string', default: '214' },
      seed: { type: 'string', default: '7' },
      'reference-time': { type: 'string' },
      region: { type: 'string' },
      faults: { type: 'string' },
      limits: { type: 'string' },
      cloudtrail: { type: 'string' },
      'legacy-status': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return null
  const referenceTime = values['reference-time']
  return {
    port: wholeNumber('--port', values.port, 65_535),
    host: values.host,
    options: {
      accounts: wholeNumber('--accounts', values.accounts, Number.MAX_SAFE_INTEGER),
      seed: wholeNumber('--seed', values.seed, Number.MAX_SAFE_INTEGER),
      switches: { legacyStatus: values['legacy-status'] },
      ...(referenceTime === undefined ? {} : { referenceTime }),
      ...(values.region === undefined ? {} : { region: values.region }),
      ...(values.faults === undefined
        ? {}
        : { faults: readFaultRules(readJsonFile('--faults', values.faults)) }),
      ...(values.limits === undefined
        ? {}
        : { limits: readLimits(readJsonFile('--limits', values.limits)) }),
      ...(values.cloudtrail === undefined ? {} : { cloudtrail: { folder: values.cloudtrail } }),
    },
  }
}

function wholeNumber(name: string, text: string, maximum: number): number {
  const value = Number(text)
  if (!/^\d+$/.test(text) || value > maximum) {
    throw new Error(`${name} must be a whole number up to ${maximum}, not "${text}"`)
  }
  return value
}

function readJsonFile(name: string, file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new Error(`${name} ${file} cannot be read: ${messageOf(error)}`, { cause: error })
  }
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error)

/** Standard output carries the ready line and nothing else. Exit codes: 0 closed by a signal, 1 cannot listen, 2 wrong arguments. */
async function main(): Promise<void> {
  let commandLine: CommandLine | null
  let simulator: ReturnType<typeof createSimulator>
  try {
    commandLine = readCommandLine(process.argv.slice(2))
    if (commandLine === null) {
      process.stderr.write(`${USAGE}\n`)
      return
    }
    simulator = createSimulator(commandLine.options)
  } catch (error) {
    process.stderr.write(`simulator: ${messageOf(error)}\n${USAGE}\n`)
    process.exitCode = 2
    return
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void simulator.close())
  }
  try {
    const ready = await simulator.listen({ port: commandLine.port, host: commandLine.host })
    process.stdout.write(`${JSON.stringify(ready)}\n`)
  } catch (error) {
    process.stderr.write(
      `simulator: cannot listen on ${commandLine.host}:${commandLine.port}: ${messageOf(error)}\n`,
    )
    process.exitCode = 1
  }
}

await main()
