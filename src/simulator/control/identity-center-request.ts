import { randomUUID } from 'node:crypto'
import type { DeviceAuthorization } from '../identity-center/devices.ts'
import type {
  Assignment,
  DirectoryUser,
  IdentityCenter,
  PermissionSet,
} from '../identity-center/directory.ts'
import type { World } from '../world.ts'
import { readPolicy } from './policy-request.ts'
import {
  ShapeError,
  choiceIn,
  flagIn,
  listIn,
  numberIn,
  objectOf,
  present,
  textIn,
} from './shape.ts'
import type { JsonObject } from './shape.ts'

/** Changes the instance as `PUT /_sim/identity-center` does: lists are replaced whole, and have to fit together. */
export function patchIdentityCenter({ identityCenter }: World, value: unknown): void {
  const patch = objectOf(value, 'the identity center', [
    'region',
    'users',
    'permissionSets',
    'assignments',
    'accessTokenSeconds',
    'pollSeconds',
  ])
  const next = {
    ...identityCenter,
    ...present<IdentityCenter>({
      ...identityCenter,
      region: textIn(patch, 'region'),
      users: listIn(patch, 'users', (item) => readUser(identityCenter, item)),
      permissionSets: listIn(patch, 'permissionSets', readPermissionSet),
      assignments: listIn(patch, 'assignments', readAssignment),
      accessTokenSeconds: numberIn(patch, 'accessTokenSeconds', 0, 604_800),
      pollSeconds: numberIn(patch, 'pollSeconds', 0, 600),
    }),
  }
  checkAssignments(next)
  Object.assign(identityCenter, next)
}

/** Someone who is known keeps the ID. */
function readUser({ users }: IdentityCenter, value: unknown): DirectoryUser {
  const user = objectOf(value, 'a user', ['userName', 'displayName', 'email', 'enabled'])
  const userName = needed(user, 'userName', /^[\w+=,.@-]{2,64}$/)
  return {
    id: users.find((known) => known.userName === userName)?.id ?? randomUUID(),
    userName,
    displayName: textIn(user, 'displayName') ?? userName,
    email: textIn(user, 'email') ?? `${userName}@example.com`,
    enabled: flagIn(user, 'enabled') ?? true,
  }
}

function readPermissionSet(value: unknown): PermissionSet {
  const set = objectOf(value, 'a permission set', ['name', 'policy', 'sessionSeconds'])
  return {
    name: needed(set, 'name', /^[\w+=,.@-]{1,32}$/),
    policy: readPolicy(set['policy']),
    sessionSeconds: numberIn(set, 'sessionSeconds', 1, 43_200) ?? 3600,
  }
}

function readAssignment(value: unknown): Assignment {
  const assignment = objectOf(value, 'an assignment', ['userName', 'permissionSet', 'accountId'])
  return {
    userName: needed(assignment, 'userName', /./),
    permissionSet: needed(assignment, 'permissionSet', /./),
    accountId: needed(assignment, 'accountId', /^\d{12}$/),
  }
}

/** What is assigned has to exist, else a drill waits for what never comes. */
function checkAssignments({ users, permissionSets, assignments }: IdentityCenter): void {
  const userNames = new Set(users.map(({ userName }) => userName))
  const setNames = new Set(permissionSets.map(({ name }) => name))
  for (const { userName, permissionSet } of assignments) {
    if (!userNames.has(userName)) throw new ShapeError(`there is no user ${userName}`)
    if (!setNames.has(permissionSet)) {
      throw new ShapeError(`there is no permission set ${permissionSet}`)
    }
  }
}

/** Decides about a device, as `POST /_sim/devices/:userCode` does: as the person at the page would, or time, or a busy AWS. */
export function decideDevice(world: World, device: DeviceAuthorization, value: unknown): void {
  const request = objectOf(value, 'a decision', ['decision', 'userName'])
  const decision = choiceIn(request, 'decision', ['allow', 'deny', 'expire', 'slow-down'])
  switch (decision) {
    case 'allow': {
      const userName = needed(request, 'userName', /./)
      if (!world.identityCenter.users.some((user) => user.userName === userName)) {
        throw new ShapeError(`there is no user ${userName}`)
      }
      device.decision = { kind: 'allowed', userName }
      return
    }
    case 'deny':
      device.decision = { kind: 'denied' }
      return
    case 'expire':
      device.expiresAt = world.clock.now()
      return
    case 'slow-down':
      device.slowsDown = true
      return
    case undefined:
      throw new ShapeError('a "decision" is needed')
  }
}

/** Reads `{"userName"?}`: whose tokens. */
export function readTokenOwner(value: unknown): string | undefined {
  return textIn(objectOf(value, 'the request', ['userName']), 'userName')
}

function needed(object: JsonObject, name: string, pattern: RegExp): string {
  const text = textIn(object, name)
  if (text === undefined || !pattern.test(text)) {
    throw new ShapeError(`"${name}" is needed, in its form ${pattern.source}`)
  }
  return text
}
