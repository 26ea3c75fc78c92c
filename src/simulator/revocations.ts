import type { RootFeature } from './organization.ts'

/** Something whose revocation takes time to reach AssumeRoot. */
export type Revocable = RootFeature | 'trusted-access' | `delegate ${string}`

export interface Revocations {
  /** Notes that it was revoked now. */
  note(subject: Revocable, now: number): void
  /** Whether AssumeRoot has not heard of the revocation yet (fact sheet, section 0.8). */
  isStale(subject: Revocable, now: number, staleSeconds: number): boolean
}

/** Remembers when each was last revoked; times in simulated milliseconds. */
export function createRevocations(): Revocations {
  const revokedAt = new Map<Revocable, number>()
  return {
    note: (subject, now) => {
      revokedAt.set(subject, now)
    },
    isStale: (subject, now, staleSeconds) => {
      const at = revokedAt.get(subject)
      return at !== undefined && now - at < staleSeconds * 1000
    },
  }
}
