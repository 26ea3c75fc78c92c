import { drawAccountId, drawOrganizationId } from '../identifiers.ts'
import { ACCOUNT_SERVICE_PRINCIPAL, CLEAN_ROOT, IAM_SERVICE_PRINCIPAL } from '../organization.ts'
import type { Account, Organization, ServiceControlPolicy, Unit } from '../organization.ts'
import type { ResolvedOptions, Switches } from '../options.ts'
import { createRandom } from '../random.ts'
import type { Random } from '../random.ts'
import { drawAccountPlans } from './account-plans.ts'
import type { AccountPlan } from './account-plans.ts'
import { createNamer } from './names.ts'
import type { AccountIdentity } from './names.ts'
import { drawBuckets, drawQueues } from './resources.ts'
import { drawManagementRoot, drawRootUser } from './root-users.ts'
import { growUnitTree } from './unit-tree.ts'
import type { UnitTree } from './unit-tree.ts'
import { EVERY_CASE_FROM, addUnlockCases } from './unlock-cases.ts'

export interface GeneratedOrganization {
  readonly organization: Organization
  /** The security account that is (or may become) delegated administrator; null in an organization of one. */
  readonly delegatedAdministratorId: string | null
  /** The policy that `PUT /_sim/accounts/…` attaches to an account to keep root sessions out. */
  readonly denyRootPolicy: ServiceControlPolicy
}

const DAY = 86_400_000

/** Draws a whole organization. Deterministic in seed, number of accounts and reference time. */
export function generateOrganization(options: ResolvedOptions): GeneratedOrganization {
  const { accounts: size, seed, referenceTime: now, switches } = options
  const random = createRandom(`organization ${seed} ${size}`)
  const organizationId = drawOrganizationId(random)
  const tree = growUnitTree(random, organizationId, size)
  const namer = createNamer(random, size)
  const drawId = uniqueAccountIds(random)
  const foundedAt = now - random.integer(2200, 3600) * DAY

  const management = member(drawId(), namer.management(), tree.root, foundedAt)
  management.root = drawManagementRoot(random, management.id, now)

  const members: Account[] = []
  const delegate =
    size < 2
      ? null
      : member(
          drawId(),
          namer.titled('Security Tooling', 'security'),
          tree.security,
          foundedAt + 20 * DAY,
        )
  if (delegate !== null) members.push(delegate)
  if (size >= 8) {
    members.push(
      member(
        drawId(),
        namer.titled('Log Archive', 'security'),
        tree.security,
        foundedAt + 20 * DAY,
      ),
    )
  }
  if (size >= 8) {
    members.push(
      member(
        drawId(),
        namer.titled('Network Hub', 'network'),
        tree.infrastructure[0] ?? tree.root,
        foundedAt + 40 * DAY,
      ),
    )
  }
  for (const plan of drawAccountPlans(random, size - 1 - members.length)) {
    members.push(planned(random, plan, drawId(), namer.next(), tree, foundedAt, now))
  }

  if (size >= EVERY_CASE_FROM) {
    // A source of its own: what is drawn here changes nothing that a seed gave before.
    addUnlockCases(
      createRandom(`unlock cases ${seed} ${size}`),
      members.filter((account) => account !== delegate && isReachable(account, tree)),
    )
  }

  const accounts = random.shuffled([management, ...members])
  for (const account of accounts) account.unit.accounts.push(account)
  const organization: Organization = {
    id: organizationId,
    managementAccountId: management.id,
    featureSet: switches.featureSet,
    trustedServices: trustedServices(switches, foundedAt),
    features: new Set(switches.featureSet === 'ALL' ? switches.features : []),
    delegates: new Map(),
    root: tree.root,
    units: tree.units,
    accounts,
    accountsById: new Map(accounts.map((account) => [account.id, account])),
  }
  if (
    delegate !== null &&
    switches.delegatedAdministrator &&
    organization.trustedServices.has(IAM_SERVICE_PRINCIPAL)
  ) {
    organization.delegates.set(
      delegate.id,
      new Map([[IAM_SERVICE_PRINCIPAL, foundedAt + 30 * DAY]]),
    )
  }
  return {
    organization,
    delegatedAdministratorId: delegate?.id ?? null,
    denyRootPolicy: tree.denyRootPolicy,
  }
}

function planned(
  random: Random,
  plan: AccountPlan,
  id: string,
  identity: AccountIdentity,
  tree: UnitTree,
  foundedAt: number,
  now: number,
): Account {
  const joinedAt = Math.floor(foundedAt + random.next() * (now - 20 * DAY - foundedAt))
  const account = member(
    id,
    identity,
    unitFor(random, plan, tree),
    joinedAt,
    random.chance(0.12) ? 'INVITED' : 'CREATED',
  )
  account.state = plan.state
  account.assumeRootDenied = plan.obstacle === 'assume-root-denied'
  account.root = drawRootUser(random, plan.root, id, joinedAt, now)
  account.buckets = drawBuckets(random, id, joinedAt, plan.lockedBucket)
  account.queues = drawQueues(random, id, joinedAt, plan.lockedQueue)
  return account
}

/** Whether a root session may do its task there. */
function isReachable(account: Account, tree: UnitTree): boolean {
  const isGuarded = account.unit === tree.denyRoot || account.unit === tree.denyRootExceptBuckets
  return account.state === 'ACTIVE' && !account.assumeRootDenied && !isGuarded
}

function unitFor(random: Random, plan: AccountPlan, tree: UnitTree): Unit {
  if (plan.obstacle === 'deny-root') return tree.denyRoot
  if (plan.obstacle === 'deny-root-except-buckets') return tree.denyRootExceptBuckets
  if (plan.state === 'SUSPENDED' || plan.state === 'CLOSED') return tree.suspended
  const style = random.next()
  if (style < 0.1) return tree.sandbox
  return random.pick(style < 0.18 ? tree.infrastructure : tree.workloads)
}

function member(
  id: string,
  identity: AccountIdentity,
  unit: Unit,
  joinedAt: number,
  joinedMethod: Account['joinedMethod'] = 'CREATED',
): Account {
  return {
    id,
    name: identity.name,
    email: identity.email,
    emailUpdate: null,
    state: 'ACTIVE',
    unit,
    tags: identity.tags,
    joinedMethod,
    joinedAt,
    inOrganization: true,
    assumeRootDenied: false,
    policies: [],
    root: CLEAN_ROOT,
    buckets: [],
    queues: [],
  }
}

function uniqueAccountIds(random: Random): () => string {
  const taken = new Set<string>()
  return () => {
    let id = drawAccountId(random)
    while (taken.has(id)) id = drawAccountId(random)
    taken.add(id)
    return id
  }
}

function trustedServices(switches: Switches, foundedAt: number): Map<string, number> {
  const services = new Map<string, number>()
  if (switches.featureSet !== 'ALL') return services
  for (const [index, principal] of [
    'cloudtrail.amazonaws.com',
    'config.amazonaws.com',
    'sso.amazonaws.com',
  ].entries()) {
    services.set(principal, foundedAt + (10 + index) * DAY)
  }
  if (switches.accountManagement) services.set(ACCOUNT_SERVICE_PRINCIPAL, foundedAt + 20 * DAY)
  if (switches.trustedAccess) services.set(IAM_SERVICE_PRINCIPAL, foundedAt + 25 * DAY)
  return services
}
