import sts from '@aws-sdk/client-sts/package.json' with { type: 'json' }
import { warning, well, type Check } from '../check.ts'

/** The oldest Node that Rootkeep is built for and tested on. */
const oldestNode = 24
/** The SQLite that first had all that the queries use. */
const oldestSqlite = [3, 45] as const

export const versions: Check = {
  id: 'versions',
  group: 'workstation',
  title: 'Versions',
  about:
    'Looks at the versions of Rootkeep and of what it runs on, and whether the window runs in its sandbox.',
  needs: [],
  run({ about }) {
    const { version, shell, shellVersion, nodeVersion, sqliteVersion, sandboxed } = about
    const evidence = [
      `Rootkeep ${version}`,
      shell === 'none'
        ? 'no window'
        : `${shell === 'electron' ? 'Electron' : 'Chromium'} ${shellVersion}`,
      `Node ${nodeVersion}`,
      `SQLite ${sqliteVersion}`,
      `AWS SDK ${sts.version}`,
    ].join(', ')
    if (Number.parseInt(nodeVersion, 10) < oldestNode) {
      return warning(
        `${evidence}. Node ${oldestNode} or newer is expected.`,
        'Rootkeep is not tested on this version.',
        'Start Rootkeep with npm start, which brings the runtime that it is tested on.',
      )
    }
    if (isOlder(sqliteVersion, oldestSqlite)) {
      return warning(
        `${evidence}. SQLite ${oldestSqlite.join('.')} or newer is expected.`,
        'Rootkeep is not tested on this version.',
        'Install Rootkeep again with its own dependencies.',
      )
    }
    if (!sandboxed) {
      return warning(
        `${evidence}. The window runs without the sandbox of its browser engine.`,
        'A fault of the engine would have the rights of the whole program.',
        'Start Rootkeep as an ordinary user, not as root.',
      )
    }
    return well(`${evidence}.`)
  },
}

function isOlder(version: string, [major, minor]: readonly [number, number]): boolean {
  const [own = 0, second = 0] = version.split('.').map(Number)
  return own < major || (own === major && second < minor)
}
