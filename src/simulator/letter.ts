/** A mail that AWS sent with a code in it, as whoever reads that mailbox sees it. `at` in simulated milliseconds. */
export interface Letter {
  readonly at: number
  readonly to: string
  readonly accountId: string
  readonly subject: string
  readonly code: string
}
