import { describe, expect, test } from 'vitest'
import { everyAccount } from '../shared/domain/account-query.ts'
import { required } from '../main/testing/trial.ts'
import { readQuestion, type Names } from './question-arguments.ts'

const now = '2026-11-22T12:00:00.000Z'
const names: Names = {
  units: [{ id: 'ou-ab12-cd34ef56', name: 'Workloads', parentId: 'r-ab12' }],
  savedFilters: [
    { id: '1', name: 'Our worst', filter: { ...everyAccount, postures: ['non-compliant'] } },
  ],
}

type Asked = Partial<Parameters<typeof readQuestion>[0]>
const ask = (asked: Asked) =>
  readQuestion({ at: null, since: null, scope: [], ...asked }, names, now)
const scopeOf = (...scope: string[]) => required(ask({ scope })).scope

describe('times', () => {
  test.each([
    [{}, now, null],
    [{ at: '2026-11-20' }, '2026-11-20T00:00:00.000Z', null],
    [{ at: '2026-11-20T10:15:00+02:00' }, '2026-11-20T08:15:00.000Z', null],
    [{ at: '2026-11-20T10:15Z' }, '2026-11-20T10:15:00.000Z', null],
    [{ since: '7d' }, now, '2026-11-15T12:00:00.000Z'],
    [{ at: '2026-11-20', since: '30d' }, '2026-11-20T00:00:00.000Z', '2026-10-21T00:00:00.000Z'],
    [{ since: '2026-11-01' }, now, '2026-11-01T00:00:00.000Z'],
  ])('%j', (asked, at, since) => {
    expect(ask(asked)).toMatchObject({ ok: true, value: { at, since } })
  })

  test.each([
    [{ at: '2026-11-23' }, /future/],
    [{ at: '2026-11-20T10:15:00' }, /--at takes a time such as/],
    [{ at: '2026-02-30' }, /--at takes a time such as/],
    [{ at: '2026-13-01' }, /--at takes a time such as/],
    [{ at: '7d' }, /--at takes a time such as/],
    [{ since: 'last week' }, /--since takes a time such as .* 30d, not last week/],
    [{ since: '0d' }, /begins at the instant/],
    [{ at: '2026-11-01', since: '2026-11-02' }, /begins at the instant/],
  ])('%j is refused', (asked, sentence) => {
    expect(ask(asked)).toMatchObject({
      ok: false,
      error: { code: 'invalid-input', message: expect.stringMatching(sentence) },
    })
  })
})

describe('scope', () => {
  test('without any every member is meant', () => {
    expect(scopeOf()).toEqual(everyAccount)
  })

  test('each word narrows it; of postures, findings and states any of several fits', () => {
    expect(
      scopeOf(
        'unit=ou-ab12-cd34ef56',
        'tag=Env=a=b',
        'search=two words',
        'left',
        'posture=unknown',
        'posture=stale',
        'finding=password',
        'state=active',
      ),
    ).toEqual({
      unitId: 'ou-ab12-cd34ef56',
      tag: 'Env=a=b',
      search: 'two words',
      includeLeft: true,
      postures: ['unknown', 'stale'],
      findings: ['password'],
      states: ['ACTIVE'],
    })
  })

  test('a saved filter says it all, but for those that left', () => {
    expect(scopeOf('filter=Our worst', 'left')).toEqual({
      ...everyAccount,
      postures: ['non-compliant'],
      includeLeft: true,
    })
  })

  test.each([
    [['unit=ou-none-0'], 'The cache knows no unit ou-none-0.'],
    [['posture=good'], '--scope posture= takes non-compliant, unknown, '],
    [['state=GONE'], '--scope state= takes'],
    [['colour=red'], 'not colour=.'],
    [['everything'], 'not everything.'],
    [['tag='], 'not tag.'],
    [['left=yes'], 'not left=.'],
    [['search=a', 'search=b'], '--scope names search twice.'],
    [['filter=None'], 'There is no saved filter named None.'],
    [['filter=Our worst', 'posture=stale'], 'filter=… stands alone'],
  ])('%j is refused', (scope, sentence) => {
    expect(ask({ scope })).toMatchObject({
      ok: false,
      error: { code: 'invalid-input', message: expect.stringContaining(sentence) },
    })
  })
})
