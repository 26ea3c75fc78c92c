import { statSync, writeFileSync } from 'node:fs'
import { csvCell, csvLine } from '../main/csv.ts'
import type { Run } from '../shared/domain/runs.ts'
import { FileNotSaved, saveFile } from '../main/saved-file.ts'
import { complain } from './complaint.ts'
import type { PrintedAccount } from './listing.ts'

export type Printed = { readonly run: Run | null; readonly accounts: readonly PrintedAccount[] }

/** Accounts in the format that was asked for. */
export function printAccounts(printed: Printed, format: 'table' | 'json' | 'csv'): string {
  return { table, json, csv }[format](printed)
}

/**
 * Writes data to a file, all of it or nothing, or to standard output where none is named. False after saying why the file cannot be written.
 */
export async function writeData(text: string, out: string | null): Promise<boolean> {
  if (out === null) {
    process.stdout.write(text)
    return true
  }
  try {
    if (isStream(out)) writeFileSync(out, text)
    else await saveFile(out, text)
    return true
  } catch (error) {
    complain((error instanceof FileNotSaved ? error : new FileNotSaved(out, error)).failure)
    return false
  }
}

/** A device or a pipe: it is written to, and nothing takes its place. */
function isStream(path: string): boolean {
  const there = statSync(path, { throwIfNoEntry: false })
  return there !== undefined && !there.isFile() && !there.isDirectory()
}

/**
 * A value as JSON that people read, for a terminal.
 * SECURITY: names come from others; what could steer a terminal, or turn the direction of writing, is escaped. It reads as the same value.
 */
export function plainJson(value: unknown): string {
  const text = JSON.stringify(value, null, 2)
  return `${text.replaceAll(/[^\P{C}\n]|[\p{Zl}\p{Zp}]/gu, escaped)}\n`
}

function escaped(character: string): string {
  return Array.from(
    { length: character.length },
    (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`,
  ).join('')
}

function json({ run, accounts }: Printed): string {
  const shown = run && {
    id: run.id,
    state: run.state,
    startedAt: run.startedAt,
    endedAt: run.endedAt,
    callerArn: run.callerArn,
    completeness: run.completeness,
    calls: run.calls,
    failure: run.failure,
  }
  return `${JSON.stringify({ run: shown, accounts }, null, 2)}\n`
}

const columns: readonly [string, (account: PrintedAccount) => string | number][] = [
  ['account_id', (account) => account.id],
  ['name', (account) => account.name],
  ['email', (account) => account.email],
  ['state', (account) => account.state],
  ['posture', (account) => account.posture],
  ['findings', (account) => account.findings.map((finding) => finding.kind).join(' ')],
  ['password', (account) => known(account, (seen) => (seen.password ? 'yes' : 'no'))],
  ['access_keys', (account) => known(account, (seen) => counted(seen.accessKeys))],
  ['mfa_devices', (account) => known(account, (seen) => counted(seen.mfaDevices))],
  [
    'signing_certificates',
    (account) => known(account, (seen) => counted(seen.signingCertificates)),
  ],
  ['observed_at', (account) => known(account, (seen) => seen.observedAt)],
  ['reason', (account) => account.reason?.code ?? ''],
  ['reason_message', (account) => account.reason?.message ?? ''],
  ['request_id', (account) => account.reason?.requestId ?? ''],
]

function known(
  account: PrintedAccount,
  read: (seen: NonNullable<PrintedAccount['credentials']>) => string,
): string {
  return account.credentials ? read(account.credentials) : ''
}

function counted(items: readonly unknown[] | null): string {
  return items === null ? 'present' : String(items.length)
}

function csv({ accounts }: Printed): string {
  const lines = [
    columns.map(([name]) => name),
    ...accounts.map((account) => columns.map(([, read]) => String(read(account)))),
  ]
  return lines.map((cells) => csvLine(cells.map(csvCell))).join('')
}

const shownInTable = [
  'account_id',
  'name',
  'state',
  'posture',
  'findings',
  'access_keys',
  'password',
  'mfa_devices',
  'reason',
]

function table({ accounts }: Printed): string {
  const picked = columns.filter(([name]) => shownInTable.includes(name))
  const lines = [
    picked.map(([name]) => name.replaceAll('_', ' ').toUpperCase()),
    ...accounts.map((account) => picked.map(([, read]) => printable(String(read(account))))),
  ]
  const widths = picked.map((_, index) =>
    Math.max(...lines.map((line) => (line[index] ?? '').length)),
  )
  return `${lines
    .map((line) =>
      line
        .map((cell, index) => cell.padEnd(widths[index] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')}\n`
}

/** SECURITY: names come from others; what could steer a terminal is shown as a box. */
function printable(text: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  return text.replace(/[\u0000-\u001f\u007f-\u009f]/g, '\u25a1').slice(0, 60)
}
