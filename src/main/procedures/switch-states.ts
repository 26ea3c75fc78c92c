import type { AccountId } from '../../shared/domain/accounts.ts'
import type { Caller } from '../../shared/domain/connections.ts'
import type { OrganizationSwitch } from '../../shared/domain/procedures.ts'
import type { SwitchState } from '../../shared/domain/resources.ts'

/** The organization's switches as they were read; null where one could not be, with the reason in `unread`. */
export type Switchboard = {
  readonly trustedAccess: boolean | null
  readonly features: readonly string[] | null
  readonly delegates: readonly AccountId[] | null
  readonly unread: { readonly [S in OrganizationSwitch]?: string }
}

/** What turning a switch does to whom (fact sheet 0.1, 0.8, 2.1, 3). */
export const switchEffects = {
  'trusted-access': {
    on: [
      'IAM may act in the whole organization, which every feature of centralized root access needs.',
      'The features themselves stay as they are: those that were on before are on again.',
    ],
    off: [
      'No root session can begin in any account, for nobody, also not for the delegated administrator.',
      'Sessions that were issued before go on until they end, at most 15 minutes.',
      'The features are remembered and come back when trusted access is turned on again.',
    ],
  },
  RootCredentialsManagement: {
    on: [
      'Management account and delegated administrator can audit and delete root credentials of member accounts, and allow password recovery.',
      'Accounts that are created from now on have no root password, and none can be set until recovery is allowed.',
    ],
    off: [
      'Root credentials can no longer be audited or deleted from here, and password recovery can no longer be allowed.',
      'Root users without a password can set one through “Forgot password” again, whoever reads their mailbox.',
    ],
  },
  RootSessions: {
    on: [
      'Management account and delegated administrator can repair bucket and queue policies that lock everyone out.',
    ],
    off: [
      'Locked bucket and queue policies can only be repaired by signing in as root of the account.',
    ],
  },
  'delegated-administrator': {
    on: [
      'Principals of this account can open root sessions in member accounts, as far as their IAM policies allow sts:AssumeRoot.',
      'They can also read the organization: its accounts, units and policies.',
    ],
    off: [
      'Principals of this account can no longer open root sessions in other accounts.',
      'Sessions that were issued before go on until they end, at most 15 minutes.',
    ],
  },
} as const satisfies Record<OrganizationSwitch, { on: readonly string[]; off: readonly string[] }>

/** Whether a switch is on; for delegated administrators, whether this account is one, or whether there is any. */
export function isOn(
  board: Switchboard,
  what: OrganizationSwitch,
  accountId: AccountId | null,
): boolean | null {
  if (what === 'trusted-access') return board.trustedAccess
  if (what === 'delegated-administrator') {
    if (board.delegates === null) return null
    return accountId === null ? board.delegates.length > 0 : board.delegates.includes(accountId)
  }
  return board.features === null ? null : board.features.includes(what)
}

/** Why this caller cannot turn a switch this way now, one sentence; null where it can. */
export function obstacleTo(
  board: Switchboard,
  what: OrganizationSwitch,
  on: boolean,
  caller: Pick<Caller, 'kind'>,
): string | null {
  const isFeature = what === 'RootCredentialsManagement' || what === 'RootSessions'
  const mayDisable = isFeature && !on && caller.kind === 'delegated-administrator'
  if (caller.kind === 'member') return 'The caller is in an ordinary member account.'
  if (caller.kind === 'delegated-administrator' && !mayDisable) {
    return 'Only the management account may do this; the delegated administrator may turn the two features off.'
  }
  if (on && what !== 'trusted-access' && board.trustedAccess === false) {
    return 'Trusted access for IAM comes first: turn it on.'
  }
  if (!on && what === 'trusted-access' && (board.delegates?.length ?? 0) > 0) {
    return 'A delegated administrator is registered: deregister it first.'
  }
  if (!on && isFeature && board.trustedAccess === false) {
    return 'Trusted access for IAM is off, so AWS does not answer for the features. They are without effect.'
  }
  return null
}

/** All switches for the screen. A switch that is on can be turned off, and the other way round: the reason is for that way. */
export function switchStates(board: Switchboard, caller: Pick<Caller, 'kind'>): SwitchState[] {
  const order = [
    'trusted-access',
    'RootCredentialsManagement',
    'RootSessions',
    'delegated-administrator',
  ] as const
  return order.map((what) => {
    const on = isOn(board, what, null)
    const unread = board.unread[what]
    // Further delegates can be registered beside the ones there are.
    const way = what === 'delegated-administrator' ? true : on !== true
    return {
      switch: what,
      on,
      reason:
        on === null
          ? `It could not be read: ${unread ?? 'AWS did not say.'}`
          : obstacleTo(board, what, way, caller),
      effectsOn: [...switchEffects[what].on],
      effectsOff: [...switchEffects[what].off],
    }
  })
}
