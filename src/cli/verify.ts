import { readFile } from 'node:fs/promises'
import packageJson from '../../package.json' with { type: 'json' }
import type { BundleVerdict, BundleVerification } from '../shared/domain/bundles.ts'
import { failureOf } from '../shared/domain/failure-catalogue.ts'
import { fail, succeed, type Outcome } from '../shared/ipc/result.ts'
import { systemClock } from '../main/clock.ts'
import { readDatabase } from '../main/database/database-reader.ts'
import { knownKeys, type KnownKey } from '../main/operators/known-keys.ts'
import { plainLine } from '../main/plain-line.ts'
import { readPublicKey } from '../main/reports/bundle/minisign.ts'
import { verifyBundle } from '../main/reports/bundle/verification.ts'
import type { Command } from './arguments.ts'
import { offlineWork, toldBy } from './offline-work.ts'
import { plainJson, writeData } from './output.ts'
import { complain } from './complaint.ts'

const exitCodes = {
  verified: 0,
  contradicted: 2,
  'signer-unknown': 3,
  'not-judged': 4,
} as const satisfies Record<BundleVerdict, number>

/** `rootkeep verify`: whether a bundle is what it says. Exit codes: those above, and 1 where the file or the key cannot be read. */
export const verifyCommand: Command = async ({ files, key, format, out, dataFolder }) => {
  const [path = ''] = files
  const given = key === null ? succeed(null) : await givenKey(key)
  if (!given.ok) {
    complain(given.error)
    return 1
  }
  const verified = await offlineWork((work) =>
    work.alone(async (doing) => {
      const verification = await verifyBundle(path, {
        trusted: given.value ? [given.value] : ownKeys(dataFolder),
        expected: given.value?.publicKey ?? null,
        toolVersion: packageJson.version,
        at: systemClock.instant(),
        onProgress: toldBy(doing),
        signal: doing.signal,
      })
      return succeed(verification)
    }),
  )
  if (!verified.ok) {
    complain(verified.error)
    return 1
  }
  const text = format === 'json' ? plainJson(verified.value) : table(path, verified.value)
  return (await writeData(text, out)) ? exitCodes[verified.value.verdict] : 1
}

/** The key of a minisign key file, or of its one word. Errors: `invalid-input`. */
async function givenKey(key: string): Promise<Outcome<KnownKey>> {
  const read = readPublicKey(key) ?? readPublicKey(await textOf(key))
  if (!read) {
    const message = `${key} is no public key of minisign, and no file that holds one.`
    return fail(failureOf('invalid-input', { message }))
  }
  const publicKey = Buffer.from(read.publicKey).toString('base64')
  return succeed({ publicKey, knownAs: 'the key that was given' })
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch {
    // Not there, or not readable: then it is no key either, and that is said.
    return ''
  }
}

/** The keys that this workstation vouches for. Without a record it vouches for none, and a bundle is verified all the same. */
function ownKeys(dataFolder: string): KnownKey[] {
  const opened = readDatabase(dataFolder, 'record')
  if (!opened.ok) {
    complain(opened.error)
    return []
  }
  try {
    return opened.value ? knownKeys(opened.value.db) : []
  } finally {
    opened.value?.close()
  }
}

const verdictWords = {
  verified: 'verified',
  contradicted: 'CONTRADICTED: do not rely on it',
  'signer-unknown': 'whole and borne out, by a SIGNER NOT KNOWN here',
  'not-judged': 'NOT JUDGED: another version of Rootkeep is needed',
} as const satisfies Record<BundleVerdict, string>

const stateWords = {
  fits: 'fits',
  differs: 'DIFFERS',
  unknown: 'unknown',
  'not-made': 'not made',
} as const

/** SECURITY: what stands in a bundle comes from others; nothing of it steers the terminal. */
function table(path: string, { verdict, checks, sha256, warnings }: BundleVerification): string {
  const lines = [
    ['Bundle', path],
    ['SHA-256', sha256],
    ['Verdict', verdictWords[verdict]],
    ...checks.map(({ check, state, sentence }) => [check, stateWords[state], sentence]),
    ...warnings.map((warning) => ['Warning', warning]),
  ]
  return lines
    .map(([name = '', ...texts]) => {
      const title = name.slice(0, 1).toUpperCase() + name.slice(1)
      const [last = '', ...columns] = texts.toReversed()
      const state = columns.map((column) => `${column.padEnd(8)} `).join('')
      return `${title.padEnd(10)} ${state}${plainLine(last, 1000)}\n`
    })
    .join('')
}
