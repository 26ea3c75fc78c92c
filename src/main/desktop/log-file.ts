import { pino } from 'pino'
import { join } from 'node:path'
import { createLog, type Log } from '../log.ts'

/** The log of this data folder; on the terminal where the folder cannot be written. */
export function openLog(dataFolder: string): Log {
  try {
    return createLog(
      pino.destination({
        dest: join(dataFolder, 'rootkeep.log'),
        mkdir: true,
        sync: true,
        mode: 0o600,
      }),
    )
  } catch {
    return createLog(process.stderr)
  }
}
