import type { z } from 'zod'
import type { Call, Contract } from '../shared/ipc/channel.ts'
import type { Handlers } from '../shared/ipc/derived.ts'
import { fail, type Outcome } from '../shared/ipc/result.ts'
import type { Failure } from '../shared/domain/failure.ts'
import { failureOf } from '../shared/domain/failure-catalogue.ts'
import type { Log } from './log.ts'

export type Dispatcher = {
  /**
   * Runs the call named `group.name` with untrusted input. Never rejects: input that does not fit the
   * schema is `invalid-input`, an unknown name or an unexpected exception is `internal`.
   */
  dispatch(channel: string, input: unknown): Promise<Outcome<unknown>>
}

/**
 * The one door to the services: looks the call up in the contract, parses its input, calls the handler.
 * `explain` knows the exceptions that have a meaning of their own, such as a full disk.
 * SECURITY: nothing that came over IPC or the command line reaches a service unparsed.
 */
export function createDispatcher<C extends Contract>(
  contract: C,
  handlers: Handlers<C>,
  log: Log,
  explain: (error: unknown) => Failure | null = () => null,
): Dispatcher {
  const calls = new Map<string, { schema: z.ZodType; handler: (input: unknown) => unknown }>()
  for (const [group, channels] of Object.entries(contract)) {
    for (const [name, channel] of Object.entries(channels)) {
      if (channel.kind === 'push') continue
      const handler = (handlers as Record<string, Record<string, (input: unknown) => unknown>>)[
        group
      ]?.[name]
      if (!handler) throw new Error(`the contract names ${group}.${name}, and nothing handles it`)
      calls.set(`${group}.${name}`, { schema: (channel satisfies Call).in, handler })
    }
  }

  return {
    async dispatch(channel, input) {
      const call = calls.get(channel)
      if (!call) {
        const logId = log.problem('ipc', `unknown call ${channel.slice(0, 80)}`)
        return fail(
          failureOf('internal', {
            message: 'The window asked for a call that does not exist.',
            logId,
          }),
        )
      }
      const parsed = call.schema.safeParse(input)
      if (!parsed.success) {
        const issue = parsed.error.issues[0]
        const place = issue && issue.path.length > 0 ? `${issue.path.join('.')}: ` : ''
        return fail(
          failureOf('invalid-input', { message: `${place}${issue?.message ?? 'not valid'}` }),
        )
      }
      try {
        return (await call.handler(parsed.data)) as Outcome<unknown>
      } catch (error) {
        const logId = log.problem('ipc', channel, error)
        return fail(explain(error) ?? failureOf('internal', { logId }))
      }
    },
  }
}
