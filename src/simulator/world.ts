import { drawRoleOperator, drawUserOperator } from './authentication/operators.ts'
import type { Caller } from './authentication/caller.ts'
import { createKeyring } from './authentication/keyring.ts'
import type { Keyring } from './authentication/keyring.ts'
import { createBoundedLog } from './bounded-log.ts'
import type { BoundedLog } from './bounded-log.ts'
import { createTrail } from './cloudtrail/trail.ts'
import type { Trail } from './cloudtrail/trail.ts'
import type { SimulatedClock } from './clock.ts'
import { createFaults } from './faults.ts'
import type { Faults } from './faults.ts'
import { generateOrganization } from './generator/organization-generator.ts'
import type { IdentityCenter } from './identity-center/directory.ts'
import { drawIdentityCenter } from './identity-center/draw-identity-center.ts'
import { createSignIn } from './identity-center/sign-in.ts'
import type { SignIn } from './identity-center/sign-in.ts'
import type { Letter } from './letter.ts'
import type { Account, Organization, ServiceControlPolicy } from './organization.ts'
import type { ResolvedOptions, Switches } from './options.ts'
import { createRandom } from './random.ts'
import type { Random } from './random.ts'
import type { RequestLog } from './request-log.ts'
import { createRevocations } from './revocations.ts'
import type { Revocations } from './revocations.ts'
import { createRoles } from './roles.ts'
import type { Roles } from './roles.ts'
import { createThrottles } from './throttles.ts'
import type { Throttles } from './throttles.ts'

/** Everything that a practice organization is at one moment. A reset makes a new one. */
export interface World {
  readonly organization: Organization
  /** The Region of the ready line. */
  readonly region: string
  readonly delegatedAdministratorId: string | null
  readonly denyRootPolicy: ServiceControlPolicy
  readonly operators: { readonly management: Caller; readonly delegated: Caller | null }
  readonly switches: Switches
  readonly clock: SimulatedClock
  readonly keyring: Keyring
  /** The roles that AssumeRole finds. */
  readonly roles: Roles
  readonly identityCenter: IdentityCenter
  /** Who is signing in, and who is signed in. */
  readonly signIn: SignIn
  readonly revocations: Revocations
  readonly faults: Faults
  readonly throttles: Throttles
  readonly requests: RequestLog
  readonly trail: Trail
  /** The mail that AWS sent, to whomever. */
  readonly letters: BoundedLog<Letter>
  /** Bucket name → its owner: names are unique in all of AWS. */
  readonly bucketOwners: ReadonlyMap<string, Account>
  /** For keys that are made while the world runs. */
  readonly random: Random
}

const LOGGED_CALLS = 200_000

/** Draws the organization and sets everything to its start. */
export function createWorld(options: ResolvedOptions, clock: SimulatedClock): World {
  const { organization, delegatedAdministratorId, denyRootPolicy } = generateOrganization(options)
  const seed = `${options.seed} ${options.accounts}`
  const random = createRandom(`operators ${seed}`)
  const management = drawUserOperator(random, organization.managementAccountId, 'rootkeep-operator')
  const delegated =
    delegatedAdministratorId === null
      ? null
      : drawRoleOperator(random, delegatedAdministratorId, 'RootAccess', 'sam.okafor', clock.now())
  const keyring = createKeyring()
  keyring.put(management)
  if (delegated !== null) keyring.put(delegated)
  return {
    organization,
    region: options.region,
    delegatedAdministratorId,
    denyRootPolicy,
    operators: { management, delegated },
    switches: { ...options.switches },
    clock,
    keyring,
    roles: createRoles(organization),
    identityCenter: drawIdentityCenter({
      seed,
      region: options.region,
      organization,
      operatingAccountId: delegatedAdministratorId ?? organization.managementAccountId,
      delegated,
    }),
    signIn: createSignIn(createRandom(`user codes ${seed}`)),
    revocations: createRevocations(),
    faults: createFaults(options.faults, createRandom(`faults ${options.seed}`)),
    throttles: createThrottles(options.limits, () => performance.now()),
    requests: createBoundedLog(LOGGED_CALLS),
    trail: createTrail(LOGGED_CALLS),
    letters: createBoundedLog(LOGGED_CALLS),
    bucketOwners: indexBuckets(organization.accounts),
    random,
  }
}

function indexBuckets(accounts: readonly Account[]): ReadonlyMap<string, Account> {
  const owners = new Map<string, Account>()
  for (const account of accounts) {
    for (const bucket of account.buckets) owners.set(bucket.name, account)
  }
  return owners
}
