import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { OrganizationId } from '../../shared/domain/accounts.ts'
import { everyEntry, JournalVerification } from '../../shared/domain/journal.ts'
import { required } from '../testing/trial.ts'
import { createJournalService } from './journal-service.ts'
import { openJournal } from './open-journal.ts'
import { draft, keepJournal, organizationId, type KeptJournal } from './testing/kept-journal.ts'

let kept: KeptJournal
let place: string | null
let organization: OrganizationId | null
let signs: boolean
let told: string[][]
let problems: string[]
beforeEach(() => {
  kept = keepJournal()
  place = null
  organization = organizationId
  signs = false
  told = []
  problems = []
})
afterEach(() => kept.close())

/** The service as the workstation builds it. */
function opened() {
  // Of this test: a push that comes late belongs to nobody.
  const pushed = told
  const pushes = { changed: (topics: readonly string[]) => void pushed.push([...topics]) }
  const journal = openJournal({
    record: kept.record,
    movedAside: kept.movedAside,
    facts: kept.store.settings,
    clock: kept.clock,
    pushes,
    version: '1.2.3',
  })
  const service = createJournalService({
    record: kept.record,
    opened: journal,
    store: kept.store,
    clock: kept.clock,
    log: {
      problem(_, message) {
        problems.push(message)
        return 'log-1'
      },
    },
    pushes,
    shell: { chooseSavePath: () => Promise.resolve(place) },
    signer: () => (signs ? kept.ownKey() : null),
    organizationId: () => organization,
    actor: () => 'jane',
  })
  return { journal, service }
}

describe('the journal', () => {
  test('begins by itself, and is read for the organization on screen', () => {
    const { journal, service } = opened()
    journal.journal.write([draft(), draft({ organizationId: 'o-anotherorg' as OrganizationId })])
    const page = () =>
      required(service.page({ filter: everyEntry, offset: 0, limit: 10 })).entries.map(
        ({ sequence }) => sequence,
      )
    expect(page()).toEqual([2, 1])
    organization = null
    expect(page()).toEqual([3, 2, 1])
  })

  test('gives one entry by its number, of whatever organization, and null where there is none', () => {
    const { journal, service } = opened()
    const elsewhere = 'o-anotherorg' as OrganizationId
    const [written] = journal.journal.write([draft({ organizationId: elsewhere })])
    expect(required(service.entry({ sequence: 2 }))).toEqual(written)
    expect(required(service.entry({ sequence: 3 }))).toBeNull()
  })

  test('says how long it is over all organizations, and how much no checkpoint covers', () => {
    const { journal, service } = opened()
    journal.journal.write([draft({ organizationId: 'o-anotherorg' as OrganizationId })])
    expect(required(service.head())).toEqual({ entries: 2, sinceCheckpoint: 2 })
    signs = true
    required(service.checkpoint())
    expect(required(service.head())).toEqual({ entries: 2, sinceCheckpoint: 0 })
    journal.journal.write([draft()])
    expect(required(service.head())).toEqual({ entries: 3, sinceCheckpoint: 1 })
  })

  test('is verified in the shape that the window expects', async () => {
    const { service } = opened()
    expect(JournalVerification.parse(required(await service.verify()))).toMatchObject({
      intact: true,
      entries: 1,
    })
  })

  test('tells the window once of many entries', async () => {
    const { journal } = opened()
    for (let number = 0; number < 50; number += 1) journal.journal.write([draft()])
    expect(told).toEqual([])
    await new Promise((resolve) => setTimeout(resolve, 400))
    expect(told).toEqual([['journal']])
    journal.close()
  })

  test('notes its head and writes what waits when it is closed', async () => {
    const { journal } = opened()
    const waiting = journal.journal.append(draft())
    journal.close()
    expect(kept.entries.newest()?.sequence).toBe(2)
    expect(kept.store.settings.remembered('journal.head')).toContain('"count":2')
    await waiting
  })
})

describe('checkpoints', () => {
  test('are signed when there is something to sign with, and what was due before with them', () => {
    const { journal, service } = opened()
    service.checkpointIfPossible()
    journal.journal.write([draft()])
    service.checkpointIfPossible()
    expect(required(service.checkpoints())).toEqual([])
    signs = true
    service.checkpointIfPossible()
    expect(required(service.checkpoints()).map(({ count }) => count)).toEqual([2])
    journal.journal.write([draft()])
    service.checkpointIfPossible()
    expect(required(service.checkpoints()).map(({ count }) => count)).toEqual([3, 2])
    expect(problems).toEqual([])
  })

  test('that cannot be signed are logged, and undo nothing', () => {
    const { service } = opened()
    signs = true
    kept.db.prepare('DROP TABLE checkpoints').run()
    expect(() => service.checkpointIfPossible()).not.toThrow()
    expect(problems).toEqual(['the journal could not be signed'])
  })

  test('asked for by hand say why not', () => {
    const { service } = opened()
    const refused = service.checkpoint()
    expect(!refused.ok && refused.error.code).toBe('identity-missing')
  })
})

describe('the export', () => {
  test('goes where the operator says', async () => {
    place = join(kept.folder, 'journal.jsonl')
    const { service } = opened()
    expect(required(await service.export())).toEqual({ path: place })
    expect(readFileSync(place, 'utf8')).toContain('"format":"rootkeep-journal"')
  })

  test('goes nowhere where they do not say', async () => {
    expect(required(await opened().service.export())).toEqual({ path: null })
  })

  test('that cannot be written leaves nothing and says so', async () => {
    place = join(kept.folder, 'a-folder')
    mkdirSync(join(place, 'full'), { recursive: true })
    await expect(opened().service.export()).rejects.toMatchObject({
      failure: { code: 'file-not-saved' },
    })
  })
})

test('CloudTrail is compared for an organization, and findings of an import that is not there are refused', async () => {
  const { service } = opened()
  const file = { name: 'none.json', bytes: Buffer.from('{"Records":[]}') }
  const imported = required(await service.importCloudTrail({ files: [file] }))
  expect(required(service.cloudTrailImports())).toEqual([imported])
  const unknown = service.cloudTrailFindings({ importId: 'x', match: null, offset: 0, limit: 1 })
  expect(!unknown.ok && unknown.error.code).toBe('not-found')
  organization = null
  const refused = await service.importCloudTrail({ files: [file] })
  expect(!refused.ok && refused.error.code).toBe('nothing-connected')
  expect(required(service.cloudTrailImports())).toEqual([])
})
