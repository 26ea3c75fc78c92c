import { createBoundedLog } from '../bounded-log.ts'
import type { EventRecord } from './event-record.ts'

/** An event that is known, and written out only when somebody reads it. */
export interface TrailEvent {
  /** Simulated milliseconds. */
  readonly at: number
  /** In whose trail it appears: `recipientAccountId`. */
  readonly accountId: string
  readonly region: string
  /** Its record: the same each time. */
  record(): EventRecord
}

/** The events of every account of the organization, oldest first. */
export interface Trail {
  add(event: TrailEvent): void
  entries(): readonly TrailEvent[]
  /** What was added since it was asked for the last time. */
  takeUndelivered(): readonly TrailEvent[]
}

/** A trail that forgets its oldest tenth whenever it holds `limit` events. */
export function createTrail(limit: number): Trail {
  const log = createBoundedLog<TrailEvent>(limit)
  let undelivered = 0
  return {
    add: (event) => {
      log.add(event)
      undelivered += 1
    },
    entries: log.entries,
    takeUndelivered: () => {
      const taken = undelivered === 0 ? [] : log.entries().slice(-undelivered)
      undelivered = 0
      return taken
    },
  }
}
