import { expect, it } from 'vitest'
import { DataTopic } from '../../shared/ipc/contract.ts'
import { readsToRepeat } from './topics.ts'

it('each part of the cache that can change makes at least one read repeat', () => {
  for (const topic of DataTopic.options) expect(readsToRepeat([topic]).size).toBeGreaterThan(0)
})

it('what decides a posture makes every number of accounts repeat', () => {
  for (const topic of ['accounts', 'exemptions', 'settings'] as const) {
    const reads = readsToRepeat([topic])
    for (const read of ['overview', 'accounts', 'facets', 'account', 'units'] as const) {
      expect(reads.has(read)).toBe(true)
    }
  }
})
