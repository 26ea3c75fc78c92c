import { accessSync, constants, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { App } from 'electron'
import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import type { Failure } from '../../shared/domain/failure.ts'
import type { About } from '../../shared/ipc/contract.ts'

/** What the shell knows of itself; the workstation adds the rest of `About`. */
export type ShellAbout = Pick<About, 'version' | 'shell' | 'shellVersion' | 'sandboxed'>

/** Where the shell keeps its own files, below the data folder. */
export function shellFolderOf(dataFolder: string): string {
  return join(dataFolder, 'shell')
}

/** Makes the data folder and the shell's in it, for this user only. Returns why it cannot be used, or null. */
export function prepareDataFolder(dataFolder: string): Failure | null {
  try {
    mkdirSync(shellFolderOf(dataFolder), { recursive: true, mode: 0o700 })
    accessSync(dataFolder, constants.R_OK | constants.W_OK | constants.X_OK)
    return null
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? ''
    return failureOf('data-folder-unwritable', {
      message: `The data folder ${dataFolder} cannot be written (${code}).`,
    })
  }
}

/**
 * Which shell this is. Electron says so itself in `process.versions`; the host says which Chromium it
 * drives, and only once that runs: read these facts when they are asked for.
 */
export function aboutShell(
  app: Pick<App, 'getVersion' | 'commandLine'>,
  versions: NodeJS.ProcessVersions,
): ShellAbout {
  const known: Readonly<Record<string, string | undefined>> = versions
  return {
    version: app.getVersion(),
    shell: known['electron'] === undefined ? 'chromium' : 'electron',
    get shellVersion() {
      return known['electron'] ?? known['chrome'] ?? 'starting'
    },
    sandboxed: !app.commandLine.hasSwitch('no-sandbox'),
  }
}
