import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { BundleManifest } from '../../../shared/domain/bundles.ts'
import { reportFormats, type Report, type ReportFormat } from '../../../shared/domain/reports.ts'
import { sha256Hex } from '../../journal/canonical-json.ts'
import { plainLine } from '../../plain-line.ts'
import { reportSchema } from '../formats/report-schema.ts'
import { renderReport, type TextFormat } from '../formats/render.ts'
import { pacedText } from '../pace.ts'
import type { OpenBundle } from './bundle-reader.ts'
import { csvRows } from './csv-rows.ts'
import { readmePath, reportPath, schemaPath } from './layout.ts'
import { readme } from './readme.ts'
import { whereTheyPart } from './text-parting.ts'
import type { CheckResult } from './check-result.ts'
import type { VerificationOptions } from './verification-options.ts'

/** What `report.json` says, and whether it is to the byte what the evidence gives. */
export type Said = { readonly report: Report; readonly toTheByte: boolean }

/**
 * Compares the reports of a bundle with what the evidence gives. What this version of Rootkeep wrote is rendered again and has to be the same to the
 * byte; of what another version wrote, the verdicts that machines read.
 *
 * Errors: rejects with the reason of the signal.
 */
export async function proveReports(
  bundle: OpenBundle,
  { said, drawn }: { readonly said: Said; readonly drawn: Report },
  { toolVersion, onProgress, signal }: VerificationOptions,
): Promise<CheckResult> {
  const check = 'reports'
  const { manifest } = bundle
  const formats = reportFormats.filter((format) => bundle.holds(reportPath(format)))
  const texts = formats.filter((format) => format !== 'pdf')
  const sameVersion = manifest.tool.version === toolVersion
  const notes: string[] = []

  if (formats.includes('pdf')) {
    if (!(await isPdf(bundle))) {
      return { check, state: 'differs', sentence: `${reportPath('pdf')} is not a PDF.` }
    }
    notes.push('the PDF is signed, and cannot be drawn again')
  }
  for (const [index, format] of texts.entries()) {
    if (format === 'json' && said.toTheByte) continue
    onProgress?.({ stage: `Comparing ${reportPath(format)}`, done: index, total: texts.length })
    const problem = sameVersion
      ? await differenceIn(bundle, drawn, format, signal)
      : await verdictContradicted(bundle, drawn, format)
    if (problem !== null) return { check, state: 'differs', sentence: problem }
  }
  if (!sameVersion) {
    const unread = texts.filter((format) => format !== 'csv' && format !== 'ocsf')
    notes.push(
      `it was written by Rootkeep ${plainLine(manifest.tool.version, 40)}, so that ${[...unread.map(reportPath), readmePath, schemaPath].join(', ')} could not be compared to the byte`,
    )
    return { check, state: 'fits', sentence: sentenceOf('The verdicts in CSV and OCSF', notes) }
  }
  const beside = besideReports(bundle, drawn)
  if (beside !== null) return { check, state: 'differs', sentence: beside }
  return { check, state: 'fits', sentence: sentenceOf(`All of ${texts.join(', ')}`, notes) }
}

function sentenceOf(what: string, notes: readonly string[]): string {
  const rest = notes.length === 0 ? '' : `; ${notes.join('; ')}`
  return `${what} are what the evidence gives${rest}.`
}

/**
 * How a report in the bundle stands to what this version of Rootkeep makes of `drawn`: the same to the byte, another, or several times as large.
 *
 * SECURITY: one that is `oversized` is not to be read: as values it would take many times its size in memory.
 */
export async function likenessOf(
  { manifest }: Pick<OpenBundle, 'manifest'>,
  drawn: Report,
  format: TextFormat,
  signal?: AbortSignal,
): Promise<'same' | 'other' | 'oversized'> {
  const digest = createHash('sha256')
  let bytes = 0
  for await (const piece of pacedText(renderReport(drawn, format), signal)) {
    digest.update(piece)
    bytes += Buffer.byteLength(piece)
  }
  const said = manifest.files.find(({ path }) => path === reportPath(format))
  if (said?.sha256 === digest.digest('hex')) return 'same'
  return (said?.bytes ?? 0) > oversize * bytes + mebibyte ? 'oversized' : 'other'
}

const oversize = 4
const mebibyte = 1024 * 1024

/** What is said of a report that is not read for its size. */
export function oversizeSentence(format: TextFormat): string {
  return `${reportPath(format)} is more than ${oversize} times as large as what the evidence gives: it is not read.`
}

/** The hashes of the manifest were compared with the files before. */
function sha256In({ files }: BundleManifest, path: string): string | null {
  return files.find((file) => file.path === path)?.sha256 ?? null
}

async function differenceIn(
  bundle: OpenBundle,
  drawn: Report,
  format: TextFormat,
  signal: AbortSignal | undefined,
): Promise<string | null> {
  if ((await likenessOf(bundle, drawn, format, signal)) === 'same') return null
  const path = reportPath(format)
  const parting = await whereTheyPart(
    bundle.chunks(path),
    pacedText(renderReport(drawn, format), signal),
  )
  return parting === null
    ? null
    : `${path} is not what the evidence gives, from line ${parting.line} on: it says ${quoted(parting.said)}, instead of ${quoted(parting.given)}.`
}

function quoted(text: string | null): string {
  return text === null ? 'nothing' : `“${plainLine(text, 80)}”`
}

/** What people go by who check by hand. */
function besideReports({ manifest, evidence }: OpenBundle, drawn: Report): string | null {
  const { files: _, ...facts } = manifest
  const belongs = readme(facts, drawn, evidence().checkpoints.length)
  if (sha256In(manifest, readmePath) !== sha256Hex(belongs)) {
    return `${readmePath} is not the one that belongs to this bundle.`
  }
  return sha256In(manifest, schemaPath) === sha256Hex(reportSchema())
    ? null
    : `${schemaPath} is not the schema of reports.`
}

async function isPdf(bundle: OpenBundle): Promise<boolean> {
  for await (const chunk of bundle.chunks(reportPath('pdf'))) {
    return Buffer.from(chunk).toString('latin1', 0, 5) === '%PDF-'
  }
  return false
}

/** Of formats that machines read: the first account with another posture, or that is missing. */
async function verdictContradicted(
  bundle: OpenBundle,
  drawn: Report,
  format: ReportFormat,
): Promise<string | null> {
  if (format !== 'csv' && format !== 'ocsf') return null
  const path = reportPath(format)
  if ((await likenessOf(bundle, drawn, format)) === 'oversized') return oversizeSentence(format)
  const text = await bundle.text(path)
  const said = format === 'csv' ? posturesInCsv(text) : posturesInOcsf(text)
  if (!said) return `${path} cannot be read.`
  if (said.size !== drawn.accounts.length) {
    return `${path} is of ${said.size} accounts, and the evidence gives ${drawn.accounts.length}.`
  }
  const other = drawn.accounts.find(({ id, posture }) => said.get(id) !== posture)
  return other
    ? `In ${path} account ${other.id} is ${plainLine(said.get(other.id) ?? 'missing', 40)}, and ${other.posture} by the evidence.`
    : null
}

/** SECURITY: where an account or a column is there twice, others may read the other one: then it cannot be read. */
function posturesInCsv(text: string): Map<string, string> | null {
  const [header, ...rows] = csvRows(text) ?? []
  const id = header?.indexOf('account_id') ?? -1
  const posture = header?.indexOf('posture') ?? -1
  if (id === -1 || posture === -1 || new Set(header).size !== header?.length) return null
  const said = new Map(rows.map((row) => [row[id] ?? '', row[posture] ?? '']))
  return said.size === rows.length ? said : null
}

const Finding = z.object({
  class_uid: z.literal(2003),
  cloud: z.object({ account: z.object({ uid: z.string() }) }),
  unmapped: z.object({ posture: z.string() }),
})

function posturesInOcsf(text: string): Map<string, string> | null {
  const said = new Map<string, string>()
  for (const line of text.split('\n').slice(0, -1)) {
    const finding = Finding.safeParse(parsed(line)).data
    if (!finding || said.has(finding.cloud.account.uid)) return null
    said.set(finding.cloud.account.uid, finding.unmapped.posture)
  }
  return said
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
