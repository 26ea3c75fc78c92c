import { expect, test } from 'vitest'
import { effectiveRule } from './procedure-rules.ts'
import { procedureKinds } from './procedures.ts'
import type { Settings } from './settings.ts'

const loose = { needsCase: false, needsTicket: false, needsApproval: false, maxAccounts: 7 }
const rules = Object.fromEntries(procedureKinds.map((kind) => [kind, loose])) as Settings['rules']

test.each(['allow-password-recovery', 'change-root-mailbox'] as const)(
  '%s needs a case whatever the rule says',
  (kind) => {
    expect(effectiveRule(kind, { rules })).toEqual({ ...loose, needsCase: true, needsTicket: true })
  },
)

test('every other rule holds as it is set', () => {
  const others = procedureKinds.filter(
    (kind) => kind !== 'allow-password-recovery' && kind !== 'change-root-mailbox',
  )
  for (const kind of others) expect(effectiveRule(kind, { rules })).toEqual(loose)
})

test('a rule is never loosened: what is asked for stays asked for', () => {
  for (const kind of procedureKinds) {
    const strict = { needsCase: true, needsTicket: true, needsApproval: true, maxAccounts: 1 }
    expect(effectiveRule(kind, { rules: { ...rules, [kind]: strict } })).toEqual(strict)
  }
})
