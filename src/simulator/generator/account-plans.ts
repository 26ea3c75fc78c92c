import type { AccountState } from '../organization.ts'
import type { Random } from '../random.ts'
import { ROOT_KIND_WEIGHTS } from './root-users.ts'
import type { RootKind } from './root-users.ts'

/** Why a root session cannot see into an account, if it cannot. */
export type Obstacle = 'none' | 'deny-root' | 'deny-root-except-buckets' | 'assume-root-denied'

/** What one member account is to be, before names and IDs. */
export interface AccountPlan {
  readonly root: RootKind
  readonly state: AccountState
  readonly obstacle: Obstacle
  readonly lockedBucket: boolean
  readonly lockedQueue: boolean
}

const PLAIN: AccountPlan = {
  root: 'clean',
  state: 'ACTIVE',
  obstacle: 'none',
  lockedBucket: false,
  lockedQueue: false,
}

/** Organizations of this many members hold at least one of every kind. */
export const EVERY_KIND_FROM = 26

const EVERY_KIND: readonly AccountPlan[] = [
  { ...PLAIN, root: 'password-without-mfa' },
  { ...PLAIN, root: 'password-with-mfa' },
  { ...PLAIN, root: 'key-used-yesterday' },
  { ...PLAIN, root: 'key-old' },
  { ...PLAIN, root: 'key-unused' },
  { ...PLAIN, root: 'two-keys' },
  { ...PLAIN, root: 'signing-certificate' },
  { ...PLAIN, root: 'residual-mfa' },
  { ...PLAIN, root: 'everything' },
  { ...PLAIN, state: 'SUSPENDED' },
  { ...PLAIN, state: 'PENDING_CLOSURE', root: 'password-with-mfa' },
  { ...PLAIN, state: 'CLOSED' },
  { ...PLAIN, state: 'PENDING_ACTIVATION' },
  { ...PLAIN, obstacle: 'deny-root', root: 'password-without-mfa' },
  { ...PLAIN, obstacle: 'deny-root-except-buckets', lockedBucket: true },
  { ...PLAIN, obstacle: 'assume-root-denied', root: 'key-old' },
  { ...PLAIN, lockedBucket: true },
  { ...PLAIN, lockedQueue: true },
]

/** Plans for `count` member accounts, in drawn order: most clean, every kind present once the organization is large enough. */
export function drawAccountPlans(random: Random, count: number): AccountPlan[] {
  const plans = count >= EVERY_KIND_FROM ? [...EVERY_KIND] : []
  while (plans.length < count) plans.push(drawPlan(random))
  return random.shuffled(plans)
}

const STATES: readonly (readonly [AccountState, number])[] = [
  ['ACTIVE', 96.4],
  ['SUSPENDED', 1.5],
  ['PENDING_CLOSURE', 0.8],
  ['CLOSED', 1.1],
  ['PENDING_ACTIVATION', 0.2],
]

const OBSTACLES: readonly (readonly [Obstacle, number])[] = [
  ['none', 96.5],
  ['deny-root', 1.6],
  ['deny-root-except-buckets', 1.1],
  ['assume-root-denied', 0.8],
]

function drawPlan(random: Random): AccountPlan {
  const state = random.weighted(STATES)
  return {
    root: random.weighted(ROOT_KIND_WEIGHTS),
    state,
    obstacle: state === 'ACTIVE' ? random.weighted(OBSTACLES) : 'none',
    lockedBucket: random.chance(0.02),
    lockedQueue: random.chance(0.015),
  }
}
