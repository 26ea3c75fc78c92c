import {
  columnSizingFeature,
  columnVisibilityFeature,
  createColumnHelper,
  rowSortingFeature,
  tableFeatures,
} from '@tanstack/react-table'
import type { AccountRow, AccountSort } from '../../../shared/domain/account-query.ts'
import { stateLabel } from '../../format/labels.ts'
import { PostureBadge } from '../../ui/posture-badge.tsx'
import { AccountCell, AgeCell, CountCell, PresenceCell } from './account-cells.tsx'

/** Sorting, filtering and paging happen in main: the table keeps the columns, their widths and the sort. */
export const accountTableFeatures = tableFeatures({
  columnSizingFeature,
  columnVisibilityFeature,
  rowSortingFeature,
})

const helper = createColumnHelper<typeof accountTableFeatures, AccountRow>()

/** The IDs are those of `AccountSort`: a click on a header is sent to main as it stands. */
type ColumnId = AccountSort['key']
const titles = {
  name: 'Account',
  id: 'ID',
  unit: 'Unit',
  posture: 'Posture',
  state: 'State',
  password: 'Password',
  accessKeys: 'Keys',
  mfaDevices: 'MFA',
  signingCertificates: 'Certs',
  oldest: 'Oldest',
  lastUsed: 'Last used',
  observedAt: 'Observed',
} as const satisfies Record<ColumnId, string>

/** Columns that hold figures and stand to the right. */
export const endColumns: ReadonlySet<string> = new Set<ColumnId>([
  'accessKeys',
  'mfaDevices',
  'signingCertificates',
  'oldest',
  'lastUsed',
  'observedAt',
])

function column(id: ColumnId, size: number, cell: (row: AccountRow) => React.ReactNode) {
  return helper.display({
    id,
    size,
    header: titles[id],
    enableSorting: true,
    enableHiding: id !== 'name' && id !== 'posture',
    cell: ({ row }) => cell(row.original),
  })
}

export const accountColumns = helper.columns([
  column('name', 168, (row) => <AccountCell row={row} />),
  column('id', 100, (row) => row.id),
  column('unit', 116, (row) => row.unitPath ?? '–'),
  column('posture', 118, (row) => <PostureBadge posture={row.posture} />),
  column('state', 116, (row) => stateLabel[row.state]),
  column('password', 72, (row) => <PresenceCell present={row.password} row={row} />),
  column('accessKeys', 48, (row) => <CountCell count={row.accessKeyCount} row={row} />),
  column('mfaDevices', 48, (row) => <CountCell count={row.mfaDeviceCount} row={row} />),
  column('signingCertificates', 50, (row) => <CountCell count={row.certificateCount} row={row} />),
  column('oldest', 62, (row) => <AgeCell at={row.oldestAt} form="age" />),
  column('lastUsed', 80, (row) => <AgeCell at={row.lastUsedAt} form="ago" />),
  column('observedAt', 80, (row) => <AgeCell at={row.observedAt} form="ago" />),
])

/** The columns that may be hidden, for the menu. */
export const optionalColumns: readonly { readonly id: ColumnId; readonly label: string }[] = (
  Object.keys(titles) as ColumnId[]
)
  .filter((id) => id !== 'name' && id !== 'posture')
  .map((id) => ({ id, label: id === 'signingCertificates' ? 'Signing certificates' : titles[id] }))
