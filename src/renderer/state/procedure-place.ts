import type { AccountFilter } from '../../shared/domain/account-query.ts'
import type { AccountId } from '../../shared/domain/accounts.ts'
import type { CredentialKind, OrganizationSwitch } from '../../shared/domain/procedures.ts'

/** The resource policies that can be unlocked. */
export type PolicyService = 's3' | 'sqs'

/** One bucket or queue, by what identifies it. */
export type PlacedResource = {
  /** The bucket's name, or the queue's URL. */
  readonly id: string
  /** Null where it is not known: S3 says it. A queue always has one. */
  readonly region: string | null
}

/** What a form for a new procedure begins with; what is not known is null, and nothing destructive is chosen before the operator does. */
export type ProcedureStart =
  | {
      readonly kind: 'delete-root-credentials'
      readonly scope:
        | { readonly kind: 'accounts'; readonly accountIds: readonly AccountId[] }
        | { readonly kind: 'filter'; readonly filter: AccountFilter }
      /** All four kinds where a case closes an account again; empty elsewhere. */
      readonly credentials: readonly CredentialKind[]
      readonly caseId: string | null
    }
  | {
      readonly kind: 'audit-root-credentials' | 'allow-password-recovery' | 'change-root-mailbox'
      readonly accountId: AccountId | null
      readonly caseId: string | null
    }
  | { readonly kind: 'switch-organization'; readonly switch: OrganizationSwitch | null }

/** Where in Procedures one is. */
export type ProcedurePlace =
  | { readonly place: 'list' }
  | { readonly place: 'is-root-needed' }
  | { readonly place: 'approve' }
  | { readonly place: 'begin'; readonly start: ProcedureStart }
  | {
      readonly place: 'unlock'
      readonly service: PolicyService
      readonly accountId: AccountId | null
      readonly caseId: string | null
      /** Left out while none is chosen. */
      readonly resource?: PlacedResource
    }
  | { readonly place: 'procedure'; readonly procedureId: string }
