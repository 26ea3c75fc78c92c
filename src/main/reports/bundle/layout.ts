import {
  reportExtension,
  reportFormats,
  type ReportFormat,
} from '../../../shared/domain/reports.ts'

/** The three files that the manifest cannot name: itself, what signs it, and whose signature that is. */
export const manifestPath = 'manifest.json'
export const signaturePath = 'manifest.json.minisig'
export const publicKeyPath = 'rootkeep.pub'
export const unlisted: ReadonlySet<string> = new Set([manifestPath, signaturePath, publicKeyPath])

/** Where each part of the evidence lies. */
export const evidencePath = {
  organization: 'evidence/organization.json',
  accounts: 'evidence/accounts.jsonl',
  runs: 'evidence/runs.jsonl',
  calls: 'evidence/calls.jsonl',
  cases: 'evidence/cases.jsonl',
  journal: 'evidence/journal.jsonl',
  checkpoints: 'evidence/checkpoints.jsonl',
} as const

export const readmePath = 'README.txt'
export const rulesPath = 'rules/rules.json'
export const schemaPath = 'schemas/report.schema.json'

/** Where the report lies in a format. */
export function reportPath(format: ReportFormat): string {
  return `reports/report.${reportExtension[format]}`
}

/** What every bundle has besides `unlisted`. */
export const required: readonly string[] = [
  readmePath,
  ...Object.values(evidencePath),
  rulesPath,
  schemaPath,
  reportPath('json'),
]

/** Every path that the manifest may name. A file under another path is no part of a bundle. */
export const listed: ReadonlySet<string> = new Set([...required, ...reportFormats.map(reportPath)])
