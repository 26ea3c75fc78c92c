import {
  drawRoleOperator,
  drawRootOperator,
  drawUserOperator,
} from '../authentication/operators.ts'
import type { Caller } from '../authentication/caller.ts'
import type { World } from '../world.ts'
import { readPolicy } from './policy-request.ts'
import { ShapeError, choiceIn, numberIn, objectOf, present, textIn } from './shape.ts'
import type { JsonObject } from './shape.ts'

/** Makes one more operator, as `POST /_sim/operators` does: a caller of any account, also one outside the organization. */
export function addOperator(world: World, value: unknown): Caller {
  const request = objectOf(value, 'an operator', [
    'accountId',
    'kind',
    'name',
    'policy',
    'expiresInSeconds',
    'sourceIdentity',
  ])
  const accountId = textIn(request, 'accountId')
  if (accountId === undefined || !/^\d{12}$/.test(accountId)) {
    throw new ShapeError('"accountId" must be twelve digits')
  }
  const name = textIn(request, 'name') ?? 'operator'
  const kind = choiceIn(request, 'kind', ['user', 'role', 'root']) ?? 'user'
  const drawn =
    kind === 'root'
      ? drawRootOperator(world.random, accountId)
      : kind === 'role'
        ? drawRoleOperator(world.random, accountId, 'Operator', name, world.clock.now())
        : drawUserOperator(world.random, accountId, name)
  const caller = changed(world, drawn, request)
  world.keyring.put(caller)
  return caller
}

/** Changes what an operator may do and until when, as `PUT /_sim/operators/:accessKeyId` does. */
export function changeOperator(world: World, caller: Caller, value: unknown): Caller {
  const next = changed(
    world,
    caller,
    objectOf(value, 'an operator', ['policy', 'expiresInSeconds', 'sourceIdentity']),
  )
  world.keyring.put(next)
  return next
}

function changed(world: World, caller: Caller, request: JsonObject): Caller {
  const seconds = numberIn(request, 'expiresInSeconds', -1_000_000_000, 1_000_000_000)
  return {
    ...caller,
    ...present<Caller>({
      ...caller,
      identityPolicy:
        request['policy'] === undefined || caller.kind === 'root'
          ? undefined
          : readPolicy(request['policy']),
      expiresAt: seconds === undefined ? undefined : world.clock.now() + seconds * 1000,
      sourceIdentity: textIn(request, 'sourceIdentity'),
    }),
  }
}
