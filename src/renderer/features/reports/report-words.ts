import type { ReportPreview, WrittenFile } from '../../../shared/domain/report-jobs.ts'
import type { ReportFormat } from '../../../shared/domain/reports.ts'
import { countedOf } from '../../format/count.ts'
import type { ReportForm, instants, periods } from './report-form.ts'

export const formatLabel = {
  html: 'HTML',
  pdf: 'PDF',
  csv: 'CSV',
  json: 'JSON',
  ocsf: 'OCSF',
  md: 'Markdown',
} as const satisfies Record<ReportFormat, string>

/** What each format is good for. */
export const formatUse = {
  html: 'to read and to print',
  pdf: 'to hand over',
  csv: 'for a spreadsheet',
  json: 'for programs',
  ocsf: 'for a SIEM',
  md: 'for a ticket',
} as const satisfies Record<ReportFormat, string>

/** What a written file is. */
export const fileKindLabel = {
  ...formatLabel,
  bundle: 'Evidence bundle',
} as const satisfies Record<WrittenFile['kind'], string>

export const instantLabel = {
  now: 'Now',
  run: 'End of a run',
  time: 'A date and time',
} as const satisfies Record<(typeof instants)[number], string>

export const periodLabel = {
  none: 'No changes, the state alone',
  'last-run': 'What the last run found',
  7: 'Last 7 days',
  30: 'Last 30 days',
  90: 'Last 90 days',
  day: 'Since a date',
} as const satisfies Record<(typeof periods)[number], string>

/** What the button will do. */
export function saveWords({ kind, formats }: Pick<ReportForm, 'kind' | 'formats'>): string {
  if (kind === 'bundle') return 'Sign and write the bundle…'
  return formats.length === 0 ? 'Write files…' : `Write ${countedOf(formats.length, 'file')}…`
}

/** In what the preview differs from what will be written, a sentence each. */
export function previewNotes(
  { kind, redact }: Pick<ReportForm, 'kind' | 'redact'>,
  format: ReportFormat,
  { cut, document }: Pick<ReportPreview, 'cut' | 'document'>,
): string[] {
  return [
    ...(kind === 'bundle' && redact
      ? ['Names, mails and IDs are shown as they are: the bundle will have pseudonyms.']
      : []),
    ...(format === 'pdf' ? ['The pages of the PDF are made when it is written.'] : []),
    ...(cut && document !== null
      ? ['Long tables are cut here: the file has all of their lines.']
      : []),
    ...(cut && document === null ? ['The beginning: the file has more.'] : []),
  ]
}

/** What was done, for the toast. */
export function writtenWords(files: readonly Pick<WrittenFile, 'kind'>[]): string {
  if (files.some(({ kind }) => kind === 'bundle')) return 'The bundle is signed and written.'
  return `${countedOf(files.length, 'file')} written.`
}

/** The last part of a path, and what lies before it. */
export function partsOfPath(path: string): { readonly folder: string; readonly name: string } {
  const end = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'))
  return { folder: path.slice(0, Math.max(end, 0)), name: path.slice(end + 1) }
}

/** True where the format is printed on paper, so that its size counts. */
export function hasPages(format: ReportFormat): boolean {
  return format === 'pdf' || format === 'html'
}
