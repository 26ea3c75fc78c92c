import type {
  AccessKey,
  Account,
  AccountState,
  Bucket,
  MfaDevice,
  Organization,
  Queue,
  RootUser,
  SigningCertificate,
  Unit,
} from '../organization.ts'
import type { World } from '../world.ts'
import {
  ShapeError,
  choiceIn,
  flagIn,
  instantIn,
  listIn,
  objectOf,
  present,
  textIn,
} from './shape.ts'
import type { JsonObject } from './shape.ts'
import { scpDeniesRootSessions } from './state-document.ts'

const STATES: readonly AccountState[] = [
  'PENDING_ACTIVATION',
  'ACTIVE',
  'SUSPENDED',
  'PENDING_CLOSURE',
  'CLOSED',
]

/**
 * Changes one account from outside, as `PUT /_sim/accounts/:id` does: any member of the account's state but `id`, in the
 * state's own shape, and `inOrganization`. Throws a ShapeError, and changes nothing, when a member is wrong.
 */
export function patchAccount(world: World, account: Account, value: unknown): void {
  const patch = objectOf(value, 'an account', [
    'name',
    'email',
    'state',
    'path',
    'tags',
    'assumeRootDenied',
    'scpDeniesRootSessions',
    'inOrganization',
    'root',
    'buckets',
    'queues',
  ])
  const { organization } = world
  if (
    account.id === organization.managementAccountId &&
    (patch['inOrganization'] === false || patch['scpDeniesRootSessions'] === true)
  ) {
    throw new ShapeError(
      'the management account cannot leave, and service control policies do not apply to it',
    )
  }
  const now = world.clock.now()
  const path = textIn(patch, 'path')
  const unit = path === undefined ? account.unit : unitAt(organization, path)
  const scpDenies = flagIn(patch, 'scpDeniesRootSessions')
  const policies =
    scpDenies === undefined ? account.policies : scpDenies ? [world.denyRootPolicy] : []
  if (scpDenies === false && scpDeniesRootSessions(organization, { ...account, unit, policies })) {
    throw new ShapeError(
      'a policy of the organizational unit denies root sessions: move the account with "path"',
    )
  }
  const changed: Partial<Account> = present<Account>({
    ...account,
    name: textIn(patch, 'name'),
    email: textIn(patch, 'email'),
    state: choiceIn(patch, 'state', STATES),
    tags: tagsIn(patch),
    assumeRootDenied: flagIn(patch, 'assumeRootDenied'),
    inOrganization: flagIn(patch, 'inOrganization'),
    root:
      patch['root'] === undefined
        ? undefined
        : { ...account.root, ...rootPatch(patch['root'], now) },
    buckets: listIn(patch, 'buckets', (item) => readBucket(item, account)),
    queues: listIn(patch, 'queues', (item) => readQueue(item, account)),
    policies,
  })
  move(account, unit)
  Object.assign(account, changed, { unit })
  if (account.inOrganization) return
  organization.delegates.delete(account.id)
}

function move(account: Account, unit: Unit): void {
  if (unit === account.unit) return
  account.unit.accounts.splice(account.unit.accounts.indexOf(account), 1)
  unit.accounts.push(account)
}

/** `o-…/r-…/ou-…/`, with or without the account at the end; or the unit's ID alone. */
function unitAt(organization: Organization, path: string): Unit {
  const ids = path.split('/').filter((part) => /^(r|ou)-/.test(part))
  const unit = organization.units.get(ids.at(-1) ?? '')
  if (unit === undefined) throw new ShapeError(`there is no unit at "${path}"`)
  return unit
}

function tagsIn(patch: JsonObject): Readonly<Record<string, string>> | undefined {
  if (patch['tags'] === undefined) return undefined
  const tags = objectOf(patch['tags'], 'tags')
  return Object.fromEntries(Object.keys(tags).map((key) => [key, textIn(tags, key) ?? '']))
}

function rootPatch(value: unknown, now: number): Partial<RootUser> {
  const root = objectOf(value, 'root', [
    'passwordPresent',
    'passwordLastUsed',
    'accessKeys',
    'mfaDevices',
    'signingCertificates',
  ])
  const passwordPresent = flagIn(root, 'passwordPresent')
  return present<RootUser>({
    passwordSetAt: passwordPresent === undefined ? undefined : passwordPresent ? now : null,
    passwordLastUsed: instantIn(root, 'passwordLastUsed'),
    accessKeys: listIn(root, 'accessKeys', (item) => readKey(item, now)),
    mfaDevices: listIn(root, 'mfaDevices', (item) => readDevice(item, now)),
    signingCertificates: listIn(root, 'signingCertificates', (item) => readCertificate(item, now)),
  })
}

function readKey(value: unknown, now: number): AccessKey {
  const key = objectOf(value, 'an access key', ['id', 'status', 'createdAt', 'lastUsed'])
  const use =
    key['lastUsed'] === undefined || key['lastUsed'] === null
      ? null
      : objectOf(key['lastUsed'], 'lastUsed', ['at', 'service', 'region'])
  return {
    id: needed(textIn(key, 'id'), 'id'),
    status: choiceIn(key, 'status', ['Active', 'Inactive']) ?? 'Active',
    createdAt: instantIn(key, 'createdAt') ?? now,
    lastUsed:
      use === null
        ? null
        : {
            at: instantIn(use, 'at') ?? now,
            service: needed(textIn(use, 'service'), 'service'),
            region: needed(textIn(use, 'region'), 'region'),
          },
  }
}

function readDevice(value: unknown, now: number): MfaDevice {
  const device = objectOf(value, 'an MFA device', ['serialNumber', 'enabledAt'])
  return {
    serialNumber: needed(textIn(device, 'serialNumber'), 'serialNumber'),
    enabledAt: instantIn(device, 'enabledAt') ?? now,
  }
}

function readCertificate(value: unknown, now: number): SigningCertificate {
  const certificate = objectOf(value, 'a signing certificate', ['id', 'uploadedAt'])
  return {
    id: needed(textIn(certificate, 'id'), 'id'),
    uploadedAt: instantIn(certificate, 'uploadedAt') ?? now,
  }
}

/** Names are unique in the world and indexed by owner, so a patch changes buckets that are there. */
function readBucket(value: unknown, account: Account): Bucket {
  const { name, policy } = resourceIn(value, 'a bucket')
  const bucket = account.buckets.find((candidate) => candidate.name === name)
  if (bucket === undefined) throw new ShapeError(`account ${account.id} has no bucket "${name}"`)
  return { ...bucket, policy }
}

function readQueue(value: unknown, account: Account): Queue {
  const { name, region, policy } = resourceIn(value, 'a queue')
  const queue = account.queues.find(
    (candidate) => candidate.name === name && candidate.region === region,
  )
  return {
    name,
    region,
    policy,
    createdAt: queue?.createdAt ?? account.joinedAt,
    modifiedAt: queue?.modifiedAt ?? account.joinedAt,
    earlier: null,
  }
}

function resourceIn(value: unknown, what: string) {
  const resource = objectOf(value, what, ['name', 'region', 'policy'])
  const policy = resource['policy'] === null ? null : textIn(resource, 'policy')
  return {
    name: needed(textIn(resource, 'name'), 'name'),
    region: needed(textIn(resource, 'region'), 'region'),
    policy: policy ?? null,
  }
}

function needed<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new ShapeError(`"${name}" is missing`)
  return value
}
