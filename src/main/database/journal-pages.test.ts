import { afterEach, beforeEach, expect, test } from 'vitest'
import type { OrganizationId } from '../../shared/domain/accounts.ts'
import { everyEntry, type JournalFilter } from '../../shared/domain/journal.ts'
import {
  accountId,
  draft,
  intent,
  keepJournal,
  organizationId,
  type KeptJournal,
} from '../journal/testing/kept-journal.ts'
import { createJournalPages } from './journal-pages.ts'

let kept: KeptJournal
beforeEach(() => {
  kept = keepJournal()
  kept.journal.write([
    draft({ organizationId: null, kind: 'journal-begun', actor: 'rootkeep' }),
    draft({ kind: 'case-opened', caseId: 'c-1', detail: { ticket: 'SEC-100%' } }),
    intent({ caseId: 'c-1' }),
    intent({ accountId: accountId(2), procedureId: 'p-2' }),
    draft({ organizationId: 'o-anotherorg' as OrganizationId, detail: { ticket: 'SEC-1' } }),
  ])
})
afterEach(() => kept.close())

function page(filter: Partial<JournalFilter>, offset = 0, limit = 100) {
  const { total, entries } = createJournalPages(kept.db)(
    organizationId,
    { ...everyEntry, ...filter },
    offset,
    limit,
  )
  return { total, sequences: entries.map(({ sequence }) => sequence) }
}

test('newest first; of the organization on screen, and of none', () => {
  expect(page({})).toEqual({ total: 4, sequences: [4, 3, 2, 1] })
  expect(createJournalPages(kept.db)(null, everyEntry, 0, 100).total).toBe(5)
})

test('by pages, each with the whole count', () => {
  expect(page({}, 1, 2)).toEqual({ total: 4, sequences: [3, 2] })
  expect(page({}, 4, 2)).toEqual({ total: 4, sequences: [] })
})

test.each<[Partial<JournalFilter>, number[]]>([
  [{ kinds: ['case-opened', 'journal-begun'] }, [2, 1]],
  [{ accountId: accountId(2) }, [4]],
  [{ procedureId: 'p-1' }, [3]],
  [{ caseId: 'c-1' }, [3, 2]],
  [{ caseId: 'c-1', kinds: ['call-intent'] }, [3]],
  [{ search: 'deleteaccesskey' }, [4, 3]],
  [{ search: `delete ${accountId(2)}` }, [4]],
  [{ search: 'ROOTKEEP' }, [1]],
  [{ search: '100%' }, [2]],
  [{ search: 'SEC_100' }, []],
  [{ search: `' OR 1=1 --` }, []],
])('%j', (filter, sequences) => {
  expect(page(filter)).toEqual({ total: sequences.length, sequences })
})

test('an entry that was made unreadable is shown as it lies there, beside the others', () => {
  kept.db.prepare('DROP TRIGGER journal_entries_keep').run()
  kept.db.prepare('UPDATE journal_entries SET detail = \'{"ticket":\' WHERE sequence = 2').run()
  const { entries } = createJournalPages(kept.db)(organizationId, everyEntry, 0, 100)
  expect(entries.map(({ sequence }) => sequence)).toEqual([4, 3, 2, 1])
  expect(entries[2]?.detail).toEqual({ unreadable: '{"ticket":' })
})
