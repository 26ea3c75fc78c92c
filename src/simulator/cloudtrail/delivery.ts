import { mkdirSync } from 'node:fs'
import type { World } from '../world.ts'
import { writeLogFiles } from './log-files.ts'

/** Writes what a trail has not delivered yet. */
export interface TrailDelivery {
  /** Resolves when the files are written, or when it has been said on stderr why they cannot be. */
  deliver(world: World): Promise<void>
}

/** Deliveries into one folder, one after the other. Makes the folder, and throws when it cannot. What cannot be written later is lost, and said. */
export function createTrailDelivery(folder: string): TrailDelivery {
  mkdirSync(folder, { recursive: true })
  let earlier = Promise.resolve()
  return {
    deliver: ({ trail, organization, clock }) => {
      const batch = {
        folder,
        organizationId: organization.id,
        events: trail.takeUndelivered(),
        at: clock.now(),
      }
      earlier = earlier.then(() => writeLogFiles(batch)).then(() => undefined, complain)
      return earlier
    },
  }
}

function complain(error: unknown): void {
  const reason = error instanceof Error ? error.message : String(error)
  process.stderr.write(`simulator: CloudTrail files cannot be written: ${reason}\n`)
}
