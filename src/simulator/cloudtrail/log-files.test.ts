import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative, sep } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { GetAccountSummaryCommand } from '@aws-sdk/client-iam'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createSimulator } from '../simulator.ts'
import { startPractice } from '../testing/practice.ts'
import type { Practice } from '../testing/practice.ts'
import { createClock } from '../clock.ts'
import { resolveOptions } from '../options.ts'
import { createWorld } from '../world.ts'
import { createTrailDelivery } from './delivery.ts'
import type { EventRecord } from './event-record.ts'
import { writeLogFiles } from './log-files.ts'
import { recoveryEvents } from './sign-in-event.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rootkeep-cloudtrail-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const START = '2026-11-22T09:05:00Z'

function filesIn(path: string): string[] {
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
}

function recordsIn(files: readonly string[]): EventRecord[] {
  return files.flatMap(
    (file) =>
      (JSON.parse(gunzipSync(readFileSync(file)).toString('utf8')) as { Records: EventRecord[] })
        .Records,
  )
}

const byId = (records: readonly EventRecord[]) =>
  records.toSorted((a, b) => (a.eventID < b.eventID ? -1 : 1))

/** An AssumeRoot and one call in its session. */
async function audit(practice: Practice): Promise<string> {
  const { id } = await practice.reachable()
  const keys = await practice.rootSession(id, 'IAMAuditRootUserCredentials')
  await practice.iam(keys).send(new GetAccountSummaryCommand({}))
  return id
}

const events = async (practice: Practice) =>
  ((await practice.control('GET', 'cloudtrail')) as { Records: EventRecord[] }).Records

describe('on demand', () => {
  test('all events are written where an organization trail writes them, one file for account and Region', async () => {
    await using practice = await startPractice({ startTime: START })
    const id = await audit(practice)
    const { files } = (await practice.control('POST', 'cloudtrail/write', { folder })) as {
      files: string[]
    }
    expect(files.toSorted()).toEqual(filesIn(folder))
    const { organizationId, managementAccountId } = practice.ready
    for (const [account, file] of [
      [managementAccountId, files[0]],
      [id, files[1]],
    ] as const) {
      expect(relative(folder, file ?? '').split(sep)).toEqual([
        'AWSLogs',
        organizationId,
        account,
        'CloudTrail',
        'us-east-1',
        '2026',
        '11',
        '22',
        expect.stringMatching(
          `^${account}_CloudTrail_us-east-1_20261122T0905Z_[0-9a-f]{16}\\.json\\.gz$`,
        ),
      ])
    }
    expect(byId(recordsIn(files))).toEqual(byId(await events(practice)))
  })

  test('a Region that a client made up does not lead out of the folder', async () => {
    const record = () => ({}) as EventRecord
    const event = { at: 0, accountId: '111122223333', region: '..', record }
    const batch = { folder, organizationId: 'o-1', events: [event], at: Date.parse(START) }
    const [file] = await writeLogFiles(batch)
    expect(relative(folder, file ?? '')).toMatch(/CloudTrail.__.2026/)
  })

  test.each([{}, { folder: 'relative' }, { folder: '/absent/folder' }, { folder: 7 }])(
    '%j is no folder to write into',
    async (body) => {
      await using practice = await startPractice({ accounts: 2 })
      await expect(practice.control('POST', 'cloudtrail/write', body)).rejects.toThrow('400')
    },
  )
})

describe('while it runs', () => {
  test('every event is written once, whatever a reset or the end comes between', async () => {
    const target = join(folder, 'new')
    let seen: EventRecord[]
    {
      await using practice = await startPractice({ cloudtrail: { folder: target } })
      await audit(practice)
      seen = await events(practice)
      await practice.control('POST', 'reset')
      await audit(practice)
      seen.push(...(await events(practice)))
    }
    expect(seen).toHaveLength(4)
    expect(byId(recordsIn(filesIn(target)))).toEqual(byId(seen))
  })

  test('a folder that cannot be is refused at once', () => {
    const file = join(folder, 'file')
    writeFileSync(file, '')
    expect(() => createSimulator({ accounts: 1, cloudtrail: { folder: file } })).toThrow(/EEXIST/)
  })

  test('what cannot be written is said, and the next delivery is tried', async () => {
    const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    const world = createWorld(resolveOptions({ accounts: 1 }), createClock(Date.parse(START)))
    const accountId = world.organization.managementAccountId
    const signIn = { accountId, at: Date.parse(START), mfaUsed: false, registeredDevice: null }
    const delivery = createTrailDelivery(folder)
    writeFileSync(join(folder, 'AWSLogs'), 'in the way')
    for (const event of recoveryEvents(signIn)) world.trail.add(event)
    await delivery.deliver(world)
    expect(String(said.mock.calls[0]?.[0])).toMatch(
      /^simulator: CloudTrail files cannot be written/,
    )
    said.mockRestore()
    rmSync(join(folder, 'AWSLogs'))
    for (const event of recoveryEvents(signIn)) world.trail.add(event)
    await delivery.deliver(world)
    expect(recordsIn(filesIn(folder))).toHaveLength(3)
  })
})
