import type { ChildProcess } from 'node:child_process'
import type { ElectronApplication, Page } from '@playwright/test'

/** Rootkeep as it runs for a test. */
export type Launched = {
  readonly page: Page
  readonly home: string
  /** The main process. */
  readonly main: ChildProcess
  /** Where Electron is the shell: the way into its main process. */
  readonly electron: ElectronApplication | null
  /** Everything that main has written so far. */
  output(): string
  /** Ends it as the operator would, and waits; returns the exit code. */
  close(): Promise<number | null>
  /** Ends main with no chance to do anything. */
  kill(): Promise<void>
}
