import type {
  AccessKey,
  RootCredentials,
  SigningCertificate,
} from '../../../shared/domain/credentials.ts'
import { csvCell } from '../../csv.ts'
import { itemsOf, known, none, unknown, type CsvColumn } from './csv-row.ts'

/** The columns of the IAM credential report: its names, its order and, where they say what is known, its values. */
export const credentialReportColumns: readonly CsvColumn[] = [
  ['user', () => '<root_account>'],
  [
    'arn',
    ({ account, partition }) =>
      partition === null ? unknown : `arn:${partition}:iam::${account.id}:root`,
  ],
  ['user_creation_time', (row) => known(row, ({ details }) => details?.userCreatedAt ?? unknown)],
  ['password_enabled', (row) => known(row, ({ present }) => String(present.password))],
  ['password_last_used', (row) => known(row, passwordLastUsed)],
  // IAM's word for what it does not tell of a root user.
  ['password_last_changed', () => 'not_supported'],
  ['password_next_rotation', () => 'not_supported'],
  ['mfa_active', (row) => known(row, ({ present }) => String(present.mfaDevices))],
  ...accessKeyColumns(0),
  ...accessKeyColumns(1),
  ...certificateColumns(0),
  ...certificateColumns(1),
]

function passwordLastUsed({ present, details }: RootCredentials): string {
  if (!present.password) return none
  // IAM's word for a password that was never used, or not since such uses are written down.
  return details === null ? unknown : (details.passwordLastUsed ?? 'no_information')
}

function accessKeyColumns(index: 0 | 1): CsvColumn[] {
  const column =
    (absent: string, read: (key: AccessKey) => string): CsvColumn[1] =>
    (row) =>
      cellOf(itemsOf(row, 'accessKeys'), index, absent, read)
  const name = `access_key_${index + 1}`
  return [
    [`${name}_active`, column('false', ({ status }) => String(status === 'Active'))],
    [`${name}_last_rotated`, column(none, ({ createdAt }) => createdAt ?? unknown)],
    [`${name}_last_used_date`, column(none, ({ lastUsed }) => lastUsed?.at ?? none)],
    [`${name}_last_used_region`, column(none, ({ lastUsed }) => csvCell(lastUsed?.region ?? none))],
    [
      `${name}_last_used_service`,
      column(none, ({ lastUsed }) => csvCell(lastUsed?.service ?? none)),
    ],
  ]
}

function certificateColumns(index: 0 | 1): CsvColumn[] {
  const column =
    (absent: string, read: (certificate: SigningCertificate) => string): CsvColumn[1] =>
    (row) =>
      cellOf(itemsOf(row, 'signingCertificates'), index, absent, read)
  const name = `cert_${index + 1}`
  return [
    [`${name}_active`, column('false', ({ status }) => String(status === 'Active'))],
    [`${name}_last_rotated`, column(none, ({ uploadedAt }) => uploadedAt ?? unknown)],
  ]
}

function cellOf<T>(
  items: readonly T[] | null,
  index: number,
  absent: string,
  read: (item: T) => string,
): string {
  if (items === null) return unknown
  const item = items[index]
  return item === undefined ? absent : read(item)
}
