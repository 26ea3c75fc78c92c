import type { DataTopic, RootkeepContract } from '../shared/ipc/contract.ts'
import type { Publish } from '../shared/ipc/derived.ts'
import type { Run } from '../shared/domain/runs.ts'

export type Pushes = {
  /** Sends one push to every subscriber. */
  readonly send: Publish<RootkeepContract>
  /** Says which parts of the cache changed. */
  changed(topics: readonly DataTopic[]): void
  /** Calls the listener with what changed, in main. */
  onChanged(listener: (topics: readonly DataTopic[]) => void): void
  /** The number of the newest change. Grows by one at each; a snapshot carries the number it shows. */
  revision(): number
  nextRevision(): number
  /** A run is over, however it ended. */
  ended(run: Run): void
  onEnded(listener: (run: Run) => void): void
  subscribe(listener: (channel: string, payload: unknown) => void): () => void
}

/** Sends what changed in main to whoever listens: the window, or nobody. */
export function createPushes(): Pushes {
  const listeners = new Set<(channel: string, payload: unknown) => void>()
  const changeListeners = new Set<(topics: readonly DataTopic[]) => void>()
  const endListeners = new Set<(run: Run) => void>()
  let revision = 0

  const send: Pushes['send'] = (group, name, payload) => {
    for (const listener of listeners) listener(`${group}.${name}`, payload)
  }

  return {
    send,
    changed(topics) {
      revision += 1
      send('data', 'changed', { revision, topics: [...topics] })
      for (const listener of changeListeners) listener(topics)
    },
    onChanged(listener) {
      changeListeners.add(listener)
    },
    revision: () => revision,
    nextRevision() {
      revision += 1
      return revision
    },
    ended(run) {
      for (const listener of endListeners) listener(run)
    },
    onEnded(listener) {
      endListeners.add(listener)
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
