import type { z } from 'zod'
import type { Call, Contract, Push } from './channel.ts'
import type { Outcome } from './result.ts'

type CallArguments<C extends Call> =
  z.input<C['in']> extends undefined ? [] : [input: z.input<C['in']>]

/** What main implements: one function a call, given input that was already parsed. */
export type Handlers<C extends Contract> = {
  readonly [G in keyof C as C[G][keyof C[G]] extends Push ? never : G]: {
    readonly [N in keyof C[G] as C[G][N] extends Call ? N : never]: C[G][N] extends Call
      ? (
          input: z.output<C[G][N]['in']>,
        ) => Outcome<z.output<C[G][N]['out']>> | Promise<Outcome<z.output<C[G][N]['out']>>>
      : never
  }
}

/** What the window calls: `client.accounts.page({...})`. */
export type Client<C extends Contract> = {
  readonly [G in keyof C]: {
    readonly [N in keyof C[G]]: C[G][N] extends Call
      ? (...input: CallArguments<C[G][N]>) => Promise<Outcome<z.output<C[G][N]['out']>>>
      : C[G][N] extends Push
        ? (listener: (payload: z.output<C[G][N]['payload']>) => void) => () => void
        : never
  }
}

/** Sends a push from main; the channel's name and payload are checked against the contract. */
export type Publish<C extends Contract> = <
  G extends keyof C & string,
  N extends keyof C[G] & string,
>(
  group: G,
  name: N,
  payload: C[G][N] extends Push ? z.output<C[G][N]['payload']> : never,
) => void

/** The wire names of a contract, `group.name`, by direction. Both sides derive theirs from here. */
export function channelNames(contract: Contract): { calls: string[]; pushes: string[] } {
  const calls: string[] = []
  const pushes: string[] = []
  for (const [group, channels] of Object.entries(contract)) {
    for (const [name, channel] of Object.entries(channels)) {
      ;(channel.kind === 'push' ? pushes : calls).push(`${group}.${name}`)
    }
  }
  return { calls, pushes }
}
