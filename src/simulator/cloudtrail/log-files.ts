import { randomUUID } from 'node:crypto'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { TrailEvent } from './trail.ts'

const compress = promisify(gzip)

export interface LogFileBatch {
  /** Stands for the bucket of an organization trail. */
  readonly folder: string
  readonly organizationId: string
  readonly events: readonly TrailEvent[]
  /** When they are delivered: simulated milliseconds. It names the files. */
  readonly at: number
}

/**
 * Writes events where an organization trail would: one file for each account and Region, in
 * `AWSLogs/<organization>/<account>/CloudTrail/<Region>/YYYY/MM/DD/`. Answers with the files. Rejects when one cannot be written.
 */
export async function writeLogFiles(batch: LogFileBatch): Promise<readonly string[]> {
  const files: string[] = []
  for (const events of Map.groupBy(batch.events, placeOf).values()) {
    files.push(await writeLogFile(batch, events))
  }
  return files
}

const placeOf = ({ accountId, region }: TrailEvent): string => `${accountId} ${region}`

async function writeLogFile(
  { folder, organizationId, at }: LogFileBatch,
  events: readonly TrailEvent[],
): Promise<string> {
  const [first] = events
  if (first === undefined) throw new Error('a group has at least one event')
  const { accountId } = first
  // SECURITY: a client signs for any Region it likes: the name of one must not lead out of the folder.
  const region = first.region.replaceAll(/[^\w-]/g, '_')
  const [date, time] = new Date(at).toISOString().slice(0, 16).split('T') as [string, string]
  const path = join(
    folder,
    'AWSLogs',
    organizationId,
    accountId,
    'CloudTrail',
    region,
    ...date.split('-'),
  )
  const stamp = `${date.replaceAll('-', '')}T${time.replace(':', '')}Z`
  const unique = randomUUID().replaceAll('-', '').slice(0, 16)
  const file = join(path, `${accountId}_CloudTrail_${region}_${stamp}_${unique}.json.gz`)
  const text = JSON.stringify({ Records: events.map((event) => event.record()) })
  await mkdir(path, { recursive: true })
  // Renamed when complete: an object in S3 is never there by half.
  await writeFile(`${file}.part`, await compress(text))
  await rename(`${file}.part`, file)
  return file
}
