import {
  drawRoleOperator,
  drawRootOperator,
  drawUserOperator,
} from '../authentication/operators.ts'
import type { Caller } from '../authentication/caller.ts'
import type { PolicyDocument } from '../policy/policy-document.ts'
import { isKnownOperator } from '../policy/policy-evaluation.ts'
import type { World } from '../world.ts'
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

/** Enough of a check that evaluating it cannot fail. */
function readPolicy(value: unknown): PolicyDocument {
  const policy = objectOf(value, 'policy', ['Version', 'Id', 'Statement'])
  const list: readonly unknown[] = Array.isArray(policy['Statement'])
    ? policy['Statement']
    : [policy['Statement']]
  const statements = list.map((item) =>
    objectOf(item, 'a statement', [
      'Sid',
      'Effect',
      'Action',
      'NotAction',
      'Resource',
      'NotResource',
      'Condition',
    ]),
  )
  for (const statement of statements) {
    if (choiceIn(statement, 'Effect', ['Allow', 'Deny']) === undefined) {
      throw new ShapeError('a statement needs an "Effect"')
    }
    for (const name of ['Action', 'NotAction', 'Resource', 'NotResource']) {
      checkTexts(statement[name], name)
    }
    const condition =
      statement['Condition'] === undefined ? {} : objectOf(statement['Condition'], 'Condition')
    for (const [operator, keys] of Object.entries(condition)) {
      if (!isKnownOperator(operator)) {
        throw new ShapeError(`the condition operator ${operator} is not known here`)
      }
      for (const [key, values] of Object.entries(objectOf(keys, operator))) checkTexts(values, key)
    }
  }
  return {
    Version: textIn(policy, 'Version') ?? '2008-10-17',
    Statement: statements as unknown as PolicyDocument['Statement'],
  }
}

function checkTexts(value: unknown, name: string): void {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value ?? '']
  if (!list.every((item) => typeof item === 'string')) {
    throw new ShapeError(`"${name}" must be a text or a list of texts`)
  }
}
