import { describe, expect, it } from 'vitest'
import type { AccountId } from '../../../shared/domain/accounts.ts'
import type { PreImage } from '../../../shared/domain/resources.ts'
import type { Repair, RepairKind } from '../../../shared/policy/policy-repair.ts'
import { firstWay, readChange, type ChangeDraft } from './policy-change.ts'

const now = {
  text: '{"Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*"}]}',
}
const other = now.text.replace('s3:*', 's3:GetObject')
const repair = (kind: RepairKind, recommended: boolean): Repair => ({
  kind,
  recommended,
  title: kind,
  sentence: kind,
  lockAfter: 'open',
  caveats: [],
  policy: kind === 'delete' ? null : other,
  changedStatements: [],
})
const kept: PreImage = {
  id: 'p1',
  procedureId: 'p1',
  accountId: '111122223333' as AccountId,
  service: 's3',
  resource: 'archive',
  region: 'eu-west-1',
  policy: { text: other, sha256: 'ab' },
  replacedBySha256: null,
  takenAt: '2026-11-22T14:03:09.000Z',
}
const nothing: ChangeDraft = { way: null, text: null, preImageId: null }
const against = {
  service: 's3',
  policy: now,
  repairs: [repair('narrow', true), repair('delete', false)],
  preImages: [kept],
} as const

describe('what the operator chose for a policy', () => {
  it('begins with the smallest repair, and never with the deletion', () => {
    expect(firstWay(against.repairs)).toBe('narrow')
    expect(firstWay([repair('delete', true)])).toBeNull()
    expect(firstWay([repair('drop', false), repair('delete', false)])).toBeNull()
  })
  it('a repair writes the text that was proposed, and is called a repair', () => {
    expect(readChange({ ...nothing, way: 'narrow' }, against)).toEqual({
      ready: true,
      change: { kind: 'put', by: 'repair', policy: other },
      after: other,
    })
  })
  it('nothing can be planned before something is chosen', () => {
    expect(readChange(nothing, against).ready).toBe(false)
    expect(readChange({ ...nothing, way: 'drop' }, against).ready).toBe(false)
    expect(readChange({ ...nothing, way: 'restore' }, against).ready).toBe(false)
  })
  it('an edit must be a policy, must fit, and must change something', () => {
    const edit = (text: string | null) => readChange({ ...nothing, way: 'edit', text }, against)
    expect(edit(other)).toMatchObject({ ready: true, change: { kind: 'put', by: 'edit' } })
    expect(edit(now.text).ready).toBe(false)
    expect(edit(now.text.replaceAll(',', ', ')).ready).toBe(false)
    expect(edit(null).ready).toBe(false)
    expect(edit('{"Statement":\n[}')).toMatchObject({
      ready: false,
      missing: expect.stringContaining('Line 2'),
    })
    expect(edit(other.replace('"*"}', `"${'x'.repeat(20_480)}"}`))).toMatchObject({
      ready: false,
      missing: expect.stringContaining('20480'),
    })
  })
  it('a policy that is not there cannot be deleted', () => {
    expect(readChange({ ...nothing, way: 'delete' }, against)).toMatchObject({
      ready: true,
      after: null,
    })
    expect(readChange({ ...nothing, way: 'delete' }, { ...against, policy: null }).ready).toBe(
      false,
    )
  })
  it('a kept policy is restored by its ID, unless it is the one in force', () => {
    const restore = { ...nothing, way: 'restore', preImageId: 'p1' } as const
    expect(readChange(restore, against)).toEqual({
      ready: true,
      change: { kind: 'restore', preImageId: 'p1' },
      after: other,
    })
    expect(readChange(restore, { ...against, policy: { text: other } }).ready).toBe(false)
    const none = { ...kept, policy: null }
    expect(readChange(restore, { ...against, preImages: [none] })).toMatchObject({ after: null })
  })
})
