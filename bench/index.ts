import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { auditSpeed } from './audit-speed.ts'
import { auditThrottled } from './audit-throttled.ts'
import type { Benchmark, BenchOptions } from './benchmark.ts'
import { crashDrill } from './crash-drill.ts'
import { deletion } from './deletion.ts'
import { createFigures, type Figure } from './figure.ts'
import { journal } from './journal.ts'
import { memory } from './memory.ts'
import { pages } from './pages.ts'
import { policy } from './policy.ts'
import { reports } from './reports.ts'
import { window } from './window.ts'
import { year } from './year.ts'

const benchmarks: readonly Benchmark[] = [
  auditSpeed,
  auditThrottled,
  deletion,
  journal,
  pages,
  policy,
  reports,
  window,
  year,
  memory,
  crashDrill,
]

const usage = `Usage: npm run bench [-- NAME … | --list] [--accounts N] [--days N]

Figures go to standard output, one line of JSON each; progress goes to standard error. Without names,
all benchmarks run. A figure that misses its target is named at the end and does not fail the command.

${benchmarks.map(({ name, about }) => `  ${name.padEnd(16)} ${about}`).join('\n')}
`

/** Runs each benchmark in a process of its own: none inherits another's heap, warm code or open handles. */
async function runApart(name: string, words: readonly string[]): Promise<Figure[] | null> {
  const child = spawn(
    process.execPath,
    [...process.execArgv, fileURLToPath(import.meta.url), ...words, '--here', name],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const figures: Figure[] = []
  createInterface({ input: child.stdout }).on('line', (line) => {
    process.stdout.write(`${line}\n`)
    figures.push(JSON.parse(line) as Figure)
  })
  const [code] = (await once(child, 'close')) as [number | null]
  return code === 0 ? figures : null
}

async function runHere(name: string, options: BenchOptions): Promise<void> {
  const benchmark = benchmarks.find((known) => known.name === name)
  if (!benchmark) throw new Error(`there is no benchmark named ${name}`)
  const finish = createFigures(name)
  await benchmark.run({
    options,
    say: (text) => process.stderr.write(`${name}: ${text}\n`),
    figure: (draft) => process.stdout.write(`${JSON.stringify(finish(draft))}\n`),
  })
}

/** Says on standard error what was met and what was not. */
function summarize(figures: readonly Figure[], broken: readonly string[]): void {
  const held = figures.filter(({ met }) => met !== null)
  const missed = held.filter(({ met }) => met === false)
  process.stderr.write(`\n${held.length - missed.length} of ${held.length} targets met\n`)
  for (const { benchmark, figure, value, unit, target } of missed) {
    process.stderr.write(`  missed: ${benchmark}, ${figure}: ${value} ${unit}, target ${target}\n`)
  }
  for (const name of broken) process.stderr.write(`  could not run: ${name}\n`)
}

function wholeNumber(text: string | undefined): number | null {
  if (text === undefined) return null
  if (!/^[1-9]\d*$/.test(text)) throw new Error(`${text} is not a whole number above 0`)
  return Number(text)
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      list: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
      here: { type: 'string' },
      accounts: { type: 'string' },
      days: { type: 'string' },
    },
  })
  const options = { accounts: wholeNumber(values.accounts), days: wholeNumber(values.days) }
  if (values.help) {
    process.stderr.write(usage)
    return 0
  }
  if (values.list) {
    process.stdout.write(benchmarks.map(({ name, about }) => `${name}\t${about}\n`).join(''))
    return 0
  }
  if (values.here !== undefined) {
    await runHere(values.here, options)
    return 0
  }
  const stranger = positionals.find((name) => !benchmarks.some((known) => known.name === name))
  if (stranger !== undefined) throw new Error(`there is no benchmark named ${stranger}\n\n${usage}`)
  const names = positionals.length > 0 ? positionals : benchmarks.map(({ name }) => name)
  const words = Object.entries(options).flatMap(([name, value]) =>
    value === null ? [] : [`--${name}`, String(value)],
  )
  const figures: Figure[] = []
  const broken: string[] = []
  for (const name of names) {
    const taken = await runApart(name, words)
    if (taken) figures.push(...taken)
    else broken.push(name)
  }
  summarize(figures, broken)
  return broken.length > 0 ? 1 : 0
}

try {
  process.exitCode = await main()
} catch (error) {
  process.stderr.write(
    `bench: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  )
  process.exitCode = 1
}
