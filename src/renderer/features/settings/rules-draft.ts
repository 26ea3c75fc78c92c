import { effectiveRule } from '../../../shared/domain/procedure-rules.ts'
import {
  procedureKinds,
  ProcedureRule,
  type ProcedureKind,
} from '../../../shared/domain/procedures.ts'
import type { Settings } from '../../../shared/domain/settings.ts'
import type { TypedAccounts } from '../procedures/begin/account-ids.ts'

export type Rules = Settings['rules']

/** True where a procedure never runs outside of a break-glass case, whatever the rule says. */
export function isAlwaysInCase(kind: ProcedureKind, rules: Rules): boolean {
  return effectiveRule(kind, { rules: changedRules(rules, kind, { needsCase: false }) }).needsCase
}

/** The procedures that take more than one account. The others are about one, or about the organization. */
export const ofManyAccounts: readonly ProcedureKind[] = ['delete-root-credentials']

/** The rules with one of them changed. */
export function changedRules(
  rules: Rules,
  kind: ProcedureKind,
  change: Partial<ProcedureRule>,
): Rules {
  return { ...rules, [kind]: { ...rules[kind], ...change } }
}

/** The greatest number of accounts as it was typed; null where it is none that a rule can have. */
export function maxAccountsFrom(text: string): number | null {
  const parsed = ProcedureRule.shape.maxAccounts.safeParse(
    /^\d{1,6}$/.test(text.trim()) ? Number(text) : Number.NaN,
  )
  return parsed.success ? parsed.data : null
}

/** True where two sets of rules say the same. */
export function sameRules(one: Rules, other: Rules): boolean {
  return procedureKinds.every((kind) => {
    const [a, b] = [one[kind], other[kind]]
    return (
      a.needsCase === b.needsCase &&
      a.needsTicket === b.needsTicket &&
      a.needsApproval === b.needsApproval &&
      a.maxAccounts === b.maxAccounts
    )
  })
}

/** What is wrong with the protected accounts as they were typed, naming the first that is none; null where nothing is. */
export function faultOfAccounts({ accountIds, strays }: TypedAccounts): string | null {
  const [stray] = strays
  if (stray !== undefined) return `“${stray}” is not an account ID: it has twelve digits`
  return accountIds.length > 50_000 ? 'at most 50,000 accounts' : null
}
