import type { BundleComparison } from '../shared/domain/bundles.ts'
import { succeed } from '../shared/ipc/result.ts'
import { csvCell, csvLine } from '../main/csv.ts'
import { readDatabase } from '../main/database/database-reader.ts'
import { readFacts } from '../main/database/settings.ts'
import { plainLine } from '../main/plain-line.ts'
import { openBundle } from '../main/reports/bundle/bundle-reader.ts'
import { compareBundles } from '../main/reports/bundle/comparison.ts'
import { readRedactionKey } from '../main/reports/bundle/redaction-key.ts'
import type { Command } from './arguments.ts'
import { offlineWork } from './offline-work.ts'
import { plainJson, writeData } from './output.ts'
import { complain } from './complaint.ts'

/** `rootkeep diff`: what changed from one bundle to another. Exit codes: 0 nothing, 2 something, 1 it cannot be told. */
export const diffCommand: Command = async ({ files, format, out, dataFolder }) => {
  const [one = '', other = ''] = files
  const compared = await offlineWork((work) =>
    work.alone(async ({ signal, stage }) => {
      stage('Reading the bundles', null)(0)
      const first = await openBundle(one)
      if (!first.ok) return first
      const second = await openBundle(other)
      if (!second.ok) return second
      stage('Comparing', null)(0)
      const secret = pseudonymSecret(dataFolder)
      const comparison = await compareBundles(first.value, second.value, { secret, signal })
      if (!comparison.ok) return comparison
      const turned = comparison.value.before !== first.value.manifest
      return succeed({ comparison: comparison.value, turned })
    }),
  )
  if (!compared.ok) {
    complain(compared.error)
    return 1
  }
  const { comparison, turned } = compared.value
  if (turned) {
    process.stderr.write(`The second is the earlier one: it is compared from ${other} on.\n`)
  }
  const text = { table, json: plainJson, csv }[format](comparison)
  if (!(await writeData(text, out))) return 1
  return comparison.accounts.length + comparison.controls.length > 0 ? 2 : 0
}

/** What this workstation makes pseudonyms with; null where it made none yet. */
function pseudonymSecret(dataFolder: string): Uint8Array | null {
  const opened = readDatabase(dataFolder, 'cache')
  if (!opened.ok || !opened.value) return null
  try {
    return readRedactionKey(readFacts(opened.value.db))
  } finally {
    opened.value.close()
  }
}

type Changed = BundleComparison['accounts'][number]

/** SECURITY: what stands in bundles comes from others; nothing of it steers the terminal. */
function table(comparison: BundleComparison): string {
  const { before, after, counts, accounts, controls, caveats } = comparison
  const { joined, left, worse, better, otherwise, same } = counts
  const lines: (readonly [string, string])[] = [
    ['Before', sayingOf(before)],
    ['After', sayingOf(after)],
    [
      'Accounts',
      `${worse} worse, ${better} better, ${joined} joined, ${left} left, ${otherwise} otherwise, ${same} the same`,
    ],
    ...caveats.map((caveat) => ['Note', caveat] as const),
    ...accounts.map(
      ({ kind, id, name, before, after }) =>
        [kind, `${id} ${name}: ${wordsOf(before)} -> ${wordsOf(after)}`] as const,
    ),
    ...controls.map(
      ({ framework, control, before, after }) =>
        ['control', `${framework} ${control}: ${before ?? 'none'} -> ${after ?? 'none'}`] as const,
    ),
  ]
  return lines.map(([name, text]) => `${name.padEnd(9)} ${plainLine(text, 500)}\n`).join('')
}

function sayingOf({ question, signer }: BundleComparison['before']): string {
  return `${question.at}, signed with the key ${signer.fingerprint}, which says that it is ${signer.name}`
}

function wordsOf(side: Changed['before']): string {
  if (side === null) return 'not there'
  const { posture, findings } = side
  return findings.length === 0 ? posture : `${posture} (${findings.join(', ')})`
}

const columns: readonly (readonly [string, (changed: Changed) => string])[] = [
  ['account_id', ({ id }) => id],
  ['name', ({ name }) => csvCell(plainLine(name, 500))],
  ['change', ({ kind }) => kind],
  ['posture_before', ({ before }) => before?.posture ?? ''],
  ['posture_after', ({ after }) => after?.posture ?? ''],
  ['findings_before', ({ before }) => before?.findings.join(' ') ?? ''],
  ['findings_after', ({ after }) => after?.findings.join(' ') ?? ''],
]

/** The accounts that changed; controls and caveats are in JSON. */
function csv({ accounts }: BundleComparison): string {
  return [
    csvLine(columns.map(([name]) => name)),
    ...accounts.map((account) => csvLine(columns.map(([, cell]) => cell(account)))),
  ].join('')
}
