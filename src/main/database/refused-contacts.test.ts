import { expect, test } from 'vitest'
import { openInMemory } from './database.ts'
import { createRefusedContacts } from './refused-contacts.ts'

const at = (second: number) => `2026-11-23T12:00:${String(second).padStart(2, '0')}.000Z`

test('each place is remembered once with how often, the newest first, and no more of them than the bound', () => {
  const { db, close } = openInMemory('cache')
  const refused = createRefusedContacts(db, 3)
  const place = (host: string) => ({ host, port: 443, by: 's3' })
  refused.record(place('a.example'), at(1))
  refused.record(place('b.example'), at(2))
  refused.record(place('a.example'), at(3))
  expect(refused.list()).toEqual([
    { ...place('a.example'), at: at(3), count: 2 },
    { ...place('b.example'), at: at(2), count: 1 },
  ])
  for (const [second, host] of ['c', 'd'].entries()) refused.record(place(host), at(second + 4))
  expect(refused.list().map(({ host }) => host)).toEqual(['d', 'c', 'a.example'])
  close()
})
