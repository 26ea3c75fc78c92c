import { memberOf, type JsonMember, type JsonNode } from './json-tree.ts'
import { actionFits, fits } from './pattern.ts'
import { policyActions, type PolicyContext } from './policy-context.ts'
import type { PolicyStatement } from './policy-statement.ts'
import type { ValueReader } from './policy-value.ts'
import { allOf, statementName } from './policy-words.ts'
import { appendItems, dropItems, listInPlaceOf, type TextEdit } from './text-edit.ts'

/** The smallest change of a Deny with which it no longer speaks of the policy itself. */
export type Narrowing = {
  readonly edits: readonly TextEdit[]
  /** What it denies from then on, or no longer. */
  readonly sentence: string
}

/**
 * Narrows a Deny so that reading and changing the policy is not denied by it, while all else stays denied:
 *
 * - of every action: it is turned round, into every action but those on the policy;
 * - of every action but some: those on the policy join the exceptions;
 * - of single actions: those on the policy leave the list;
 * - of wildcards that take them in (`s3:Put*`): the bucket itself leaves the resources and its objects
 *   stay, where they are listed apart; else the wildcard leaves the list.
 *
 * Null where nothing would be left of the statement, or where AWS would refuse what is left.
 */
export function narrowStatement(
  text: string,
  node: JsonNode,
  statement: PolicyStatement,
  context: PolicyContext,
  read: ValueReader,
): Narrowing | null {
  const named = [...(statement.principals ?? []), ...(statement.notPrincipals ?? [])]
  // AWS takes back no principal that was deleted, so such a statement cannot be written in any form.
  if (named.some(({ kind }) => kind === 'unique-id')) return null
  const policyOnes = Object.values(policyActions[context.service])
  const name = statementName(statement)
  const action = memberOf(node, 'Action')
  const notAction = memberOf(node, 'NotAction')
  if (notAction) {
    const missing = policyOnes.filter(
      (policyOne) => !(statement.notActions ?? []).some((one) => actionFits(one, policyOne)),
    )
    return {
      edits: [appendItems(text, notAction.value, missing)],
      sentence: `${name} leaves out ${allOf(missing)} as well; whatever else it denies stays denied.`,
    }
  }
  if (!action) return null
  const actions = statement.actions ?? []
  if (actions.some((one) => isEveryAction(one, context))) {
    return {
      edits: [
        { span: action.nameSpan, text: '"NotAction"' },
        listInPlaceOf(text, action.value, policyOnes),
      ],
      sentence: `${name} goes on denying every action but ${allOf(policyOnes)}.`,
    }
  }
  return narrowActions(node, action, statement, policyOnes, context, read)
}

function narrowActions(
  node: JsonNode,
  action: JsonMember,
  statement: PolicyStatement,
  policyOnes: readonly string[],
  context: PolicyContext,
  read: ValueReader,
): Narrowing | null {
  const actions = statement.actions ?? []
  const name = statementName(statement)
  const isNamed = (one: string) =>
    policyOnes.some((policyOne) => policyOne.toLowerCase() === one.toLowerCase())
  const takesInPolicy = (one: string) => policyOnes.some((policyOne) => actionFits(one, policyOne))
  const wide = actions.filter((one) => takesInPolicy(one) && !isNamed(one))
  const others = actions.filter((one) => !isNamed(one))
  const fewer = wide.length > 0 ? fewerResources(node, statement, others, context, read) : null
  if (fewer) {
    const edits = others.length < actions.length ? dropTexts(action, isNamed) : []
    return (
      edits && {
        edits: [...edits, ...fewer],
        sentence: `${name} speaks of the objects of the bucket alone, no longer of the bucket itself.`,
      }
    )
  }
  const edits = dropTexts(action, takesInPolicy)
  return (
    edits && {
      edits,
      sentence: `${name} no longer denies ${allOf(actions.filter(takesInPolicy))}; whatever else it denies stays denied.`,
    }
  )
}

/**
 * The bucket taken out of a list of resources that names its objects apart; null where that cannot be done,
 * or where an action would be left that no object knows: S3 refuses such a statement.
 */
function fewerResources(
  node: JsonNode,
  { resources }: PolicyStatement,
  actions: readonly string[],
  { service, resourceArn }: PolicyContext,
  read: ValueReader,
): TextEdit[] | null {
  const resource = memberOf(node, 'Resource')
  const knownToObjects = (one: string) => objectActions.some((known) => actionFits(one, known))
  if (service !== 's3' || !resource || !resources || !actions.every(knownToObjects)) return null
  return dropTexts(resource, (one) => {
    const { resolved } = read.wanted(one)
    return resolved !== null && fits(resolved.pattern, resourceArn)
  })
}

/** Takes texts out of a list; null where that leaves none, or where there is no list. */
function dropTexts({ value }: JsonMember, drops: (text: string) => boolean): TextEdit[] | null {
  if (value.type !== 'array') return null
  const isDropped = value.items.map((item) => item.type === 'string' && drops(item.value))
  return isDropped.includes(false) ? dropItems(value, (index) => isDropped[index] === true) : null
}

function isEveryAction(action: string, { service }: PolicyContext): boolean {
  return action === '*' || /^\*+$/.test(action) || action.toLowerCase() === `${service}:*`
}

/** Actions on objects: what `s3:Get*` and its like reach in them (Service Authorization Reference). */
const objectActions = [
  's3:AbortMultipartUpload',
  's3:BypassGovernanceRetention',
  's3:DeleteObject',
  's3:DeleteObjectTagging',
  's3:DeleteObjectVersion',
  's3:DeleteObjectVersionTagging',
  's3:GetObject',
  's3:GetObjectAcl',
  's3:GetObjectAttributes',
  's3:GetObjectLegalHold',
  's3:GetObjectRetention',
  's3:GetObjectTagging',
  's3:GetObjectTorrent',
  's3:GetObjectVersion',
  's3:GetObjectVersionAcl',
  's3:GetObjectVersionAttributes',
  's3:GetObjectVersionForReplication',
  's3:GetObjectVersionTagging',
  's3:InitiateReplication',
  's3:ListMultipartUploadParts',
  's3:ObjectOwnerOverrideToBucketOwner',
  's3:PutObject',
  's3:PutObjectAcl',
  's3:PutObjectLegalHold',
  's3:PutObjectRetention',
  's3:PutObjectTagging',
  's3:PutObjectVersionAcl',
  's3:PutObjectVersionTagging',
  's3:ReplicateDelete',
  's3:ReplicateObject',
  's3:ReplicateTags',
  's3:RestoreObject',
]
