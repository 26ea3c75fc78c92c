import { z } from 'zod'

/**
 * The three kinds of channel between the window and the main process.
 *
 * - `query` reads and may be repeated at will;
 * - `command` changes something and is never repeated by the transport;
 * - `push` goes from main to the window only.
 *
 * Every query and command answers with an `Outcome`: errors are data and never cross as exceptions.
 */
export type Query<In extends z.ZodType = z.ZodType, Out extends z.ZodType = z.ZodType> = {
  readonly kind: 'query'
  readonly in: In
  readonly out: Out
}
export type Command<In extends z.ZodType = z.ZodType, Out extends z.ZodType = z.ZodType> = {
  readonly kind: 'command'
  readonly in: In
  readonly out: Out
}
export type Push<Payload extends z.ZodType = z.ZodType> = {
  readonly kind: 'push'
  readonly payload: Payload
}
export type Call = Query | Command
export type Channel = Call | Push
export type Contract = { readonly [group: string]: { readonly [name: string]: Channel } }

/** The input of a call that takes none. */
export const nothing = z.undefined()

/** Declares a read. */
export function query<In extends z.ZodType, Out extends z.ZodType>(shape: {
  in: In
  out: Out
}): Query<In, Out> {
  return { kind: 'query', ...shape }
}

/** Declares a change. */
export function command<In extends z.ZodType, Out extends z.ZodType>(shape: {
  in: In
  out: Out
}): Command<In, Out> {
  return { kind: 'command', ...shape }
}

/** Declares a message from main to the window. */
export function push<Payload extends z.ZodType>(payload: Payload): Push<Payload> {
  return { kind: 'push', payload }
}
