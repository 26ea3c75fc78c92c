import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { OrganizationSwitch } from '../../shared/domain/procedures.ts'
import { accountAt } from './testing/some-plan.ts'
import { isOn, obstacleTo, switchEffects, switchStates, type Switchboard } from './switch-states.ts'

const all = OrganizationSwitch.options
const ready: Switchboard = {
  trustedAccess: true,
  features: ['RootCredentialsManagement', 'RootSessions'],
  delegates: [],
  unread: {},
}
const delegate = accountAt(1)
const board = fc.record({
  trustedAccess: fc.option(fc.boolean(), { nil: null }),
  features: fc.option(fc.subarray(['RootCredentialsManagement', 'RootSessions']), { nil: null }),
  delegates: fc.option(fc.subarray([delegate, accountAt(2)]), { nil: null }),
  unread: fc.constant({}),
})
const kinds = ['management', 'delegated-administrator', 'member', 'unknown'] as const

describe('who may turn which switch', () => {
  test.each(all)(
    '%s: the management account both ways, where nothing stands in the way',
    (what) => {
      expect(obstacleTo(ready, what, true, { kind: 'management' })).toBeNull()
      expect(obstacleTo(ready, what, false, { kind: 'management' })).toBeNull()
    },
  )

  test.each(all)('%s: an ordinary member never', (what) => {
    for (const on of [true, false]) {
      expect(obstacleTo(ready, what, on, { kind: 'member' })).toContain('member account')
    }
  })

  test.each([
    ['trusted-access', true, false],
    ['trusted-access', false, false],
    ['RootCredentialsManagement', true, false],
    ['RootCredentialsManagement', false, true],
    ['RootSessions', true, false],
    ['RootSessions', false, true],
    ['delegated-administrator', true, false],
    ['delegated-administrator', false, false],
  ] as const)('%s to %s by the delegated administrator: %s', (what, on, may) => {
    const obstacle = obstacleTo(ready, what, on, { kind: 'delegated-administrator' })
    expect(obstacle === null).toBe(may)
  })
})

describe('the order of the switches', () => {
  const off: Switchboard = { ...ready, trustedAccess: false, features: [] }

  test.each(['RootCredentialsManagement', 'RootSessions', 'delegated-administrator'] as const)(
    '%s needs trusted access first',
    (what) => {
      expect(obstacleTo(off, what, true, { kind: 'management' })).toContain('Trusted access')
    },
  )

  test('trusted access cannot go while an account is delegated administrator', () => {
    const held = { ...ready, delegates: [delegate] }
    expect(obstacleTo(held, 'trusted-access', false, { kind: 'management' })).toContain(
      'deregister',
    )
    expect(obstacleTo(held, 'trusted-access', true, { kind: 'management' })).toBeNull()
  })

  test('features that have no effect are not turned off', () => {
    expect(obstacleTo(off, 'RootSessions', false, { kind: 'management' })).not.toBeNull()
  })
})

describe('what the screen shows', () => {
  test('what could not be read is neither on nor off, and says why it cannot be turned', () => {
    fc.assert(
      fc.property(board, fc.constantFrom(...kinds), (read, kind) => {
        for (const { switch: what, on, reason } of switchStates(read, { kind })) {
          expect(on).toBe(isOn(read, what, null))
          if (on === null) expect(reason).toContain('could not be read')
        }
      }),
    )
  })

  test('a switch that is offered has no obstacle in the way that it would be turned', () => {
    fc.assert(
      fc.property(board, fc.constantFrom(...kinds), (read, kind) => {
        for (const { switch: what, on, reason } of switchStates(read, { kind })) {
          if (on === null) continue
          const way = what === 'delegated-administrator' || !on
          expect(reason).toBe(obstacleTo(read, what, way, { kind }))
        }
      }),
    )
  })

  test('every switch says who gains and who loses what, both ways', () => {
    for (const what of all) {
      expect(switchEffects[what].on.length).toBeGreaterThan(0)
      expect(switchEffects[what].off.length).toBeGreaterThan(0)
    }
  })

  test('a delegate is on for the account that it is, and for no other', () => {
    const one = { ...ready, delegates: [delegate] }
    expect(isOn(one, 'delegated-administrator', delegate)).toBe(true)
    expect(isOn(one, 'delegated-administrator', accountAt(7))).toBe(false)
    expect(isOn({ ...one, delegates: null }, 'delegated-administrator', delegate)).toBeNull()
  })
})
