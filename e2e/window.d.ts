import type { Client } from '../src/shared/ipc/derived.ts'
import type { RootkeepContract } from '../src/shared/ipc/contract.ts'

declare global {
  interface Window {
    /** What the preload exposes, as scripts of a spec see it in the page. */
    readonly rootkeep: Client<RootkeepContract>
  }
}
