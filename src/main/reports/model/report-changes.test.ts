import { describe, expect, test } from 'vitest'
import { failureOf } from '../../../shared/domain/failure-catalogue.ts'
import type { AccountEvidence } from '../../../shared/domain/evidence.ts'
import { holding } from '../../testing/kept-organization.ts'
import {
  change,
  day,
  reportOn,
  someAccount,
  someEvidence,
  span,
  withKeys,
} from '../testing/some-evidence.ts'

/** What became different on one account from day 10 to day 20: kind, finding, items and day. */
function changesOf(evidence: Partial<AccountEvidence>, since = 10, at = 20) {
  const report = reportOn(someEvidence([someAccount(1, evidence)]), at, { since: day(since) })
  return (report.changes ?? []).map(({ kind, finding, items, at: when }) => [
    kind,
    finding,
    items,
    1 + (Date.parse(when) - Date.parse(day(1))) / 86_400_000,
  ])
}

describe('the changes of a period', () => {
  test('are none where none was asked for, and empty where nothing changed', () => {
    const evidence = someEvidence([someAccount(1, { observations: [span(2, 20)] })])
    expect(reportOn(evidence, 20).changes).toBeNull()
    expect(reportOn(evidence, 20, { since: day(10) }).changes).toEqual([])
  })

  test('tell what is new and what was fixed, when it was noticed', () => {
    expect(
      changesOf({
        observations: [
          span(2, 11, { password: true }),
          span(12, 15, withKeys(['AKIA1'])),
          span(16, 20, withKeys(['AKIA1', 'AKIA2'])),
        ],
      }),
    ).toEqual([
      ['new', 'access-key', ['AKIA1', 'AKIA2'], 12],
      ['fixed', 'password-without-mfa', [], 12],
    ])
  })

  test('leave out what came and went in between', () => {
    expect(
      changesOf({ observations: [span(2, 11), span(12, 13, { accessKeys: true }), span(14, 20)] }),
    ).toEqual([])
  })

  test('tell what reappeared from what is new', () => {
    const observations = [
      span(2, 4, withKeys(['AKIA1'])),
      span(5, 11, withKeys([])),
      span(12, 20, withKeys(['AKIA1'])),
    ]
    expect(changesOf({ observations })).toEqual([['reappeared', 'access-key', ['AKIA1'], 12]])
    expect(changesOf({ observations: observations.slice(1) })).toEqual([
      ['new', 'access-key', ['AKIA1'], 12],
    ])
  })

  test('tell items that came and went while their finding remained', () => {
    expect(
      changesOf({
        observations: [
          span(2, 11, withKeys(['AKIA1'])),
          span(12, 13, withKeys(['AKIA1', 'AKIA2'])),
          span(14, 20, withKeys(['AKIA2'])),
        ],
      }),
    ).toEqual([
      ['new', 'access-key', ['AKIA2'], 12],
      ['removed', 'access-key', ['AKIA1'], 14],
    ])
  })

  test('do not call an item removed because a look could not name it', () => {
    const nameless = { ...holding({ accessKeys: true }), detailsMissing: true }
    expect(
      changesOf({ observations: [span(2, 11, withKeys(['AKIA1'])), span(12, 20, nameless)] }),
    ).toEqual([])
  })

  test('name the items of what was fixed', () => {
    expect(
      changesOf({ observations: [span(2, 11, withKeys(['AKIA1'])), span(15, 20, withKeys([]))] }),
    ).toEqual([['fixed', 'access-key', ['AKIA1'], 15]])
  })

  test('tell what is found by the first look of all as new, and say that nothing was known', () => {
    const evidence = someAccount(1, { observations: [span(12, 20, { password: true })] })
    const report = reportOn(someEvidence([evidence]), 20, { since: day(10) })
    expect(report.changes).toMatchObject([{ kind: 'new', finding: 'password-without-mfa' }])
    expect(report.caveats.join(' ')).toContain('Nothing had been seen at the beginning')
  })

  const failures = [
    { firstAt: day(8), lastAt: day(14), runId: 'r', failure: failureOf('throttled') },
  ]
  test('tell when an account became unknown, and when it was known again', () => {
    const observations = [span(2, 20)]
    const turns = [change(8, 'became-unknown'), change(15, 'known-again')]
    expect(changesOf({ observations, failures, changes: turns }, 5, 12)).toEqual([
      ['became-unknown', null, [], 8],
    ])
    expect(changesOf({ observations, failures, changes: turns }, 10, 20)).toEqual([
      ['known-again', null, [], 15],
    ])
    expect(changesOf({ observations, failures, changes: turns }, 5, 20)).toEqual([])
  })

  test('tell when an account that could never be seen was seen', () => {
    expect(changesOf({ observations: [span(15, 20)], failures })).toEqual([
      ['known-again', null, [], 15],
    ])
  })

  test('tell who joined and who left, but not whom the first listing named', () => {
    const late = someAccount(1, { changes: [change(12, 'joined')] }).account
    expect(
      changesOf({ account: { ...late, firstSeenAt: day(12) }, changes: [change(12, 'joined')] }),
    ).toEqual([['joined', null, [], 12]])
    expect(changesOf({ account: { ...late, firstSeenAt: day(12) } })).toEqual([])
    expect(
      changesOf({ account: { ...late, leftAt: day(13) }, changes: [change(13, 'left')] }),
    ).toEqual([['left', null, [], 13]])
  })

  test('of a narrower scope are those of accounts that were in it at either end', () => {
    const evidence = someEvidence([
      someAccount(1, { observations: [span(2, 11, { password: true }), span(12, 20)] }),
      someAccount(2, { observations: [span(2, 11), span(12, 20, { password: true })] }),
      someAccount(3, { observations: [span(2, 11, { accessKeys: true }), span(12, 20)] }),
    ])
    const report = reportOn(evidence, 20, {
      since: day(10),
      filter: { findings: ['password-without-mfa'] },
    })
    expect(report.accounts.map(({ name }) => name)).toEqual(['Account 2'])
    expect(report.changes?.map(({ accountName, kind }) => [accountName, kind])).toEqual([
      ['Account 1', 'fixed'],
      ['Account 2', 'new'],
    ])
  })
})
