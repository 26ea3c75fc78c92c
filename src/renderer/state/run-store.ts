import { create } from 'zustand'
import type { RunProgress } from '../../shared/domain/runs.ts'
import { rootkeep, valueOf } from './client.ts'
import { newestOf } from './newest.ts'
import { onUnlock } from './session-store.ts'

type RunStore = {
  /** The newest word on the newest run; stays after its end. */
  readonly progress: RunProgress | null
}

export const useRun = create<RunStore>(() => ({ progress: null }))

/** The run that is under way, paused or interrupted; null where none is. */
export function activeRunOf({ progress }: RunStore): RunProgress | null {
  if (progress === null) return null
  return ['running', 'paused', 'interrupted'].includes(progress.state) ? progress : null
}

/** Takes progress in: of the same run the newer revision counts, of another run the one that began later. */
export function acceptProgress(arrived: RunProgress): void {
  useRun.setState(({ progress }) => {
    if (progress === null || progress.runId === arrived.runId) {
      return { progress: newestOf(progress, arrived) }
    }
    return arrived.startedAt >= progress.startedAt ? { progress: arrived } : { progress }
  })
}

/** Subscribes first, then reads what is under way; and again after unlocking. Returns the way to stop. */
export function followRuns(): () => void {
  const stopProgress = rootkeep.runs.progress(acceptProgress)
  const stopUnlock = onUnlock(() => {
    // What was under way before the lock may be over.
    useRun.setState({ progress: null })
    readActive()
  })
  readActive()
  return () => {
    stopProgress()
    stopUnlock()
  }
}

function readActive(): void {
  valueOf(rootkeep.runs.active()).then(
    (active) => active && acceptProgress(active),
    // The next push says it; every view works without.
    () => undefined,
  )
}
