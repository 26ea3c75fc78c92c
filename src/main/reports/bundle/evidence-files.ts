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

/**
 * The evidence in such files. Rows are read when they are gone through, and each may be gone through again.
 *
 * @param bytesOf what a file holds. Errors: throws `BundleRefused` that names file and line where a row is not what it has to be, here and while rows
 * are gone through.
 */
export function evidenceIn(bytesOf: (path: string) => Uint8Array): Evidence {
  const all = <T>(path: string, schema: z.ZodType<T>) => [...rows(path, bytesOf(path), schema)]
  const [organization, ...more] = all(evidencePath.organization, OrganizationEvidence)
  if (!organization || more.length > 0) {
    throw new BundleRefused(`${evidencePath.organization} does not tell of one organization.`)
  }
  return {
    organization,
    runs: all(evidencePath.runs, RunRecord),
    cases: all(evidencePath.cases, BreakGlassCase),
    checkpoints: all(evidencePath.checkpoints, Checkpoint),
    accounts: () => accountsIn(bytesOf(evidencePath.accounts)),
    calls: () => rows(evidencePath.calls, bytesOf(evidencePath.calls), LedgerEntry),
    journal: () => rows(evidencePath.journal, bytesOf(evidencePath.journal), JournalLine),
  }
}

/** Accounts stand in the order of their IDs: so none is there twice and counts twice. */
function* accountsIn(bytes: Uint8Array): Generator<AccountEvidence> {
  let before = ''
  for (const row of rows(evidencePath.accounts, bytes, AccountEvidence)) {
    const { id } = row.account
    if (id <= before) {
      throw new BundleRefused(
        `${evidencePath.accounts} names account ${id} twice, or out of its order.`,
      )
    }
    before = id
    yield row
  }
}

function* rows<T>(path: string, bytes: Uint8Array, schema: z.ZodType<T>): Generator<T> {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let number = 0
  let from = 0
  while (from < text.length) {
    number += 1
    const end = text.indexOf(0x0a, from)
    const row = end === -1 ? 'it has no end' : rowIn(text.toString('utf8', from, end), schema)
    if (typeof row === 'string') {
      throw new BundleRefused(`Line ${number} of ${path} is not what it has to be: ${row}.`)
    }
    yield row.row
    from = end + 1
  }
}

/** The row in a line, or what is wrong with it. */
function rowIn<T>(line: string, schema: z.ZodType<T>): { readonly row: T } | string {
  try {
    const read = schema.safeParse(JSON.parse(line))
    if (read.success) return { row: read.data }
    const [issue] = read.error.issues
    return plainLine(`${issue?.path.join('.')} ${issue?.message}`)
  } catch (error) {
    // SECURITY: also what is nested so deeply that looking at it has no end.
    return error instanceof RangeError ? 'it is nested too deeply' : 'it is not JSON'
  }
}
