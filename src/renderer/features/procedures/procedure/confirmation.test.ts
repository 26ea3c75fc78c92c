import { describe, expect, it } from 'vitest'
import { missingFor } from './confirmation.ts'

const ready = {
  connected: true,
  working: false,
  expired: false,
  acknowledged: 2,
  toAcknowledge: 2,
  typed: 'delete 12 accounts',
  phrase: 'delete 12 accounts',
}

describe('what keeps a plan from being confirmed', () => {
  it('nothing, once all is there', () => {
    expect(missingFor(ready)).toBeNull()
  })
  it('where there is no phrase, none is asked for', () => {
    expect(missingFor({ ...ready, typed: '', phrase: '' })).toBeNull()
  })
  it('any single thing does', () => {
    for (const change of [
      { connected: false },
      { working: true },
      { expired: true },
      { acknowledged: 1 },
      { typed: '' },
      { typed: 'delete 12 account' },
      { typed: 'Delete 12 accounts' },
    ]) {
      expect(missingFor({ ...ready, ...change })).not.toBeNull()
    }
  })
})
