/** A policy document as AWS prints it: single values and lists are both legal. */
export interface PolicyDocument {
  readonly Version: string
  readonly Statement: readonly PolicyStatement[]
}

export type OneOrMany = string | readonly string[]

export interface PolicyStatement {
  readonly Sid?: string
  readonly Effect: 'Allow' | 'Deny'
  readonly Action?: OneOrMany
  readonly NotAction?: OneOrMany
  readonly Resource?: OneOrMany
  readonly NotResource?: OneOrMany
  /** Operator → condition key → values. */
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, OneOrMany>>>>
}

/** The values of an element that may be written as one string or as a list. */
export const listOf = (value: OneOrMany): readonly string[] =>
  typeof value === 'string' ? [value] : value
