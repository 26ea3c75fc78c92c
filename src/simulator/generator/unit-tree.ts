import { drawHex, drawRootId, drawUnitId } from '../identifiers.ts'
import type { ServiceControlPolicy, Unit } from '../organization.ts'
import {
  DENY_LEAVING,
  DENY_LONG_TERM_ROOT,
  DENY_ROOT,
  DENY_ROOT_EXCEPT_BUCKET_POLICIES,
} from '../policy/service-control-policies.ts'
import type { PolicyDocument } from '../policy/policy-document.ts'
import type { Random } from '../random.ts'

/** The tree, and the units in which the generator places accounts of each kind. */
export interface UnitTree {
  readonly root: Unit
  readonly units: Map<string, Unit>
  readonly security: Unit
  readonly infrastructure: readonly Unit[]
  /** Where the ordinary accounts live. */
  readonly workloads: readonly Unit[]
  readonly sandbox: Unit
  readonly suspended: Unit
  /** Under a policy that denies root everything, AssumeRoot sessions included. */
  readonly denyRoot: Unit
  /** Under the older policy that lets root touch bucket policies only. */
  readonly denyRootExceptBuckets: Unit
  /** What the deny-root unit carries: the same policy is attached to single accounts by `PUT /_sim/accounts/…`. */
  readonly denyRootPolicy: ServiceControlPolicy
}

const DIVISIONS = [
  'Payments',
  'Retail',
  'Claims',
  'Logistics',
  'Data Platform',
  'Customer',
  'Risk',
  'Media',
  'Mobile',
  'Research',
  'Manufacturing',
  'Analytics',
]
const TEAMS = [
  'Core',
  'Edge',
  'Ledger',
  'Search',
  'Identity',
  'Catalogue',
  'Fulfilment',
  'Insights',
  'Partners',
  'Pricing',
]

/** A tree whose breadth grows with the number of accounts: at most 5 levels and a few hundred units (AWS allows 5 and 2,000). */
export function growUnitTree(random: Random, organizationId: string, accounts: number): UnitTree {
  const units = new Map<string, Unit>()
  const rootId = drawRootId(random)

  function add(name: string, parent: Unit, ...policies: ServiceControlPolicy[]): Unit {
    const id = drawUnitId(random, rootId)
    const unit: Unit = {
      id,
      name,
      parent,
      path: `${parent.path}${id}/`,
      children: [],
      accounts: [],
      policies,
    }
    parent.children.push(unit)
    units.set(id, unit)
    return unit
  }

  const policy = (name: string, document: PolicyDocument): ServiceControlPolicy => ({
    id: `p-${drawHex(random, 8)}`,
    name,
    document,
  })

  const root: Unit = {
    id: rootId,
    name: 'Root',
    parent: null,
    path: `${organizationId}/${rootId}/`,
    children: [],
    accounts: [],
    policies: [policy('deny-leaving', DENY_LEAVING)],
  }
  units.set(rootId, root)
  const denyRootPolicy = policy('deny-root', DENY_ROOT)
  const security = add('Security', root)
  const infrastructureUnit = add('Infrastructure', root)
  const infrastructure = [
    add('Production', infrastructureUnit),
    add('Non-Production', infrastructureUnit),
  ]
  const workloadsUnit = add('Workloads', root, policy('deny-long-term-root', DENY_LONG_TERM_ROOT))
  const sandbox = add('Sandbox', root)
  const suspended = add('Suspended', root)
  const acquisitions = add('Acquisitions', root)
  const denyRoot = add('Regulated', acquisitions, denyRootPolicy)
  const denyRootExceptBuckets = add(
    'Legacy Landing Zone',
    acquisitions,
    policy('deny-root-except-bucket-policies', DENY_ROOT_EXCEPT_BUCKET_POLICIES),
  )

  const workloads: Unit[] = []
  const divisions = Math.min(DIVISIONS.length, 2 + Math.floor(accounts / 60))
  const teams = Math.min(TEAMS.length, Math.floor(accounts / 150))
  for (const stageName of ['Production', 'Staging', 'Development']) {
    const stage = add(stageName, workloadsUnit)
    for (const divisionName of DIVISIONS.slice(0, divisions)) {
      const division = add(divisionName, stage)
      workloads.push(division)
      for (const teamName of TEAMS.slice(0, teams)) workloads.push(add(teamName, division))
    }
  }
  const deepest =
    workloads.find((unit) => unit.parent?.parent?.parent === workloadsUnit) ?? workloads[0]
  if (accounts >= 30 && deepest !== undefined) workloads.push(add('PCI', deepest))

  return {
    root,
    units,
    security,
    infrastructure,
    workloads,
    sandbox,
    suspended,
    denyRoot,
    denyRootExceptBuckets,
    denyRootPolicy,
  }
}
