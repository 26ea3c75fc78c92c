import type { JsonMember, JsonNode, Span } from './json-tree.ts'
import type { PolicyNotebook, PolicyProblemCode } from './policy-problem.ts'
import { everyone, principalOf, principalTypes, type Principal } from './principal.ts'

/** One line of a Condition block: an operator, a key, and the values it is compared with. */
export type PolicyCondition = {
  /** As written, e.g. `ForAllValues:StringNotLikeIfExists`. */
  readonly operator: string
  readonly key: string
  /** Numbers and booleans as their text. */
  readonly values: readonly string[]
  readonly span: Span
}

/** A statement as it reads. Of an element and its Not form at most one is there; the other is null. */
export type PolicyStatement = {
  /** Counted from 0. */
  readonly index: number
  /** Of the statement's object in the text. */
  readonly span: Span
  readonly sid: string | null
  readonly effect: 'Allow' | 'Deny'
  readonly principals: readonly Principal[] | null
  readonly notPrincipals: readonly Principal[] | null
  readonly actions: readonly string[] | null
  readonly notActions: readonly string[] | null
  readonly resources: readonly string[] | null
  readonly notResources: readonly string[] | null
  readonly conditions: readonly PolicyCondition[]
  readonly unknownKeys: readonly string[]
}

const statementKeys: ReadonlySet<string> = new Set([
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
])

/** Reads one statement; null where its effect cannot be told. What is wrong goes into the notebook. */
export function parseStatement(
  node: JsonNode,
  index: number,
  notebook: PolicyNotebook,
): PolicyStatement | null {
  const { problems, remarks } = notebook
  const named = `Statement ${index + 1}`
  if (node.type !== 'object') {
    problems.add('wrong-type', `${named} is not an object.`, node.span)
    return null
  }
  const members = new Map(node.members.map((member) => [member.name, member]))
  const unknown = node.members.filter(({ name }) => !statementKeys.has(name))
  for (const { name, nameSpan } of unknown) {
    remarks.add('unknown-key', `A statement has no element named ${name}.`, nameSpan)
  }
  const start = { offset: node.span.offset, length: 1 }
  const either = (name: string, codes: { both: PolicyProblemCode; none?: PolicyProblemCode }) => {
    const positive = members.get(name) ?? null
    const negative = members.get(`Not${name}`) ?? null
    if (positive && negative) {
      problems.add(codes.both, `${named} has both ${name} and Not${name}.`, negative.nameSpan)
    }
    if (!positive && !negative && codes.none) {
      problems.add(codes.none, `${named} has neither ${name} nor Not${name}.`, start)
    }
    return { positive, negative }
  }
  const principal = either('Principal', { both: 'principal-twice', none: 'principal-missing' })
  const action = either('Action', { both: 'action-twice', none: 'action-missing' })
  const resource = either('Resource', { both: 'resource-twice' })
  if (!resource.positive && !resource.negative) {
    remarks.add(
      'resource-missing',
      `${named} names no Resource. S3 refuses that; here it is read as this resource.`,
      start,
    )
  }
  const texts = (member: JsonMember | null) => member && textsOf(member, notebook)
  const sid = members.get('Sid')?.value
  if (sid && sid.type !== 'string') problems.add('wrong-type', 'Sid is a text.', sid.span)
  const read = {
    index,
    span: node.span,
    sid: sid?.type === 'string' ? sid.value : null,
    principals: principal.positive && principalsOf(principal.positive, notebook),
    notPrincipals: principal.negative && principalsOf(principal.negative, notebook),
    actions: texts(action.positive),
    notActions: texts(action.negative),
    resources: texts(resource.positive),
    notResources: texts(resource.negative),
    conditions: conditionsOf(members.get('Condition') ?? null, notebook),
    unknownKeys: unknown.map(({ name }) => name),
  }
  const effect = effectOf(members.get('Effect') ?? null, named, start, notebook)
  return effect === null ? null : { ...read, effect }
}

function effectOf(
  member: JsonMember | null,
  named: string,
  start: Span,
  { problems }: PolicyNotebook,
): PolicyStatement['effect'] | null {
  if (!member) {
    problems.add('effect-missing', `${named} has no Effect.`, start)
    return null
  }
  const { value } = member
  if (value.type === 'string' && (value.value === 'Allow' || value.value === 'Deny')) {
    return value.value
  }
  problems.add('effect-unknown', 'Effect is Allow or Deny.', value.span)
  return null
}

function principalsOf({ name, value }: JsonMember, { problems, remarks }: PolicyNotebook) {
  if (value.type === 'string' && value.value === '*') return [everyone]
  if (value.type !== 'object') {
    problems.add('wrong-type', `${name} is "*" or an object such as {"AWS": "…"}.`, value.span)
    return []
  }
  if (value.members.length === 0) {
    problems.add('wrong-type', `${name} names nobody.`, value.span)
  }
  return value.members.flatMap((member): Principal[] => {
    const type = principalTypes.find((known) => known === member.name)
    if (type === undefined) {
      problems.add('wrong-type', `${name} has no kind named ${member.name}.`, member.nameSpan)
      return []
    }
    return textNodesOf(member, problems).map(({ value: text, span }) => {
      const principal = principalOf(type, text)
      if (principal.kind === 'unique-id') {
        remarks.add(
          'deleted-principal',
          `${text} is the ID of a user or role that was deleted. AWS refuses to write a policy that names it.`,
          span,
        )
      }
      return principal
    })
  })
}

function textsOf(member: JsonMember, { problems }: PolicyNotebook): string[] {
  return textNodesOf(member, problems).map(({ value }) => value)
}

/** One text, or a list of texts that is not empty. */
function textNodesOf(
  { name, value }: JsonMember,
  problems: PolicyNotebook['problems'],
): Extract<JsonNode, { type: 'string' }>[] {
  const items = value.type === 'array' ? value.items : [value]
  if (items.length === 0) problems.add('wrong-type', `${name} is an empty list.`, value.span)
  return items.flatMap((item) => {
    if (item.type === 'string') return [item]
    problems.add('wrong-type', `${name} is a text or a list of texts.`, item.span)
    return []
  })
}

function conditionsOf(member: JsonMember | null, { problems }: PolicyNotebook): PolicyCondition[] {
  if (!member) return []
  const block = member.value
  if (block.type !== 'object') {
    problems.add('wrong-type', 'Condition is an object of operators.', block.span)
    return []
  }
  return block.members.flatMap((operator) => {
    if (operator.value.type !== 'object') {
      problems.add(
        'wrong-type',
        `${operator.name} is an object of condition keys.`,
        operator.value.span,
      )
      return []
    }
    return operator.value.members.map((key): PolicyCondition => ({
      operator: operator.name,
      key: key.name,
      values: conditionValuesOf(key, problems),
      span: {
        offset: key.nameSpan.offset,
        length: key.value.span.offset + key.value.span.length - key.nameSpan.offset,
      },
    }))
  })
}

function conditionValuesOf(
  { name, value }: JsonMember,
  problems: PolicyNotebook['problems'],
): string[] {
  const items = value.type === 'array' ? value.items : [value]
  return items.flatMap((item) => {
    switch (item.type) {
      case 'string':
        return [item.value]
      case 'number':
      case 'boolean':
        return [String(item.value)]
      case 'object':
      case 'array':
      case 'null':
        problems.add(
          'wrong-type',
          `${name} is compared with texts, numbers or booleans.`,
          item.span,
        )
        return []
    }
  })
}
