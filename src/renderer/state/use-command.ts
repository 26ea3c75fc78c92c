import { useMutation } from '@tanstack/react-query'
import type { Failure } from '../../shared/domain/failure.ts'
import type { Outcome } from '../../shared/ipc/result.ts'
import { failureFrom, valueOf } from './client.ts'

export type SentCommand<In, Out> = {
  /** Sends it; a second call while the first is under way is dropped. */
  readonly send: (input: In, done?: (value: Out) => void) => void
  readonly pending: boolean
  /** Why the last attempt failed. */
  readonly failure: Failure | null
  readonly reset: () => void
}

/** A change sent to main from a form or a button, with its state for the screen. */
export function useCommand<In, Out>(
  call: (input: In) => Promise<Outcome<Out>>,
): SentCommand<In, Out> {
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: (input: In) => valueOf(call(input)),
  })
  return {
    send: (input, done) => {
      if (!isPending) mutate(input, done ? { onSuccess: done } : {})
    },
    pending: isPending,
    failure: error === null ? null : failureFrom(error),
    reset,
  }
}
