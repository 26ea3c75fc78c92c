import type { Capability, PolicyContext } from './policy-context.ts'
import type { ParsedPolicy } from './policy-document.ts'
import { lockingStatements } from './locking-statements.ts'
import { isLost, judgePolicy, wayToChange, type RequestJudgement } from './policy-judgement.ts'
import { createValueReader } from './policy-value.ts'
import { allOf, dataVerbs, policyVerbs, resourceWord, statementName } from './policy-words.ts'
import { readStatement, type StatementReading } from './statement-reading.ts'
import type { WayPast } from './way-past.ts'

/**
 * How far a policy keeps the administrators of the owning account from changing it:
 * `locked-for-everyone`: nobody but the root user can;
 * `locked-for-all-but-some`: only those who meet a condition can, if there are any;
 * `partly-locked`: they can, but may not read it, or the data is denied to everybody;
 * `open`: nothing in it stands in their way. Whether they may is for their IAM policies to say.
 */
export const policyLocks = [
  'locked-for-everyone',
  'locked-for-all-but-some',
  'partly-locked',
  'open',
] as const
export type PolicyLock = (typeof policyLocks)[number]

export type PolicyAnalysis = {
  readonly lock: PolicyLock
  /** The verdict in a sentence. */
  readonly sentence: string
  readonly statements: readonly StatementReading[]
  /** What administrators of the account have lost, all statements taken together. */
  readonly lost: readonly Capability[]
  /** The statements to change so that it is theirs again, by index, as few as will do. */
  readonly lockedBy: readonly number[]
}

/**
 * Says whom a resource policy locks out, and by which statements. Judged is the policy alone: an open one
 * still needs an IAM policy that allows, and SCPs, RCPs and VPC endpoint policies can deny besides.
 *
 * The root user of the owning account can always read and change it (fact sheet 2.4; for SQS: IAM User
 * Guide, tasks that require root user credentials).
 */
export function analysePolicy(policy: ParsedPolicy, context: PolicyContext): PolicyAnalysis {
  const read = createValueReader(policy, context)
  const judgements = judgePolicy(policy, context)
  const statements = policy.statements.map((statement) =>
    readStatement(statement, judgements, context, read),
  )
  const lock = lockOf(judgements)
  const lockedBy = lockingStatements(judgements)
  const locking = statements.filter(({ index }) => lockedBy.includes(index))
  return {
    lock,
    sentence: sentenceOf(lock, locking, judgements, context),
    statements,
    lost: judgements.filter(isLost).map(({ request }) => request.capability),
    lockedBy,
  }
}

/** True where the policy itself is out of reach for administrators, or nearly. */
export function isLocked({ lock }: Pick<PolicyAnalysis, 'lock'>): boolean {
  return lock === 'locked-for-everyone' || lock === 'locked-for-all-but-some'
}

function lockOf(judgements: readonly RequestJudgement[]): PolicyLock {
  const change = wayToChange(judgements)
  if (change.breadth === 'nobody') return 'locked-for-everyone'
  if (change.breadth === 'some') return 'locked-for-all-but-some'
  return judgements.some(isLost) ? 'partly-locked' : 'open'
}

function sentenceOf(
  lock: PolicyLock,
  lockedBy: readonly StatementReading[],
  judgements: readonly RequestJudgement[],
  context: PolicyContext,
): string {
  const names = allOf(lockedBy.map(statementName))
  const lost = judgements.filter(isLost)
  const capabilities = lost.map(({ request }) => request.capability)
  const verbs = policyVerbs(capabilities, context)
  const root = `the root user of account ${context.accountId}`
  const can = `can ${verbs} this policy`
  switch (lock) {
    case 'locked-for-everyone':
      return lockedBy.some(({ role }) => role === 'locks-everyone')
        ? `Locked for everyone: because of ${names}, only ${root} ${can}.`
        : `Locked for everyone: no request gets past ${names}${others(lockedBy, judgements)} at once, so only ${root} ${can}.`
    case 'locked-for-all-but-some':
      return `Locked for all but some: because of ${names}, nobody ${can} but ${exceptions(wayToChange(judgements))}, and ${root}.`
    case 'partly-locked': {
      if (verbs === null) {
        return `Partly locked: because of ${names}, nobody can ${dataVerbs(capabilities, context)}. Administrators of the account can still read and change the policy.`
      }
      const some = lost.find(({ way }) => way.breadth === 'some')
      const spared = some ? `${exceptions(some.way)}, and ` : ''
      return `Partly locked: because of ${names}, nobody ${can} but ${spared}${root}. It can still be ${stillPossible(capabilities)}.`
    }
    case 'open':
      return `Open: no statement keeps administrators of the account from reading or changing the policy of this ${resourceWord[context.service]}. Whether they may is for their IAM policies to say.`
  }
}

/** A lock can need a Deny that does not have to change for it to open. */
function others(
  lockedBy: readonly StatementReading[],
  judgements: readonly RequestJudgement[],
): string {
  const indexes = new Set(lockedBy.map(({ index }) => index))
  const isOther = judgements.some(
    ({ request, denials }) =>
      request.onPolicy && denials.some(({ statement }) => !indexes.has(statement.index)),
  )
  return isOther ? ' and the other Denies' : ''
}

function stillPossible(lost: readonly Capability[]): string {
  if (lost.includes('replace-policy')) return 'deleted'
  return lost.includes('delete-policy') ? 'replaced' : 'replaced or deleted'
}

function exceptions({ who, sure }: WayPast): string {
  const words = who.length === 0 ? 'whoever meets their conditions' : who.join(', or ')
  return sure ? words : `${words} (whether any exist, the policy does not tell)`
}
