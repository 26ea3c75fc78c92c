import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { BundleManifest } from '../../../shared/domain/bundles.ts'
import { reportFormats, type Report, type ReportFormat } from '../../../shared/domain/reports.ts'
import { plainLine } from '../../plain-line.ts'
import { reportSchema } from '../formats/report-schema.ts'
import { renderReport, type TextFormat } from '../formats/render.ts'
import { pacedText } from '../pace.ts'
import type { OpenBundle } from './bundle-reader.ts'
import { csvRows } from './csv-rows.ts'
import { readmePath, reportPath, schemaPath } from './layout.ts'
import { readme } from './readme.ts'
import type { CheckResult } from './verification-sentences.ts'
import type { VerificationOptions } from './verification.ts'

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
      `it was written by Rootkeep ${plainLine(manifest.tool.version, 40)}, so that ${unread.map(reportPath).join(', ')} could not be compared to the byte`,
    )
    return { check, state: 'fits', sentence: sentenceOf('The verdicts in CSV and OCSF', notes) }
  }
  const beside = await besideReports(bundle, drawn)
  if (beside !== null) return { check, state: 'differs', sentence: beside }
  return { check, state: 'fits', sentence: sentenceOf(`All of ${texts.join(', ')}`, notes) }
}

function sentenceOf(what: string, notes: readonly string[]): string {
  const rest = notes.length === 0 ? '' : `; ${notes.join('; ')}`
  return `${what} are what the evidence gives${rest}.`
}

/** True where a report in the bundle is, to the byte, what this version of Rootkeep makes of `drawn`. */
export async function isDrawnFrom(
  { manifest }: Pick<OpenBundle, 'manifest'>,
  drawn: Report,
  format: TextFormat,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const digest = createHash('sha256')
  for await (const piece of pacedText(renderReport(drawn, format), signal)) digest.update(piece)
  return digest.digest('hex') === sha256In(manifest, reportPath(format))
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
  if (await isDrawnFrom(bundle, drawn, format, signal)) return null
  const path = reportPath(format)
  const said = (await bundle.text(path)).split('\n')
  const given = [...renderReport(drawn, format)].join('').split('\n')
  const line = said.findIndex((text, index) => text !== given[index])
  const at = line === -1 ? said.length : line
  return `${path} is not what the evidence gives, from line ${at + 1} on: it says ${quoted(said[at], given[at])}, instead of ${quoted(given[at], said[at])}.`
}

/** The part of a line in which it differs from another. */
function quoted(line: string | undefined, other: string | undefined): string {
  if (line === undefined) return 'nothing'
  let same = 0
  while (same < line.length && line[same] === other?.[same]) same += 1
  const from = Math.max(0, same - 20)
  return `“${from > 0 ? '…' : ''}${plainLine(line.slice(from, from + 200), 80)}”`
}

/** What people go by who check by hand. */
async function besideReports(bundle: OpenBundle, drawn: Report): Promise<string | null> {
  const { files: _, ...facts } = bundle.manifest
  const checkpoints = bundle.evidence().checkpoints.length
  if ((await bundle.text(readmePath)) !== readme(facts, drawn, checkpoints)) {
    return `${readmePath} is not the one that belongs to this bundle.`
  }
  return (await bundle.text(schemaPath)) === reportSchema()
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

function posturesInCsv(text: string): Map<string, string> | null {
  const [header, ...rows] = csvRows(text) ?? []
  const id = header?.indexOf('account_id') ?? -1
  const posture = header?.indexOf('posture') ?? -1
  if (id === -1 || posture === -1) return null
  return new Map(rows.map((row) => [row[id] ?? '', row[posture] ?? '']))
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
    if (!finding) return null
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
