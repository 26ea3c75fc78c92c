import type { DatabaseName } from '../../database/migrations/index.ts'
import { databaseFiles } from '../../database/database.ts'
import { failed, unknown, well, type Check, type Finding } from '../check.ts'
import type { DatabaseCheck } from '../database-integrity.ts'

export const database: Check = {
  id: 'database',
  group: 'workstation',
  title: 'Database integrity',
  about: 'Asks SQLite to check both database files, table by table.',
  needs: [],
  async run({ computer, dataFolder }) {
    const record = await computer.checkDatabase(dataFolder, 'record')
    const cache = await computer.checkDatabase(dataFolder, 'cache')
    return (
      judged('record', record) ??
      judged('cache', cache) ??
      well(`${fileOf('record')} and ${fileOf('cache')} are whole.`)
    )
  },
}

/** What is wrong; null where nothing is. */
function judged(name: DatabaseName, check: DatabaseCheck): Finding | null {
  const file = fileOf(name)
  switch (check.state) {
    case 'whole':
      return null
    case 'damaged':
      return failed(
        `${file} is damaged: ${check.says}`,
        name === 'record'
          ? 'Journal, cases and procedures may be incomplete, and may not be writable.'
          : 'What the window shows may be wrong. AWS has all of it still.',
        name === 'record'
          ? 'Keep a copy of the file, close Rootkeep, and restore the file from a backup.'
          : 'Close Rootkeep, move the file away, start again and audit.',
      )
    case 'late':
      return unknown(
        `Of ${file}, ${check.checked} of ${check.tables} tables are whole; there was no time for the others.`,
        'Run the check again while nothing else is under way.',
      )
    case 'missing':
      return failed(
        `${file} is not there any more.`,
        'What is written now is lost at the end.',
        'Close Rootkeep, and restore the file from a backup or start anew.',
      )
    case 'unreadable':
      return unknown(check.failure.message, check.failure.remedy)
  }
}

function fileOf(name: DatabaseName): string {
  return databaseFiles[name].name
}
