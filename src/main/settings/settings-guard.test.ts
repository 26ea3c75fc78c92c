import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { defaultSettings, type Settings } from '../../shared/domain/settings.ts'
import { accountId, openDesk, type Desk } from '../cases/testing/desk.ts'
import { openDatabase } from '../database/database.ts'
import { createSettingsStore } from '../database/settings.ts'
import { required } from '../testing/trial.ts'
import { createSettingsGuard } from './settings-guard.ts'

let desk: Desk
let cache: ReturnType<typeof openCache>
beforeEach(() => {
  desk = openDesk()
  cache = openCache()
})
afterEach(() => {
  cache.close()
  desk.close()
})

function openCache() {
  const opened = required(openDatabase(desk.folder, new Date(desk.time.now)))
  const settings = createSettingsStore(opened.db)
  const guard = createSettingsGuard({
    settings,
    journal: desk.journal,
    rulesChanges: () => desk.entries().filter(({ kind }) => kind === 'rules-changed'),
    pushes: { changed() {} },
    shell: {
      consent(question) {
        desk.questions.push(question)
        return Promise.resolve(desk.answer.consents)
      },
    },
    actor: () => 'Ada',
  })
  return { settings, guard, db: opened.db, close: opened.close }
}

const ruleFor = (
  change: Partial<Settings['rules']['delete-root-credentials']>,
): Settings['rules'] => ({
  ...defaultSettings.rules,
  'delete-root-credentials': { ...defaultSettings.rules['delete-root-credentials'], ...change },
})
const kept = () => cache.settings.get()

describe('changing a guarded setting', () => {
  test.each([
    [
      'the pattern of tickets',
      { ticketPattern: '.+' },
      ['Tickets look like: [A-Z][A-Z0-9]+-[0-9]+ → .+'],
    ],
    [
      'protected accounts',
      { protectedAccounts: [accountId(1), accountId(2)] },
      [`Protected from now on: ${accountId(1)}, ${accountId(2)}`],
    ],
    [
      'a rule',
      { rules: ruleFor({ needsApproval: true, maxAccounts: 5 }) },
      [
        'Delete root credentials, needs the approval of a second operator: no → yes',
        'Delete root credentials, accounts at once: 1000 → 5',
      ],
    ],
    [
      'the idle time',
      { idleLockMinutes: 0 },
      ['Minutes without a hand on the window after which it locks (0: never): 15 → 0'],
    ],
  ] as const)(
    '%s is asked for outside of the page, before and after, and journaled',
    async (_, change, lines) => {
      const given = change as Partial<Settings>
      required(await cache.guard.update(given))
      expect(desk.questions.map(({ detail }) => detail.split('\n'))).toEqual([[...lines]])
      expect(kept()).toMatchObject(given)
      const [name = ''] = Object.keys(given)
      expect(desk.entries()).toMatchObject([
        { kind: 'rules-changed', actor: 'Ada', detail: { text: lines.join('\n'), after: given } },
      ])
      expect(Object.keys(desk.entries()[0]?.detail['before'] ?? {})).toEqual([name])
    },
  )

  test('SECURITY: does not come about by page code alone, nor does what came with it', async () => {
    desk.answer.consents = false
    const outcome = await cache.guard.update({ theme: 'dark', protectedAccounts: [accountId(1)] })
    expect(!outcome.ok && outcome.error.code).toBe('not-consented')
    expect(kept()).toEqual(defaultSettings)
    expect(desk.kinds()).toEqual([])
  })

  test('names accounts that are no longer protected, the first of many', async () => {
    const many = Array.from({ length: 11 }, (_, index) => accountId(index))
    required(await cache.guard.update({ protectedAccounts: many }))
    required(await cache.guard.update({ protectedAccounts: [] }))
    expect(desk.questions.at(-1)?.detail).toBe(
      `No longer protected: ${many.slice(0, 8).join(', ')} and 3 more`,
    )
  })

  test('is not made where the journal cannot hold it', async () => {
    desk.db
      .prepare(
        `CREATE TRIGGER full BEFORE INSERT ON journal_entries BEGIN SELECT RAISE(ABORT, 'full'); END`,
      )
      .run()
    await expect(cache.guard.update({ protectedAccounts: [accountId(1)] })).rejects.toThrow('full')
    expect(kept()).toEqual(defaultSettings)
  })
})

test('other settings, and guarded ones that stay as they are, are not asked about', async () => {
  required(await cache.guard.update({ theme: 'dark', rules: ruleFor({}), protectedAccounts: [] }))
  expect(kept().theme).toBe('dark')
  expect([desk.questions, desk.kinds()]).toEqual([[], []])
})

describe('at the start', () => {
  const strict = { rules: ruleFor({ needsApproval: true }), protectedAccounts: [accountId(1)] }

  test('SECURITY: rules that were lost with the cache, or changed in it, are put back and it is said', async () => {
    required(await cache.guard.update(strict))
    cache.db.prepare(`DELETE FROM settings WHERE key LIKE 'setting.%'`).run()
    expect(kept()).toEqual(defaultSettings)
    expect(cache.guard.restore().toSorted()).toEqual(['protectedAccounts', 'rules'])
    expect(kept()).toMatchObject(strict)
    expect(desk.entries().at(-1)).toMatchObject({
      kind: 'rules-changed',
      actor: 'rootkeep',
      detail: { after: strict },
    })
    expect(cache.guard.restore()).toEqual([])
  })

  test('a change that the journal has and a crash kept from the cache is made', async () => {
    required(await cache.guard.update(strict))
    cache.settings.update({ protectedAccounts: [] })
    cache.guard.restore()
    expect(kept().protectedAccounts).toEqual(strict.protectedAccounts)
  })

  test('nothing is put back where the journal knows of no change', () => {
    cache.settings.update(strict)
    expect(cache.guard.restore()).toEqual([])
    expect(kept()).toMatchObject(strict)
  })

  test('the last change of each setting holds, and one that this version cannot read is passed over', async () => {
    required(await cache.guard.update({ ticketPattern: 'OLD-[0-9]+' }))
    required(await cache.guard.update({ ticketPattern: 'NEW-[0-9]+' }))
    desk.journal.write([
      {
        kind: 'rules-changed',
        organizationId: null,
        accountId: null,
        procedureId: null,
        caseId: null,
        actor: 'Ada',
        detail: { after: { protectedAccounts: 'all of them' } },
      },
    ])
    cache.db.prepare(`DELETE FROM settings WHERE key LIKE 'setting.%'`).run()
    cache.guard.restore()
    expect(kept()).toEqual({ ...defaultSettings, ticketPattern: 'NEW-[0-9]+' })
  })
})
