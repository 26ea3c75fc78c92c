import { z } from 'zod'
import { AccountId, AccountState, Instant } from './accounts.ts'
import { FindingKind } from './findings.ts'
import { Posture } from './posture.ts'

/** Which accounts are meant. Within one field any value fits; the fields must all fit. */
export const AccountFilter = z.strictObject({
  postures: z.array(Posture).default([]),
  findings: z.array(FindingKind).default([]),
  states: z.array(AccountState).default([]),
  /** Accounts anywhere below this organizational unit or root; null for all. */
  unitId: z.string().nullable().default(null),
  /** `Key` or `Key=Value`; null for all. */
  tag: z.string().nullable().default(null),
  /** Words that must each appear in name, ID, e-mail, unit or tags. */
  search: z.string().max(200).default(''),
  /** Accounts that left the organization are left out unless asked for. */
  includeLeft: z.boolean().default(false),
})
export type AccountFilter = z.infer<typeof AccountFilter>

/** The filter that keeps every member. */
export const everyAccount: AccountFilter = {
  postures: [],
  findings: [],
  states: [],
  unitId: null,
  tag: null,
  search: '',
  includeLeft: false,
}

export const accountSortKeys = [
  'posture',
  'name',
  'id',
  'unit',
  'state',
  'password',
  'accessKeys',
  'mfaDevices',
  'signingCertificates',
  'oldest',
  'lastUsed',
  'observedAt',
] as const
export const AccountSort = z.strictObject({
  key: z.enum(accountSortKeys),
  descending: z.boolean(),
})
export type AccountSort = z.infer<typeof AccountSort>

export const AccountPageRequest = z.strictObject({
  filter: AccountFilter,
  sort: AccountSort,
  offset: z.int().min(0),
  limit: z.int().min(1).max(500),
})
export type AccountPageRequest = z.infer<typeof AccountPageRequest>

/** One line of the table of accounts. */
export const AccountRow = z.strictObject({
  id: AccountId,
  name: z.string(),
  email: z.string(),
  state: AccountState,
  isManagement: z.boolean(),
  isDelegatedAdministrator: z.boolean(),
  leftAt: Instant.nullable(),
  /** The names of the units above the account, `Workloads / Prod`, or `Root`; null where they were not read yet. */
  unitPath: z.string().nullable(),
  posture: Posture,
  findings: z.array(FindingKind),
  /** Null where it is not known. */
  password: z.boolean().nullable(),
  accessKeyCount: z.int().nullable(),
  mfaDeviceCount: z.int().nullable(),
  certificateCount: z.int().nullable(),
  /** True where something is present whose details could not be read: counts are then lower bounds. */
  detailsMissing: z.boolean(),
  oldestAt: Instant.nullable(),
  lastUsedAt: Instant.nullable(),
  observedAt: Instant.nullable(),
  /** Why it is unknown, one sentence; null otherwise. */
  unknownReason: z.string().nullable(),
})
export type AccountRow = z.infer<typeof AccountRow>

export const AccountPage = z.strictObject({
  revision: z.int(),
  /** Accounts that fit the filter. */
  total: z.int(),
  offset: z.int(),
  rows: z.array(AccountRow),
})
export type AccountPage = z.infer<typeof AccountPage>

/** How many accounts fit the filter, by each value of each field: for the chips. */
export const AccountFacets = z.strictObject({
  total: z.int(),
  postures: z.record(Posture, z.int()),
  findings: z.record(FindingKind, z.int()),
  states: z.record(AccountState, z.int()),
})
export type AccountFacets = z.infer<typeof AccountFacets>

/** An organizational unit with what lies below it. */
export const Unit = z.strictObject({
  id: z.string(),
  name: z.string(),
  parentId: z.string().nullable(),
  /** Members anywhere below. */
  accounts: z.int(),
  nonCompliant: z.int(),
  unknown: z.int(),
})
export type Unit = z.infer<typeof Unit>

/** A filter kept under a name. */
export const SavedFilter = z.strictObject({
  id: z.string(),
  name: z.string().trim().min(1, 'give it a name').max(80),
  filter: AccountFilter,
})
export type SavedFilter = z.infer<typeof SavedFilter>
