import { isWell, type ReadinessGroup, type ReadinessResult } from '../shared/domain/readiness.ts'
import { plainLine } from '../main/plain-line.ts'
import type { Command } from './arguments.ts'
import { complain } from './complaint.ts'
import { plainJson, writeData } from './output.ts'
import { connect, openWorkstation } from './workstation.ts'

/** `rootkeep doctor`: 0 all is well, 2 something is not or is not known, 1 it could not be looked at. */
export const doctorCommand: Command = async (options) => {
  const opened = openWorkstation(options)
  if (!opened.ok) {
    complain(opened.error)
    return 1
  }
  const workstation = opened.value
  const { readiness } = workstation.handlers
  const stop = () => void readiness.stop(undefined)
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  try {
    // A connection that does not come about is looked into like any other.
    const connected = await connect(workstation, options)
    const looked = await readiness.run({ ids: null, probeAccountId: options.account })
    if (!looked.ok) {
      complain(looked.error)
      return 1
    }
    const { checks } = looked.value
    const results = checks.flatMap(({ result }) => (result ? [result] : []))
    // A file and a pipe get whole sentences in one line each.
    const columns = options.out === null ? (process.stdout.columns ?? Infinity) : Infinity
    const text =
      options.format === 'json'
        ? plainJson({ account: options.account, results })
        : readinessTable(results, columns)
    if (!(await writeData(text, options.out))) return 1
    if (!connected.ok) complain(connected.error)
    else if (options.account === null) {
      process.stderr.write('With --account ID the task policies are proven on that account.\n')
    }
    const well =
      connected.ok &&
      results.length === checks.length &&
      results.every(({ state }) => isWell(state))
    return well ? 0 : 2
  } finally {
    process.off('SIGINT', stop)
    process.off('SIGTERM', stop)
    await workstation.close()
  }
}

const headings: Readonly<Record<ReadinessGroup, string>> = {
  workstation: 'This workstation',
  network: 'The way to AWS',
  identity: 'Who is calling',
  organization: 'The organization',
  permissions: 'What AWS permits',
}

/** The results as people read them, in lines of so many columns where the words allow it. */
export function readinessTable(results: readonly ReadinessResult[], columns: number): string {
  const width = Math.max(...results.map(({ title }) => title.length))
  const groups = Object.entries(headings).map(([group, heading]) => {
    const own = results.filter((result) => result.group === group)
    const lines = own.flatMap((result, index) => linesOf(result, own[index - 1], width, columns))
    return own.length === 0 ? '' : `${heading}\n${lines.join('\n')}\n`
  })
  const handouts = results.flatMap(({ handout }) =>
    handout ? [`${plainLine(handout.title)}\n${handout.text}`] : [],
  )
  return [...groups.filter(Boolean), ...new Set(handouts), `${countsOf(results)}\n`].join('\n')
}

/** A check with what it saw; what that means and what to do where the check above does not say the same. */
function linesOf(
  { state, title, evidence, consequence, remedy }: ReadinessResult,
  above: ReadinessResult | undefined,
  width: number,
  columns: number,
): string[] {
  const [said, meant] = above ? [above.remedy, above.consequence] : [null, null]
  const start = `  ${state.padEnd(8)}  ${title.padEnd(width)}  `
  const below = ' '.repeat(start.length)
  const fit = (text: string) => folded(plainLine(text, 2000), columns - below.length)
  return [
    ...fit(evidence).map((line, index) => `${index === 0 ? start : below}${line}`.trimEnd()),
    ...(consequence === null || (consequence === meant && remedy === said)
      ? []
      : fit(consequence).map((line) => `${below}${line}`)),
    ...(remedy === null || remedy === said
      ? []
      : fit(`→ ${remedy}`).map((line) => `${below}${line}`)),
  ]
}

/** A sentence in lines of so many characters, or wider where a word is. */
function folded(text: string, width: number): string[] {
  const lines = ['']
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? ''
    if (line === '') lines[lines.length - 1] = word
    else if (line.length + 1 + word.length <= width) lines[lines.length - 1] = `${line} ${word}`
    else lines.push(word)
  }
  return lines
}

/** `24 ok, 2 skipped, 1 unknown` */
function countsOf(results: readonly ReadinessResult[]): string {
  const counts = new Map<string, number>()
  for (const { state } of results) counts.set(state, (counts.get(state) ?? 0) + 1)
  return [...counts].map(([state, count]) => `${count} ${state}`).join(', ')
}
