import { z } from 'zod'

/** Whether the secrets of this session are at hand, where they are kept, and what opens the lock. */
export const LockState = z.strictObject({
  locked: z.boolean(),
  /** `system`: the operating system asks. `passphrase`: one that was set here. `sign-in`: neither, so the lock forgets what was signed in. */
  opensBy: z.enum(['system', 'passphrase', 'sign-in']),
  /** `sealed`: tokens are on disk, encrypted by the system's key store. `memory`: they end with the program. */
  storage: z.enum(['sealed', 'memory']),
  /** Which key store; null for `memory`. */
  backend: z.string().nullable(),
  /** Whether a passphrase for the lock is set. */
  hasPassphrase: z.boolean(),
})
export type LockState = z.infer<typeof LockState>
