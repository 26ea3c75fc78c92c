import { describe, expect, it } from 'vitest'
import type { PlannedItem, PlannedThing } from '../../../../shared/domain/plans.ts'
import {
  callWords,
  creationOf,
  lastUse,
  targetSummary,
  thingName,
  wavesWords,
} from './planned-words.ts'

const at = '2026-11-01T08:00:00.000Z'
const key: PlannedThing = {
  kind: 'access-key',
  accessKey: {
    id: 'AKIAEXAMPLE',
    status: 'Active',
    createdAt: at,
    lastUsed: { at, service: 's3', region: 'N/A' },
  },
}
const device: PlannedThing = {
  kind: 'mfa-device',
  device: { serialNumber: 'GAHT12345678', enabledAt: null },
  deviceKind: 'hardware',
}
const password: PlannedThing = { kind: 'password', createdAt: null, lastUsedAt: null }
const item = (thing: PlannedThing): PlannedItem => ({
  id: JSON.stringify(thing),
  call: 'iam:DeleteAccessKey',
  arguments: { AccessKeyId: 'AKIAEXAMPLE' },
  thing,
  acknowledge: null,
})

describe('the words for what is planned', () => {
  it('credentials are summed up by kind, in the order in which they are deleted', () => {
    const items = [device, password, key, key].map(item)
    expect(targetSummary({ items })).toBe('2 access keys, console password, 1 MFA device')
  })
  it('a kind whose use IAM does not record is never called unused', () => {
    expect(lastUse(device)).toEqual({ kind: 'not-kept' })
    expect(lastUse(password)).toEqual({ kind: 'none' })
  })
  it('a use names its service and Region, and leaves out what IAM says is not there', () => {
    expect(lastUse(key)).toEqual({ kind: 'used', at, where: 's3' })
  })
  it('a date that IAM did not give is not one, and what has no date has none to lack', () => {
    expect(creationOf(device)).toEqual({ at: null })
    expect(creationOf({ kind: 'audit' })).toBeNull()
  })
  it('a call is written with its arguments by the names of the API', () => {
    expect(callWords(item(key))).toBe('iam:DeleteAccessKey(AccessKeyId: AKIAEXAMPLE)')
    expect(callWords({ ...item(password), call: 'iam:DeleteLoginProfile', arguments: {} })).toBe(
      'iam:DeleteLoginProfile()',
    )
  })
  it('waves are told as they grow', () => {
    expect(wavesWords([1, 5, 25])).toBe('1, then 5, then 25 at a time')
    expect(wavesWords([1])).toBe('1 at a time')
  })
  it('a password has no name of its own in AWS', () => {
    expect(thingName(password)).toBeNull()
    expect(thingName(device)).toBe('GAHT12345678')
  })
})
