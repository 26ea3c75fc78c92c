import type { Failure } from '../domain/failure.ts'

/** The answer of every call: errors are data. */
export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: Failure }

/** A success. */
export function succeed<T>(value: T): Outcome<T> {
  return { ok: true, value }
}

/** A failure. */
export function fail(error: Failure): Outcome<never> {
  return { ok: false, error }
}
