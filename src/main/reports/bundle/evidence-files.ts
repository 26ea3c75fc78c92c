import { isUtf8 } from 'node:buffer'
import type { z } from 'zod'
import { BreakGlassCase } from '../../../shared/domain/cases.ts'
import {
  AccountEvidence,
  JournalLine,
  OrganizationEvidence,
  RunRecord,
  type Evidence,
} from '../../../shared/domain/evidence.ts'
import { Checkpoint } from '../../../shared/domain/journal.ts'
import { LedgerEntry } from '../../../shared/domain/ledger.ts'
import { canonicalJson } from '../../journal/canonical-json.ts'
import { plainLine } from '../../plain-line.ts'
import { BundleRefused } from './bundle-refused.ts'
import { evidencePath } from './layout.ts'

/** A file of the evidence, line by line with the ends of the lines. */
export type EvidenceFile = { readonly path: string; readonly lines: () => Iterable<string> }

/**
 * The files of evidence. What hashes or signatures are taken of is canonical JSON (RFC 8785), so that other tools can take them again; the many rows of
 * accounts and calls are plain JSON in the order of their members, which is several times quicker.
 */
export function evidenceFiles(evidence: Evidence): EvidenceFile[] {
  const { organization, runs, cases, checkpoints } = evidence
  return [
    { path: evidencePath.organization, lines: () => canonical([organization]) },
    { path: evidencePath.accounts, lines: () => plain(evidence.accounts()) },
    { path: evidencePath.runs, lines: () => canonical(runs) },
    { path: evidencePath.calls, lines: () => plain(evidence.calls()) },
    { path: evidencePath.cases, lines: () => canonical(cases) },
    { path: evidencePath.journal, lines: () => canonical(evidence.journal()) },
    { path: evidencePath.checkpoints, lines: () => canonical(checkpoints) },
  ]
}

function* canonical(rows: Iterable<unknown>): Generator<string> {
  for (const row of rows) yield `${canonicalJson(row)}\n`
}

function* plain(rows: Iterable<unknown>): Generator<string> {
  for (const row of rows) yield `${JSON.stringify(row)}\n`
}

type Spelling = 'canonical' | 'plain'

const mebibyte = 1024 * 1024
/** Longer than the line of an account or a run ever is. SECURITY: as values, a line takes some twenty times its size in memory. */
const lineMost = 4 * mebibyte
/** What of a file is held as values at once, and every checkpoint costs a signature. */
const heldMost: Readonly<Record<string, number>> = {
  [evidencePath.organization]: 4 * mebibyte,
  [evidencePath.runs]: 64 * mebibyte,
  [evidencePath.cases]: 16 * mebibyte,
  [evidencePath.checkpoints]: 8 * mebibyte,
}
/** Of accounts, five times what the largest organization has. */
const accountsMost = 250_000

/**
 * The evidence in such files. Rows are read when they are gone through, and each may be gone through again.
 *
 * @param bytesOf what a file holds. Errors: throws `BundleRefused` that names file and line where a row is not what it has to be, here and while rows
 * are gone through.
 */
export function evidenceIn(bytesOf: (path: string) => Uint8Array): Evidence {
  const all = <T>(path: string, schema: z.ZodType<T>) => held(path, bytesOf(path), schema)
  const [organization, ...more] = all(evidencePath.organization, OrganizationEvidence)
  if (!organization || more.length > 0) {
    throw new BundleRefused(`${evidencePath.organization} does not tell of one organization.`)
  }
  const { id } = organization.organization
  return {
    organization,
    runs: ofOne(evidencePath.runs, all(evidencePath.runs, RunRecord), id),
    cases: ofOne(evidencePath.cases, all(evidencePath.cases, BreakGlassCase), id),
    checkpoints: all(evidencePath.checkpoints, Checkpoint),
    accounts: () => accountsIn(bytesOf(evidencePath.accounts)),
    calls: () => rows(evidencePath.calls, bytesOf(evidencePath.calls), LedgerEntry, 'plain'),
    journal: () =>
      rows(evidencePath.journal, bytesOf(evidencePath.journal), JournalLine, 'canonical'),
  }
}

function held<T>(path: string, bytes: Uint8Array, schema: z.ZodType<T>): T[] {
  const most = heldMost[path] ?? 0
  if (bytes.length > most) {
    throw new BundleRefused(`${path} has ${bytes.length} bytes, and none has more than ${most}.`)
  }
  return [...rows(path, bytes, schema, 'canonical')]
}

/** Rows that have to be of this organization, each once: what is of another is no part of its evidence. */
function ofOne<T extends { readonly id: string; readonly organizationId: string }>(
  path: string,
  rows: readonly T[],
  organizationId: string,
): readonly T[] {
  const seen = new Set<string>()
  for (const [index, row] of rows.entries()) {
    if (row.organizationId !== organizationId) {
      throw new BundleRefused(`Line ${index + 1} of ${path} is of another organization.`)
    }
    if (seen.has(row.id)) throw new BundleRefused(`Line ${index + 1} of ${path} is there twice.`)
    seen.add(row.id)
  }
  return rows
}

/** Accounts stand in the order of their IDs: so none is there twice and counts twice. Nor is an exemption, which is of the account it lies with. */
function* accountsIn(bytes: Uint8Array): Generator<AccountEvidence> {
  const path = evidencePath.accounts
  const exemptionIds = new Set<string>()
  let before = ''
  let accounts = 0
  for (const row of rows(path, bytes, AccountEvidence, 'plain')) {
    const { id } = row.account
    if (id <= before) {
      throw new BundleRefused(`${path} names account ${id} twice, or out of its order.`)
    }
    before = id
    accounts += 1
    if (accounts > accountsMost) {
      throw new BundleRefused(`${path} has more than ${accountsMost} accounts: it is not read.`)
    }
    for (const exemption of row.exemptions) {
      if (exemption.accountId !== id) {
        throw new BundleRefused(`${path} has an exemption of another account with account ${id}.`)
      }
      if (exemptionIds.has(exemption.id)) {
        throw new BundleRefused(`${path} has an exemption of account ${id} twice.`)
      }
      exemptionIds.add(exemption.id)
    }
    yield row
  }
}

function* rows<T>(
  path: string,
  bytes: Uint8Array,
  schema: z.ZodType<T>,
  spelling: Spelling,
): Generator<T> {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let number = 0
  let from = 0
  while (from < text.length) {
    number += 1
    const end = text.indexOf(0x0a, from)
    const row = end === -1 ? 'it has no end' : rowIn(text.subarray(from, end), schema, spelling)
    if (typeof row === 'string') {
      throw new BundleRefused(`Line ${number} of ${path} is not what it has to be: ${row}.`)
    }
    yield row.row
    from = end + 1
  }
}

/** The row in a line, or what is wrong with it. */
function rowIn<T>(
  bytes: Buffer,
  schema: z.ZodType<T>,
  spelling: Spelling,
): { readonly row: T } | string {
  if (bytes.length > lineMost) {
    return `it has ${bytes.length} bytes, and none has more than ${lineMost}`
  }
  if (!isUtf8(bytes)) return 'it is not UTF-8'
  const line = bytes.toString('utf8')
  try {
    const value: unknown = JSON.parse(line)
    const read = schema.safeParse(value)
    if (!read.success) {
      const [issue] = read.error.issues
      return plainLine(`${issue?.path.join('.')} ${issue?.message}`)
    }
    return isSpelled(line, spelling, value, read.data)
      ? { row: read.data }
      : 'it is not spelled in the one way that it can be'
  } catch (error) {
    // SECURITY: also what is nested so deeply that looking at it has no end.
    return error instanceof RangeError ? 'it is nested too deeply' : 'it is not JSON'
  }
}

/**
 * SECURITY: no two programs may read different things in a line: no member is there twice, and none that we pass over.
 *
 * Errors: throws where canonical JSON cannot hold the row: half a surrogate pair.
 */
function isSpelled(line: string, spelling: Spelling, value: unknown, row: unknown): boolean {
  switch (spelling) {
    case 'canonical':
      return canonicalJson(row) === line
    case 'plain':
      // The one member that strict schemas pass over. In a text the first quote would have a backslash before it.
      return JSON.stringify(value) === line && !line.includes('"__proto__":')
  }
}
