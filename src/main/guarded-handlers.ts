import type { Call, Contract } from '../shared/ipc/channel.ts'
import { contract, type RootkeepContract } from '../shared/ipc/contract.ts'
import type { Handlers } from '../shared/ipc/derived.ts'
import type { Outcome } from '../shared/ipc/result.ts'

export type Handler = (input: unknown) => Outcome<unknown> | Promise<Outcome<unknown>>
export type AnyHandlers = Readonly<Record<string, Readonly<Record<string, Handler>>>>

/** A call on its way to its handler. */
export type GuardedCall = {
  /** `group.name`. */
  readonly channel: string
  readonly kind: Call['kind']
  readonly handler: Handler
  readonly input: unknown
}

/** The same handlers, each behind a guard that calls it, answers in its place, or refuses. */
export function guardedHandlers(
  handlers: Handlers<RootkeepContract>,
  guard: (call: GuardedCall) => ReturnType<Handler>,
): Handlers<RootkeepContract> {
  const all = handlers as unknown as AnyHandlers
  const guarded = callsOf(contract).map(
    ({ group, name, call: { kind } }): [string, string, Handler] => {
      const handler = all[group]?.[name]
      if (!handler) throw new Error(`nothing handles ${group}.${name}`)
      const channel = `${group}.${name}`
      return [group, name, (input) => guard({ channel, kind, handler, input })]
    },
  )
  const groups = Map.groupBy(guarded, ([group]) => group)
  return Object.fromEntries(
    [...groups].map(([group, calls]) => [
      group,
      Object.fromEntries(calls.map(([, name, handler]) => [name, handler])),
    ]),
  ) as unknown as Handlers<RootkeepContract>
}

/** The calls of a contract by group and name. */
export function callsOf(
  all: Contract,
): { readonly group: string; readonly name: string; readonly call: Call }[] {
  return Object.entries(all).flatMap(([group, channels]) =>
    Object.entries(channels).flatMap(([name, call]) =>
      call.kind === 'push' ? [] : [{ group, name, call }],
    ),
  )
}
