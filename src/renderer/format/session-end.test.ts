import { describe, expect, it } from 'vitest'
import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import { announcedEnd, endedOf, renewsBySignIn, sessionEndOf, waitingWords } from './session-end.ts'

const now = Date.parse('2026-11-22T12:00:00Z')
const inMs = (milliseconds: number) => new Date(now + milliseconds).toISOString()
const minute = 60_000

describe('the end of a session', () => {
  it.each([
    [60 * minute, 'sign-in', '1 h', 'calm'],
    [15 * minute, 'sign-in', '15 min', 'calm'],
    [15 * minute - 1000, 'sign-in', '14:59', 'warning'],
    [5 * minute, 'outside', '5:00', 'warning'],
    [5 * minute - 1000, 'outside', '4:59', 'danger'],
    [0, 'sign-in', 'Ended', 'danger'],
  ] as const)('in %i ms, renewed by %s, reads %s and is %s', (ms, renewal, left, tone) => {
    const end = sessionEndOf({ expiresAt: inMs(ms), renewal }, now)
    expect(end.tone).toBe(tone)
    expect(end.left).toBe(left)
  })

  it('frightens nobody where it renews by itself, and is never made up where it is not known', () => {
    for (const ms of [60 * minute, minute, -minute]) {
      expect(sessionEndOf({ expiresAt: inMs(ms), renewal: 'automatic' }, now).tone).toBe('calm')
      expect(announcedEnd(inMs(ms), 'automatic', now)).toBe('')
    }
    expect(sessionEndOf({ expiresAt: null, renewal: 'never' }, now).left).toBe('No end')
    expect(sessionEndOf({ expiresAt: null, renewal: 'outside' }, now).left).toBe('End not known')
  })

  it('is a sign-in also where the one that renewed it was ended at AWS', () => {
    const ended = failureOf('token-revoked')
    expect(renewsBySignIn({ renewal: 'automatic', connectionFailure: ended })).toBe(true)
    expect(renewsBySignIn({ renewal: 'sign-in', connectionFailure: null })).toBe(true)
    expect(renewsBySignIn({ renewal: 'automatic', connectionFailure: null })).toBe(false)
    expect(endedOf(true).next).toBe('sign in again')
  })

  it('is announced at thresholds only', () => {
    const heard = new Set<string>()
    for (let left = 20 * minute; left >= -minute; left -= 1000) {
      heard.add(announcedEnd(inMs(left), 'sign-in', now))
    }
    expect([...heard]).toEqual([
      '',
      'The session ends in less than 15 minutes.',
      'The session ends in less than 5 minutes.',
      'The session ends in less than a minute.',
      'The session has ended.',
    ])
  })
})

describe('waitingWords', () => {
  it.each([
    [0, 0, null],
    [1, 0, '1 run waits'],
    [0, 2, '2 procedures wait'],
    [1, 2, '1 run and 2 procedures wait'],
  ])('%i runs and %i procedures: %s', (runs, procedures, words) =>
    expect(waitingWords({ runs, procedures })).toBe(words),
  )
})
