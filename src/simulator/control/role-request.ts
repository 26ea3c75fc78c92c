import type { Role } from '../roles.ts'
import type { World } from '../world.ts'
import { readPolicy, readTrustPolicy } from './policy-request.ts'
import { ShapeError, numberIn, objectOf, textIn } from './shape.ts'

/** Makes or replaces a role, as `PUT /_sim/roles` does. Any twelve digits: an account that does not exist is one outside. */
export function putRole({ roles }: World, value: unknown): Role {
  const request = objectOf(value, 'a role', [
    'accountId',
    'name',
    'path',
    'trustPolicy',
    'policy',
    'maxSessionSeconds',
  ])
  const accountId = textIn(request, 'accountId') ?? ''
  if (!/^\d{12}$/.test(accountId)) throw new ShapeError('"accountId" must be twelve digits')
  const name = textIn(request, 'name') ?? ''
  if (!/^[\w+=,.@-]{1,64}$/.test(name)) throw new ShapeError('"name" must be that of a role')
  const path = textIn(request, 'path') ?? '/'
  if (!/^\/([\w+=,.@-]+\/)*$/.test(path)) {
    throw new ShapeError('"path" must begin and end with a slash')
  }
  return roles.put({
    accountId,
    name,
    path,
    trustPolicy: readTrustPolicy(request['trustPolicy']),
    identityPolicy: readPolicy(request['policy']),
    maxSessionSeconds: numberIn(request, 'maxSessionSeconds', 3600, 43_200) ?? 3600,
  })
}

/** Takes a role away, as `DELETE /_sim/roles` does; false when it is not there. Sessions of it go on. */
export function removeRole({ roles }: World, value: unknown): boolean {
  const arn = textIn(objectOf(value, 'the request', ['arn']), 'arn')
  if (arn === undefined) throw new ShapeError('"arn" is needed')
  return roles.remove(arn)
}

/** A role in the shape of `PUT /_sim/roles`, with its ARN. */
export function roleDocument(role: Role) {
  const {
    arn,
    accountId,
    name,
    path,
    trustPolicy,
    identityPolicy: policy,
    maxSessionSeconds,
  } = role
  return { arn, accountId, name, path, trustPolicy, policy, maxSessionSeconds }
}
