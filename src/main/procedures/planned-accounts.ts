import type { AccountId, OrganizationId } from '../../shared/domain/accounts.ts'
import { isValidAt, type Exemption } from '../../shared/domain/exemptions.ts'
import type { FindingKind } from '../../shared/domain/findings.ts'
import type { LeftOut } from '../../shared/domain/plans.ts'
import { isAuditable } from '../../shared/domain/posture.ts'
import {
  credentialKinds,
  type CredentialKind,
  type ProcedureScope,
} from '../../shared/domain/procedures.ts'
import type { PlanningContext } from './procedure-work.ts'

/** An account whose credentials may be deleted, and which kinds. */
export type EligibleAccount = {
  readonly accountId: AccountId
  readonly accountName: string
  readonly kinds: readonly CredentialKind[]
}

/** The accounts that a scope means now. */
export function accountsOf(
  scope: ProcedureScope,
  { store, introduction }: PlanningContext,
): AccountId[] {
  if (scope.kind === 'accounts') return [...new Set(scope.accountIds)]
  return store.accountTable.ids(introduction.organization.id, scope.filter, {
    key: 'id',
    descending: false,
  })
}

/**
 * Splits accounts into those that a deletion may touch and those it leaves out, each with the reason.
 *
 * Exemptions and protected accounts are left out, except where `closing` names the account: what a break-glass case has opened is closed again, whatever
 * else holds.
 */
export function eligibleAccounts(
  accountIds: readonly AccountId[],
  chosen: readonly CredentialKind[],
  closing: ReadonlySet<AccountId>,
  {
    organizationId,
    store,
    settings,
    clock,
  }: Pick<PlanningContext, 'store' | 'settings' | 'clock'> & {
    readonly organizationId: OrganizationId
  },
): { eligible: EligibleAccount[]; leftOut: LeftOut[] } {
  const protectedIds = new Set(settings.protectedAccounts)
  const eligible: EligibleAccount[] = []
  const leftOut: LeftOut[] = []
  for (const accountId of accountIds) {
    const known = store.accountTable.get(organizationId, accountId)
    const accountName = known?.account.name ?? ''
    const refuse = (reason: string) => leftOut.push({ accountId, accountName, reason })
    if (!known || known.account.leftAt !== null) {
      refuse('It is not a member of the organization, as far as the last listing says.')
    } else if (known.account.isManagement) {
      refuse('The management account cannot be the target of a root session.')
    } else if (!isAuditable(known.account.state)) {
      refuse(`Its state is ${known.account.state}.`)
    } else if (protectedIds.has(accountId) && !closing.has(accountId)) {
      refuse('It is a protected account (Settings).')
    } else {
      const { kinds: spared, exemptions } = closing.has(accountId)
        ? nothingSpared
        : sparedIn(organizationId, accountId, { store, clock })
      const kinds = chosen.filter((kind) => !spared.has(kind))
      if (spared.size > 0) {
        const [first] = exemptions
        refuse(
          `${listed(credentialKinds.filter((kind) => spared.has(kind)))}: exempt until ${first?.expiresAt.slice(0, 10)} (${first?.ticket}).`,
        )
      }
      if (kinds.length > 0) eligible.push({ accountId, accountName, kinds })
    }
  }
  return { eligible, leftOut }
}

/** What the exemptions that hold now keep in an account. */
export function sparedIn(
  organizationId: OrganizationId,
  accountId: AccountId,
  { store, clock }: Pick<PlanningContext, 'store' | 'clock'>,
): { kinds: ReadonlySet<CredentialKind>; exemptions: readonly Exemption[] } {
  const now = clock.instant()
  const exemptions = store.exemptions
    .ofAccount(organizationId, accountId)
    .filter((exemption) => isValidAt(exemption, now))
  return { kinds: sparedBy(exemptions), exemptions }
}

const nothingSpared = { kinds: new Set<CredentialKind>(), exemptions: [] as Exemption[] }

/** The kinds of credential that exemptions keep. Where a password is kept, so is its second factor. */
export function sparedBy(exemptions: readonly Exemption[]): Set<CredentialKind> {
  const spared = new Set(
    exemptions.flatMap((exemption) => exemption.kinds).map((kind) => credentialOf[kind]),
  )
  if (spared.has('password')) spared.add('mfa-device')
  return spared
}

const credentialOf = {
  'access-key': 'access-key',
  'password-without-mfa': 'password',
  password: 'password',
  'signing-certificate': 'signing-certificate',
  'residual-mfa': 'mfa-device',
} as const satisfies Record<FindingKind, CredentialKind>

const kindWords = {
  'access-key': 'access keys',
  'signing-certificate': 'signing certificates',
  password: 'console password',
  'mfa-device': 'MFA devices',
} as const satisfies Record<CredentialKind, string>

function listed(kinds: readonly CredentialKind[]): string {
  return kinds.map((kind) => kindWords[kind]).join(', ')
}
