import { memberOf, parseJsonTree } from './json-tree.ts'
import { analysePolicy, isLocked, type PolicyAnalysis } from './policy-analysis.ts'
import { policyLimitBytes, type PolicyContext } from './policy-context.ts'
import { parsePolicy, utf8Bytes, type ParsedPolicy } from './policy-document.ts'
import type { PolicyStatement } from './policy-statement.ts'
import { createValueReader } from './policy-value.ts'
import { capitalized, statementName } from './policy-words.ts'
import { narrowStatement } from './statement-narrowing.ts'
import { applyTextEdits, dropItems, type TextEdit } from './text-edit.ts'

export type StatementChange = {
  /** In the policy before, counted from 0. */
  readonly index: number
  readonly change: 'narrowed' | 'dropped'
}

/** A policy that administrators can read and change again, and how it came to be. */
export type OpenedPolicy = {
  /** Null where no statement is left. */
  readonly result: { readonly text: string; readonly analysis: PolicyAnalysis } | null
  readonly changed: readonly (StatementChange & { readonly sentence: string })[]
}

/** Changes the statements that lock; null where the result would still be locked, or larger than AWS takes. */
export function openPolicy(
  policy: ParsedPolicy,
  { lockedBy }: PolicyAnalysis,
  context: PolicyContext,
  kind: 'narrow' | 'drop',
): OpenedPolicy | null {
  const { text, changed } = changeStatements(policy, new Set(lockedBy), context, kind)
  if (text === null) return { result: null, changed }
  const again = parsePolicy(text)
  if (!again.ok) throw new Error('an edit of a policy leaves a policy')
  const largest = Math.max(policyLimitBytes[context.service], utf8Bytes(policy.text))
  const analysis = analysePolicy(again, context)
  if (isLocked(analysis) || utf8Bytes(text) > largest) return null
  return { result: { text, analysis }, changed }
}

function changeStatements(
  policy: ParsedPolicy,
  targets: ReadonlySet<number>,
  context: PolicyContext,
  kind: 'narrow' | 'drop',
): { readonly text: string | null; readonly changed: OpenedPolicy['changed'] } {
  const { text } = policy
  const tree = parseJsonTree(text)
  const list = tree.ok ? memberOf(tree.root, 'Statement')?.value : undefined
  if (!list) throw new Error('a parsed policy has statements')
  const nodes = list.type === 'array' ? list.items : [list]
  const read = createValueReader(policy, context)
  const edits: TextEdit[] = []
  const changed = policy.statements
    .filter(({ index }) => targets.has(index))
    .map((statement) => {
      const { index } = statement
      const node = nodes[index]
      const narrowed =
        kind === 'narrow' && node ? narrowStatement(text, node, statement, context, read) : null
      edits.push(...(narrowed?.edits ?? []))
      return narrowed
        ? { index, change: 'narrowed' as const, sentence: capitalized(narrowed.sentence) }
        : { index, change: 'dropped' as const, sentence: dropSentence(statement, kind) }
    })
  const isDropped = (index: number) =>
    changed.some((one) => one.index === index && one.change === 'dropped')
  if (nodes.every((_, index) => isDropped(index))) return { text: null, changed }
  if (list.type === 'array') edits.push(...dropItems(list, isDropped))
  return { text: applyTextEdits(text, edits), changed }
}

function dropSentence(statement: PolicyStatement, kind: 'narrow' | 'drop'): string {
  const name = capitalized(statementName(statement))
  if (kind === 'drop') return `${name} goes.`
  const principals = [...(statement.principals ?? []), ...(statement.notPrincipals ?? [])]
  return principals.some((principal) => principal.kind === 'unique-id')
    ? `${name} goes: it names a deleted user or role, which AWS refuses to write.`
    : `${name} goes, since nothing useful would be left of it.`
}
