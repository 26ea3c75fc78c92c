import { AwsError } from '../aws-error.ts'

/** What a value violates, in AWS' words; null when nothing. */
export type Violation = string | null

export const required = (name: string, value: string | undefined): Violation =>
  value === undefined ? violation('null', name, 'Member must not be null') : null

export const longEnough = (name: string, value: string | undefined, minimum: number): Violation =>
  value !== undefined && value.length < minimum
    ? violation(`'${value}'`, name, `Member must have length greater than or equal to ${minimum}`)
    : null

export const atMost = (name: string, value: number, maximum: number): Violation =>
  value > maximum
    ? violation(`'${value}'`, name, `Member must have value less than or equal to ${maximum}`)
    : null

export const atLeast = (name: string, value: number, minimum: number): Violation =>
  value < minimum
    ? violation(`'${value}'`, name, `Member must have value greater than or equal to ${minimum}`)
    : null

/** Throws one ValidationError that lists every violation (fact sheet, section 1.2). */
export function enforce(violations: readonly Violation[]): void {
  const found = violations.filter((text) => text !== null)
  if (found.length === 0) return
  const noun = found.length === 1 ? 'error' : 'errors'
  throw new AwsError(
    400,
    'ValidationError',
    `${found.length} validation ${noun} detected: ${found.join('; ')}`,
  )
}

/** A Query integer: signs and leading zeros are legal; spaces, fractions, exponents and more than 31 bits are not (fact sheet, section 1.2). */
export function readInteger(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const value = Number(text)
  if (!/^[+-]?\d+$/.test(text) || Math.abs(value) > 2_147_483_647) {
    throw new AwsError(400, 'MalformedInput', 'Invalid Integer')
  }
  return value
}

function violation(value: string, name: string, constraint: string): string {
  return `Value ${value} at '${name}' failed to satisfy constraint: ${constraint}`
}
