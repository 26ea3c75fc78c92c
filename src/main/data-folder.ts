import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Environment } from './identity/connections/environment.ts'

/**
 * The folder that holds the database and the log: `ROOTKEEP_HOME`, else the operating system's place for
 * application data, which is also what the shell calls `userData`. Window and command line share it.
 */
export function dataFolderOf(
  environment: Environment,
  platform: NodeJS.Platform = process.platform,
  home: string = homedir(),
): string {
  const named = environment['ROOTKEEP_HOME']
  return named ? resolve(named) : join(applicationData(environment, platform, home), 'rootkeep')
}

function applicationData(
  environment: Environment,
  platform: NodeJS.Platform,
  home: string,
): string {
  switch (platform) {
    case 'darwin':
      return join(home, 'Library', 'Application Support')
    case 'win32':
      return environment['APPDATA'] ?? join(home, 'AppData', 'Roaming')
    default:
      return environment['XDG_CONFIG_HOME'] ?? join(home, '.config')
  }
}
