import { statSync } from 'node:fs'
import { isAbsolute } from 'node:path'
import type { EventRecord } from '../cloudtrail/event-record.ts'
import { writeLogFiles } from '../cloudtrail/log-files.ts'
import type { World } from '../world.ts'
import { ShapeError, instantIn, objectOf, textIn } from './shape.ts'

/** The records that `GET /_sim/cloudtrail?account=…&since=…` shows: of one account or of all, from an instant on, oldest first. */
export function trailRecords({ trail }: World, query: string): readonly EventRecord[] {
  const filter = objectOf(Object.fromEntries(new URLSearchParams(query)), 'the query', [
    'account',
    'since',
  ])
  const accountId = textIn(filter, 'account')
  const since = instantIn(filter, 'since') ?? -Infinity
  return trail
    .entries()
    .filter((event) => event.at >= since && (accountId ?? event.accountId) === event.accountId)
    .map((event) => event.record())
}

/** Writes all events so far, as `POST /_sim/cloudtrail/write` does, and answers with the files. */
export function writeTrail(world: World, value: unknown): Promise<readonly string[]> {
  const folder = textIn(objectOf(value, 'the request', ['folder']), 'folder')
  if (folder === undefined || !isAbsolute(folder) || !isFolder(folder)) {
    throw new ShapeError('"folder" must be the absolute path of a folder that is there')
  }
  return writeLogFiles({
    folder,
    organizationId: world.organization.id,
    events: world.trail.entries(),
    at: world.clock.now(),
  })
}

const isFolder = (path: string): boolean =>
  statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
