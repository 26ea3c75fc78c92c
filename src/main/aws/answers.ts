/**
 * Readers for the fields of answers. The SDK's types promise what the wire need not hold: a required field may be
 * missing from a 200 answer, and what is missing must become an error, never a clean account.
 */

/** Thrown by a reader: the answer lacks what it must have. */
export class IncompleteAnswer extends Error {
  override readonly name = 'IncompleteAnswer'

  constructor(field: string) {
    super(`the answer has no usable ${field}`)
  }
}

/** The value, which must be there. */
export function required<T>(value: T | null | undefined, field: string): T {
  if (value === null || value === undefined) throw new IncompleteAnswer(field)
  return value
}

/** A text that must be there and not be empty. */
export function requiredText(value: string | undefined, field: string): string {
  if (typeof value !== 'string' || value === '') throw new IncompleteAnswer(field)
  return value
}

/** A list that must be there; it may be empty. */
export function requiredList<T>(value: T[] | undefined, field: string): T[] {
  if (!Array.isArray(value)) throw new IncompleteAnswer(field)
  return value
}

/** An instant that must be there, as ISO text. */
export function requiredInstant(value: Date | undefined, field: string): string {
  return required(instantOrNull(value), field)
}

/** An instant as ISO text; null where there is none or it cannot be read. */
export function instantOrNull(value: Date | undefined): string | null {
  return value instanceof Date && !Number.isNaN(value.getTime()) ? value.toISOString() : null
}

/** AWS did it and said so; the request ID finds the call in CloudTrail. */
export type Answered = { readonly requestId: string }

/** The request ID of a change that succeeded. Every answer of AWS has one: a 200 without it may be anybody's. */
export function answered(output: {
  readonly $metadata: { readonly requestId?: string | undefined }
}): Answered {
  return { requestId: requiredText(output.$metadata.requestId, 'request ID') }
}

/** A value that must have the form of its kind. */
export function parsed<T>(
  schema: { safeParse(value: unknown): { success: boolean; data?: T } },
  value: unknown,
  field: string,
): T {
  const result = schema.safeParse(value)
  if (!result.success || result.data === undefined) throw new IncompleteAnswer(field)
  return result.data
}
