import type { PolicyDocument } from '../policy/policy-document.ts'
import { isKnownOperator } from '../policy/policy-evaluation.ts'
import type { TrustPolicy } from '../policy/trust-policy.ts'
import { ShapeError, choiceIn, objectOf, textIn } from './shape.ts'
import type { JsonObject } from './shape.ts'

/** An identity policy. Enough of a check that evaluating it cannot fail. */
export function readPolicy(value: unknown): PolicyDocument {
  return readDocument(value, [
    'Sid',
    'Effect',
    'Action',
    'NotAction',
    'Resource',
    'NotResource',
    'Condition',
  ]) as unknown as PolicyDocument
}

/** A trust policy: `"Principal"` is `"*"` or `{"AWS": …}`. */
export function readTrustPolicy(value: unknown): TrustPolicy {
  const document = readDocument(value, [
    'Sid',
    'Effect',
    'Principal',
    'Action',
    'NotAction',
    'Condition',
  ])
  for (const { Principal: principal } of document.Statement) {
    if (principal === '*') continue
    const { AWS: principals } = objectOf(principal, 'Principal', ['AWS'])
    if (principals === undefined) throw new ShapeError('a Principal needs "AWS"')
    checkTexts(principals, 'AWS')
  }
  return document as unknown as TrustPolicy
}

interface Document {
  readonly Version: string
  readonly Statement: readonly JsonObject[]
}

function readDocument(value: unknown, members: readonly string[]): Document {
  const policy = objectOf(value, 'policy', ['Version', 'Id', 'Statement'])
  const list: readonly unknown[] = Array.isArray(policy['Statement'])
    ? policy['Statement']
    : [policy['Statement']]
  const statements = list.map((item) => objectOf(item, 'a statement', members))
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
  return { Version: textIn(policy, 'Version') ?? '2008-10-17', Statement: statements }
}

function checkTexts(value: unknown, name: string): void {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value ?? '']
  if (!list.every((item) => typeof item === 'string')) {
    throw new ShapeError(`"${name}" must be a text or a list of texts`)
  }
}
