import type { InfiniteData } from '@tanstack/react-query'
import type { Procedure } from '../../shared/domain/procedures.ts'
import { rootkeep } from './client.ts'
import { queryClient } from './query-client.ts'
import { reads } from './reads.ts'

type ProcedurePages = InfiniteData<{ total: number; procedures: Procedure[] }, number>

/** The accounts of a procedure under way are read again no more often than this. */
const targetsPauseMs = 700

/**
 * Puts every procedure that main pushes where it is read from, and has its accounts read again. What the pushes leave out (a new line in a list, the
 * plan) is told by `data.changed`. Returns the way to stop.
 */
export function followProcedures(): () => void {
  const repeatTargets = paced((procedureId) =>
    queryClient.invalidateQueries({ queryKey: ['targets', procedureId] }),
  )
  return rootkeep.procedures.changed((procedure) => {
    queryClient.setQueryData(reads.procedure(procedure.id).queryKey, procedure)
    queryClient.setQueriesData<ProcedurePages>({ queryKey: ['procedures'] }, (held) =>
      held ? withProcedure(held, procedure) : held,
    )
    repeatTargets(procedure.id)
  })
}

/** The pages with one procedure in its newest state; where none of them holds it they stay as they are. */
export function withProcedure(held: ProcedurePages, procedure: Procedure): ProcedurePages {
  const holds = held.pages.some((page) => page.procedures.some(({ id }) => id === procedure.id))
  if (!holds) return held
  return {
    ...held,
    pages: held.pages.map((page) => ({
      ...page,
      procedures: page.procedures.map((each) => (each.id === procedure.id ? procedure : each)),
    })),
  }
}

/** Does something for each key at once, then at most once a pause, and always once more after the last call. */
function paced(act: (key: string) => Promise<unknown>): (key: string) => void {
  const resting = new Map<string, { again: boolean }>()

  async function run(key: string): Promise<void> {
    const state = { again: false }
    resting.set(key, state)
    await act(key)
    setTimeout(() => {
      resting.delete(key)
      if (state.again) void run(key)
    }, targetsPauseMs)
  }

  return (key) => {
    const state = resting.get(key)
    if (state) state.again = true
    else void run(key)
  }
}
