import type { Span } from './json-tree.ts'

/** What can be wrong with a text that should be a resource policy. */
export const policyProblemCodes = [
  'empty',
  'too-large',
  'too-deep',
  'not-json',
  'duplicate-key',
  'not-an-object',
  'version-unknown',
  'statement-missing',
  'statement-empty',
  'effect-missing',
  'effect-unknown',
  'principal-missing',
  'principal-twice',
  'action-missing',
  'action-twice',
  'resource-twice',
  'wrong-type',
] as const
export type PolicyProblemCode = (typeof policyProblemCodes)[number]

/** What can be read, and still deserves a word: AWS may refuse it, or it means something else than it looks. */
export const policyRemarkCodes = [
  'not-first-byte',
  'old-version',
  'duplicate-sid',
  'unknown-key',
  'resource-missing',
  'deleted-principal',
] as const
export type PolicyRemarkCode = (typeof policyRemarkCodes)[number]

/** One sentence about a place in the text. */
export type PolicyNote<Code extends string> = {
  readonly code: Code
  readonly message: string
  /** In UTF-16 units from the start of the text. */
  readonly offset: number
  readonly length: number
  /** Counted from 1, as editors do. */
  readonly line: number
  readonly column: number
}
export type PolicyProblem = PolicyNote<PolicyProblemCode>
export type PolicyRemark = PolicyNote<PolicyRemarkCode>

/** Collects notes about one text and says of each where it stands. */
export type PolicyNotes<Code extends string> = {
  add(code: Code, message: string, span: Span): void
  /** In the order of the text. */
  all(): PolicyNote<Code>[]
}

/** Where the readers of a policy write what they see. */
export type PolicyNotebook = {
  readonly problems: PolicyNotes<PolicyProblemCode>
  readonly remarks: PolicyNotes<PolicyRemarkCode>
}

export function createPolicyNotes<Code extends string>(text: string): PolicyNotes<Code> {
  const notes: PolicyNote<Code>[] = []
  return {
    add(code, message, { offset, length }) {
      notes.push({ code, message, offset, length, ...placeOf(text, offset) })
    },
    all: () => notes.toSorted((a, b) => a.offset - b.offset),
  }
}

/** Line and column of an offset, both from 1. A line ends with LF, CR LF, or CR. */
export function placeOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split(/\r\n|\n|\r/)
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 }
}
