import { z } from 'zod'

/** A twelve-digit AWS account ID. */
export const AccountId = z
  .string()
  .regex(/^\d{12}$/, 'an account ID has twelve digits')
  .brand<'AccountId'>()
export type AccountId = z.infer<typeof AccountId>

/** The ID of an organization, `o-` and 10 to 32 lower-case letters or digits. */
export const OrganizationId = z
  .string()
  .regex(/^o-[a-z0-9]{10,32}$/)
  .brand<'OrganizationId'>()
export type OrganizationId = z.infer<typeof OrganizationId>

/** An instant, ISO 8601 in UTC with exactly three digits of milliseconds: sorts as text. */
export const Instant = z.iso.datetime({ precision: 3 })
export type Instant = z.infer<typeof Instant>

/**
 * The five values of Organizations' `State`, and `UNKNOWN` for an account whose listing carried neither
 * `State` nor `Status`, or a value this version does not know. An unknown state is audited like an
 * active one: it must not drop out of sight.
 */
export const accountStates = [
  'PENDING_ACTIVATION',
  'ACTIVE',
  'SUSPENDED',
  'PENDING_CLOSURE',
  'CLOSED',
  'UNKNOWN',
] as const
export const AccountState = z.enum(accountStates)
export type AccountState = z.infer<typeof AccountState>

/**
 * Reads the state of an account as Organizations lists it: `State ?? Status` (fact sheet 0.9 and 3).
 * `Status` was retired on 2026-09-09 and only fills in where `State` is absent.
 */
export function accountStateOf(listed: {
  State?: string | undefined
  Status?: string | undefined
}): AccountState {
  const value = listed.State ?? listed.Status
  return accountStates.find((state) => state === value) ?? 'UNKNOWN'
}

/** A member of the organization as the inventory knows it. */
export const Account = z.strictObject({
  id: AccountId,
  name: z.string(),
  email: z.string(),
  state: AccountState,
  /** `o-…/r-…/ou-…/<account>/`, or `''` where Organizations did not give one. */
  path: z.string(),
  /** The organizational unit or root that holds the account. */
  parentId: z.string(),
  isManagement: z.boolean(),
  isDelegatedAdministrator: z.boolean(),
  joinedMethod: z.enum(['INVITED', 'CREATED']).nullable(),
  joinedAt: Instant.nullable(),
  firstSeenAt: Instant,
  lastSeenAt: Instant,
  /** When a complete listing first lacked the account; null while it is a member. */
  leftAt: Instant.nullable(),
})
export type Account = z.infer<typeof Account>
