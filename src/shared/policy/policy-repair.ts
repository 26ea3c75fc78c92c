import type { PolicyAnalysis, PolicyLock } from './policy-analysis.ts'
import { capabilityRequests, isOfPolicy, type PolicyContext } from './policy-context.ts'
import { parsePolicy, type ParsedPolicy } from './policy-document.ts'
import { openPolicy, type OpenedPolicy, type StatementChange } from './opened-policy.ts'
import type { PolicyStatement } from './policy-statement.ts'
import { allOf, capitalized, dataVerbs, resourceWord, statementName } from './policy-words.ts'

/** From the smallest change to the largest. */
export const repairKinds = ['narrow', 'drop', 'delete'] as const
export type RepairKind = (typeof repairKinds)[number]

/** One way to open a policy. */
export type Repair = {
  readonly kind: RepairKind
  /** True for the one that Rootkeep would choose; at most one is. */
  readonly recommended: boolean
  readonly title: string
  /** What changes, what stays, and who can do what afterwards. */
  readonly sentence: string
  /** What to know before: whom it lets in, and why AWS may refuse it. One sentence each. */
  readonly caveats: readonly string[]
  /** The policy to write; null where it is to be deleted. */
  readonly policy: string | null
  readonly lockAfter: PolicyLock
  readonly changedStatements: readonly StatementChange[]
}

/**
 * Proposes repairs, the smallest first. To narrow or to drop the statements that lock is offered where the
 * policy is locked, and to drop them where they deny its data to everybody; to delete the policy always.
 *
 * Recommended is to narrow, since it keeps what the statement protects. Only where a statement denies all to
 * everybody, so that it protects nothing that anybody can use, it is recommended to drop it, unless that
 * would open the data to the public. Nothing is recommended for a policy that is not locked.
 *
 * All bytes outside of the changed statements stay. Every policy proposed has been analysed again and is not
 * locked.
 */
export function proposeRepairs(
  policy: ParsedPolicy,
  analysis: PolicyAnalysis,
  context: PolicyContext,
): Repair[] {
  const locked = analysis.lost.some(isOfPolicy)
  const narrowed = locked ? openPolicy(policy, analysis, context, 'narrow') : null
  const dropped =
    analysis.lockedBy.length > 0 ? openPolicy(policy, analysis, context, 'drop') : null
  const exposed = dropped === null ? [] : publicAllows(policy, dropped.changed)
  const preferred = locked
    ? preferredKind(analysis, narrowed, dropped, exposed.length > 0, context)
    : null
  const proposals = [
    narrowed && isSmaller(narrowed, dropped) ? narrowing(narrowed, policy, context) : null,
    dropped ? dropping(dropped, policy, exposed, context) : null,
    deletion(policy, context),
  ]
  return proposals.flatMap((repair) =>
    repair ? [{ ...repair, recommended: repair.kind === preferred }] : [],
  )
}

/** To delete a policy, which can always be done, even where its text cannot be read. */
export function deletion(policy: ParsedPolicy | null, context: PolicyContext): Repair {
  const word = resourceWord[context.service]
  const count = policy?.statements.length ?? 0
  return {
    kind: 'delete',
    recommended: false,
    title: 'Delete the whole policy',
    sentence: `Removes the policy of this ${word}${count > 0 ? ` with ${counted(count, 'statement')}` : ''}. What it denied is denied no longer, and what it allowed to other accounts and to AWS services is allowed no longer. IAM policies of account ${context.accountId} then decide alone who of its administrators may use the ${word} and give it a new policy.`,
    caveats: [],
    policy: null,
    lockAfter: 'open',
    changedStatements: (policy?.statements ?? []).map(({ index }) => ({
      index,
      change: 'dropped',
    })),
  }
}

/** Narrowing that drops every one of the statements is dropping. */
function isSmaller({ changed, result }: OpenedPolicy, dropped: OpenedPolicy | null): boolean {
  return (
    changed.some(({ change }) => change === 'narrowed') &&
    result !== null &&
    result.text !== dropped?.result?.text
  )
}

function preferredKind(
  { lockedBy, statements }: PolicyAnalysis,
  narrowed: OpenedPolicy | null,
  dropped: OpenedPolicy | null,
  exposes: boolean,
  context: PolicyContext,
): RepairKind {
  const everything = capabilityRequests(context).map(({ capability }) => capability)
  const deniesAll = statements
    .filter(({ index }) => lockedBy.includes(index))
    .every(
      ({ sparesNobody, takesAway }) =>
        sparesNobody && everything.every((one) => takesAway.includes(one)),
    )
  const canNarrow = narrowed !== null && isSmaller(narrowed, dropped)
  if (canNarrow && (!deniesAll || exposes)) return 'narrow'
  return dropped?.result ? 'drop' : 'delete'
}

/** Statements that stay and allow something to everyone without a condition. */
function publicAllows(
  { statements }: ParsedPolicy,
  changed: readonly StatementChange[],
): PolicyStatement[] {
  return statements.filter(
    ({ index, effect, principals, conditions }) =>
      effect === 'Allow' &&
      conditions.length === 0 &&
      principals?.some(({ kind }) => kind === 'everyone') === true &&
      !changed.some((change) => change.index === index),
  )
}

function narrowing(
  { result, changed }: OpenedPolicy,
  policy: ParsedPolicy,
  context: PolicyContext,
): Repair | null {
  if (!result) return null
  const stillLost = dataVerbs(result.analysis.lost, context)
  return {
    kind: 'narrow',
    recommended: false,
    title: `Narrow ${namesOf(changed, policy)}`,
    sentence: [
      ...changed.map(({ sentence }) => sentence),
      afterwards(context),
      ...(stillLost === null ? [] : [`Until they change more of it, nobody can ${stillLost}.`]),
    ].join(' '),
    caveats: refusals(result.text, context),
    policy: result.text,
    lockAfter: result.analysis.lock,
    changedStatements: changed.map(({ index, change }) => ({ index, change })),
  }
}

function dropping(
  { result, changed }: OpenedPolicy,
  policy: ParsedPolicy,
  exposed: readonly PolicyStatement[],
  context: PolicyContext,
): Repair | null {
  if (!result) return null
  const [it, statement] = changed.length === 1 ? ['it', 'statement'] : ['they', 'statements']
  const exposure = `${capitalized(allOf(exposed.map(statementName)))} then ${exposed.length === 1 ? 'allows' : 'allow'} the public what the dropped ${statement} denied, unless Block Public Access or another Deny stands in the way.`
  return {
    kind: 'drop',
    recommended: false,
    title: `Drop ${namesOf(changed, policy)}`,
    sentence: `${changed.map(({ sentence }) => sentence).join(' ')} What ${it} denied is denied no longer. ${afterwards(context)}`,
    caveats: [...(exposed.length > 0 ? [exposure] : []), ...refusals(result.text, context)],
    policy: result.text,
    lockAfter: result.analysis.lock,
    changedStatements: changed.map(({ index, change }) => ({ index, change })),
  }
}

function afterwards({ accountId }: PolicyContext): string {
  return `Everything else stays byte for byte. Administrators of account ${accountId} can then read and change the policy again, as far as their IAM policies allow.`
}

/** Why AWS may refuse to write a policy. */
function refusals(text: string, { service }: PolicyContext): string[] {
  const policy = parsePolicy(text)
  if (!policy.ok) return []
  const codes = new Set(policy.remarks.map(({ code }) => code))
  return [
    ...(codes.has('deleted-principal')
      ? [
          'AWS refuses a policy that names a deleted user or role (a unique ID such as AIDA… or AROA…): edit it out first.',
        ]
      : []),
    ...(service === 's3' && codes.has('not-first-byte')
      ? ['S3 refuses a policy that does not begin with a brace: take out what stands before it.']
      : []),
  ]
}

function namesOf(changed: readonly StatementChange[], { statements }: ParsedPolicy): string {
  return allOf(
    statements
      .filter(({ index }) => changed.some((change) => change.index === index))
      .map(statementName),
  )
}

function counted(count: number, word: string): string {
  return `${count === 1 ? 'its one' : `its ${count}`} ${word}${count === 1 ? '' : 's'}`
}
