import type { AccountId } from '../../shared/domain/accounts.ts'
import type { SessionSnapshot } from '../../shared/domain/connections.ts'
import type { About } from '../../shared/ipc/contract.ts'
import type { AwsFacts } from './aws-facts.ts'
import type { Computer } from './computer.ts'
import type { PathFacts } from './path-facts.ts'

/** What the checks of one run look at. What several of them ask for is asked once. */
export type CheckContext = {
  readonly computer: Computer
  readonly dataFolder: string
  readonly about: About
  readonly session: SessionSnapshot
  /** Milliseconds since the epoch. */
  readonly now: () => number
  readonly path: PathFacts
  readonly aws: AwsFacts
  /** Where the task policies are proven; null where none was chosen. */
  readonly probeAccountId: AccountId | null
}
