import { randomBytes } from 'node:crypto'
import { lookup } from 'node:dns/promises'
import { rm, stat, statfs, writeFile } from 'node:fs/promises'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import type { DatabaseName } from '../database/migrations/index.ts'
import { checkDatabase, type DatabaseCheck } from './database-integrity.ts'

/** What the checks ask of this computer, so that a test can be another one. */
export type Computer = {
  readonly platform: NodeJS.Platform
  /** Writes a small file into a folder and takes it away again. Rejects with Node's error. */
  tryWriting(folder: string): Promise<void>
  /** The permission bits of a folder; null where the system has none. */
  modeOf(folder: string): Promise<number | null>
  /** Bytes that this user may still write there. */
  freeBytes(folder: string): Promise<number>
  checkDatabase(folder: string, name: DatabaseName): Promise<DatabaseCheck>
  /** The IP families of a host name. Rejects with Node's error where it has no address. */
  familiesOf(host: string): Promise<readonly IpFamily[]>
  /** The IP families that this computer has an address of, besides those that stay on it. */
  ownFamilies(): readonly IpFamily[]
}

export type IpFamily = 'IPv4' | 'IPv6'

export const thisComputer: Computer = {
  platform: process.platform,

  async tryWriting(folder) {
    const file = join(folder, `.rootkeep-${randomBytes(8).toString('hex')}.part`)
    try {
      await writeFile(file, 'readiness', { flag: 'wx', mode: 0o600 })
    } finally {
      await rm(file, { force: true })
    }
  },

  async modeOf(folder) {
    return process.platform === 'win32' ? null : (await stat(folder)).mode & 0o777
  },

  async freeBytes(folder) {
    const { bavail, bsize } = await statfs(folder)
    return bavail * bsize
  },

  checkDatabase,

  async familiesOf(host) {
    const addresses = await lookup(host, { all: true })
    return familiesIn(addresses.map(({ family }) => (family === 6 ? 'IPv6' : 'IPv4')))
  },

  ownFamilies() {
    const addresses = Object.values(networkInterfaces()).flatMap((each) => each ?? [])
    return familiesIn(
      addresses
        // An address of the link alone leads nowhere.
        .filter(({ internal, address }) => !internal && !address.startsWith('fe80:'))
        .map(({ family }) => (family === 'IPv6' ? 'IPv6' : 'IPv4')),
    )
  },
}

function familiesIn(all: readonly IpFamily[]): IpFamily[] {
  return [...new Set(all)].toSorted()
}
