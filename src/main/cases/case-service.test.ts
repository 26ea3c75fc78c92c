import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { recoverySteps, type CaseDraft } from '../../shared/domain/cases.ts'
import { contract } from '../../shared/ipc/contract.ts'
import type { Outcome } from '../../shared/ipc/result.ts'
import { required } from '../testing/trial.ts'
import {
  accountId,
  caller,
  openDesk,
  organizationId,
  restart,
  somePlan,
  someProcedure,
  type Desk,
} from './testing/desk.ts'

const minuteMs = 60_000

let desk: Desk
beforeEach(() => {
  desk = openDesk()
})
afterEach(() => desk.close())

const codeOf = (outcome: Outcome<unknown>) => (outcome.ok ? 'ok' : outcome.error.code)
const draft: CaseDraft = {
  scenario: 'locked-out-account',
  reason: 'The last administrator role was deleted.',
  ticket: 'SEC-42',
  minutes: 60,
}
const open = (change: Partial<CaseDraft> = {}) =>
  required(desk.caseService.open({ ...draft, ...change }))
const get = (caseId: string) => required(desk.caseService.get({ caseId }))
const close = (caseId: string) =>
  desk.caseService.close({ caseId, outcome: 'The role was restored.' })

/** What the engine does when it allows password recovery in a case. */
function reopen(caseId: string, number = 1, procedureId = `p-${number}`): void {
  const plan = somePlan(desk.time.now, { procedureId, caseId, title: 'Allow password recovery' })
  desk.procedures.begin(someProcedure(plan, { state: 'completed' }))
  desk.procedures.save(someProcedure(plan, { state: 'completed' }))
  const account = { accountId: accountId(number), accountName: `account ${number}` }
  desk.gate.accountReopened({ caseId, procedureId, ...account, at: desk.clock.instant() })
}

/** What the engine does when it read back that nothing is left. */
function verifyClosed(caseId: string, number = 1): void {
  const procedureId = `closing-${number}`
  const plan = somePlan(desk.time.now, { procedureId, caseId })
  desk.procedures.begin(someProcedure(plan))
  desk.procedures.save(someProcedure(plan, { state: 'completed' }))
  desk.gate.accountClosed({
    caseId,
    procedureId,
    accountId: accountId(number),
    at: desk.clock.instant(),
  })
}

describe('opening a case', () => {
  test('keeps why, by whom and until when, and the journal has it', () => {
    const opened = open()
    expect(opened).toMatchObject({
      scenario: draft.scenario,
      reason: draft.reason,
      ticket: 'SEC-42',
      organizationId,
      openedBy: caller,
      openedAt: '2026-11-22T12:00:00.000Z',
      until: '2026-11-22T13:00:00.000Z',
      state: 'open',
    })
    expect(required(desk.caseService.list())).toEqual([opened])
    expect(desk.entries()).toMatchObject([
      { kind: 'case-opened', caseId: opened.id, actor: caller, detail: { ticket: 'SEC-42' } },
    ])
    expect(desk.did.changes).toBe(1)
  })

  test.each([
    ['a link to a chat', 'https://acme.slack.com/archives/C01', 'chat is no record'],
    ['what does not fit the pattern', 'ask Bob', '[A-Z]+-[0-9]+'],
    ['what fits only in part', 'SEC-42 or so', '[A-Z]+-[0-9]+'],
  ])('refuses %s as its ticket, and says why', (_, ticket, why) => {
    const refused = desk.caseService.open({ ...draft, ticket })
    expect(codeOf(refused)).toBe('ticket-refused')
    expect(!refused.ok && refused.error.message).toContain(why)
    expect([desk.kinds(), required(desk.caseService.list())]).toEqual([[], []])
  })

  test('keeps the ticket of a link', () => {
    expect(open({ ticket: 'https://jira.example.com/browse/SEC-7' }).ticket).toBe('SEC-7')
  })

  test('is for an organization', () => {
    desk.close()
    desk = openDesk({ organization: null })
    expect(codeOf(desk.caseService.open(draft))).toBe('nothing-connected')
    expect(codeOf(desk.caseService.list())).toBe('nothing-connected')
  })
})

describe('a case', () => {
  test('is the same after a new start', () => {
    const { id } = open()
    reopen(id)
    desk.caseService.note({ caseId: id, text: 'The owner of the mailbox is on the telephone.' })
    required(
      desk.caseService.stepDone({
        caseId: id,
        accountId: accountId(1),
        step: 'mailbox-owner-ready',
        by: 'Kim',
      }),
    )
    const before = get(id)
    desk = restart(desk)
    expect(get(id)).toEqual(before)
  })

  test('lists its procedures, and tells everything in its timeline', () => {
    const { id } = open()
    desk.time.now += minuteMs
    required(desk.caseService.note({ caseId: id, text: 'The owner is on the telephone.' }))
    reopen(id)
    required(desk.caseService.extend({ caseId: id, minutes: 30, reason: 'The mail is late.' }))
    const told = get(id)
    expect(told.case.procedureIds).toEqual(['p-1'])
    expect(told.timeline.map(({ text }) => text)).toEqual([
      'Opened: Nobody can get into the account. The last administrator role was deleted. Ticket SEC-42, until 2026-11-22 13:00 UTC.',
      'The owner is on the telephone.',
      'Extended until 2026-11-22 13:30 UTC: The mail is late.',
    ])
  })

  test('of another organization is not found', () => {
    const { id } = open()
    desk = restart(desk, { organization: 'o-anotherorg1' as typeof organizationId })
    expect(required(desk.caseService.list())).toEqual([])
    for (const outcome of [
      desk.caseService.get({ caseId: id }),
      desk.caseService.note({ caseId: id, text: 'x' }),
      desk.caseService.report({ caseId: id }),
      close(id),
      desk.gate.requireOpen(id),
    ]) {
      expect(codeOf(outcome)).toBe('not-found')
    }
  })
})

describe('the time box', () => {
  test('lets nothing begin after its end, but what is open can be closed', () => {
    const { id } = open()
    reopen(id)
    expect(codeOf(desk.gate.requireOpen(id))).toBe('ok')
    desk.time.now += 60 * minuteMs
    expect(codeOf(desk.gate.requireOpen(id))).toBe('case-over')
    verifyClosed(id)
    expect(codeOf(close(id))).toBe('ok')
  })

  test('is extended from its end, or from now where that is past, with the reason in the journal', () => {
    const { id } = open()
    const extend = () =>
      required(desk.caseService.extend({ caseId: id, minutes: 30, reason: 'The mail is late.' }))
        .until
    expect(extend()).toBe('2026-11-22T13:30:00.000Z')
    desk.time.now += 120 * minuteMs
    expect(extend()).toBe('2026-11-22T14:30:00.000Z')
    expect(codeOf(desk.gate.requireOpen(id))).toBe('ok')
    expect(desk.entries().at(-1)).toMatchObject({
      kind: 'case-extended',
      detail: { minutes: 30, reason: 'The mail is late.', until: '2026-11-22T14:30:00.000Z' },
    })
  })
})

describe('a human step', () => {
  const done = (caseId: string, step: (typeof recoverySteps)[number], number = 1) =>
    desk.caseService.stepDone({ caseId, accountId: accountId(number), step, by: 'Kim' })

  test('is kept with who and when, in whatever order they come', () => {
    const { id } = open()
    reopen(id)
    for (const step of recoverySteps.toReversed()) {
      desk.time.now += minuteMs
      required(done(id, step))
    }
    const [account] = get(id).case.reopened
    expect(account?.steps.map(({ step }) => step)).toEqual(recoverySteps.toReversed())
    expect(account?.steps[0]).toEqual({
      step: 'signed-out',
      by: 'Kim',
      at: '2026-11-22T12:01:00.000Z',
    })
    expect(desk.kinds().filter((kind) => kind === 'case-step')).toHaveLength(5)
  })

  test('is said once, and only of an account that the case opened', () => {
    const { id } = open()
    expect(codeOf(done(id, 'task-done'))).toBe('not-found')
    reopen(id)
    required(done(id, 'task-done'))
    expect(codeOf(done(id, 'task-done'))).toBe('invalid-input')
    expect(codeOf(done(id, 'task-done', 2))).toBe('not-found')
  })

  test('belongs to the opening that is under way where an account was opened twice', () => {
    const { id } = open()
    reopen(id)
    required(done(id, 'task-done'))
    verifyClosed(id)
    desk.time.now += minuteMs
    reopen(id, 1, 'p-again')
    required(done(id, 'task-done'))
    expect(get(id).case.reopened.map(({ steps }) => steps.length)).toEqual([1, 1])
  })
})

describe('closing a case', () => {
  test('SECURITY: is refused while an account that it opened is not verified closed', () => {
    const { id } = open()
    reopen(id, 1)
    reopen(id, 2)
    const refused = close(id)
    expect(codeOf(refused)).toBe('case-still-open')
    expect(!refused.ok && refused.error.message).toContain(accountId(2))
    expect(get(id).obstacles).toHaveLength(2)
    verifyClosed(id, 1)
    expect(codeOf(close(id))).toBe('case-still-open')
    verifyClosed(id, 2)
    expect(get(id).obstacles).toEqual([])
    expect(codeOf(close(id))).toBe('ok')
  })

  test('is refused while a procedure in it is not over', () => {
    const { id } = open()
    const plan = somePlan(desk.time.now, { caseId: id, title: 'Unlock the policy of logs' })
    desk.procedures.begin(someProcedure(plan))
    for (const state of ['working', 'waiting', 'paused', 'interrupted', 'stopped'] as const) {
      desk.procedures.save(someProcedure(plan, { state }))
      expect(codeOf(close(id))).toBe('procedure-unfinished')
    }
    expect(get(id).obstacles[0]).toContain('Unlock the policy of logs')
    desk.procedures.save(someProcedure(plan, { state: 'cancelled' }))
    expect(codeOf(close(id))).toBe('ok')
  })

  test('does not count an account that AWS refused to open', () => {
    const { id } = open()
    reopen(id)
    desk.gate.accountNotReopened({ caseId: id, procedureId: 'p-1' })
    expect(desk.gate.stillOpen(id)).toEqual([])
    expect(codeOf(close(id))).toBe('ok')
  })

  test('asks how it ended', () => {
    const { id } = open()
    expect(contract.cases.close.in.safeParse({ caseId: id, outcome: '' }).success).toBe(false)
    expect(contract.cases.close.in.safeParse({ caseId: id, outcome: '   done    ' }).success).toBe(
      false,
    )
  })

  test('is in the journal, has it signed, and lets nothing happen in the case any more', () => {
    const { id } = open()
    reopen(id)
    verifyClosed(id)
    required(close(id))
    expect(desk.entries().at(-1)).toMatchObject({
      kind: 'case-closed',
      caseId: id,
      detail: { outcome: 'The role was restored.' },
    })
    expect(desk.did).toEqual({ checkpoints: 1, changes: 2 })
    for (const outcome of [
      close(id),
      desk.caseService.note({ caseId: id, text: 'x' }),
      desk.caseService.extend({ caseId: id, minutes: 30, reason: 'because of this' }),
      desk.caseService.stepDone({
        caseId: id,
        accountId: accountId(1),
        step: 'task-done',
        by: 'Kim',
      }),
      desk.gate.requireOpen(id),
    ]) {
      expect(codeOf(outcome)).toBe('case-closed')
    }
  })

  test('and the list has open ones first', () => {
    const first = open()
    desk.time.now += minuteMs
    const second = open()
    required(close(second.id))
    expect(required(desk.caseService.list()).map(({ id, state }) => [id, state])).toEqual([
      [first.id, 'open'],
      [second.id, 'closed'],
    ])
  })
})

test('saying twice that an account was opened, or closed, changes nothing', () => {
  const { id } = open()
  reopen(id)
  const [before] = get(id).case.reopened
  desk.time.now += minuteMs
  const again = { accountId: accountId(1), accountName: 'other', at: desk.clock.instant() }
  desk.gate.accountReopened({ caseId: id, procedureId: 'p-1', ...again })
  expect(get(id).case.reopened).toEqual([before])
  verifyClosed(id)
  const [closed] = get(id).case.reopened
  desk.time.now += minuteMs
  desk.gate.accountClosed({
    caseId: id,
    procedureId: 'p-1',
    accountId: accountId(1),
    at: desk.clock.instant(),
  })
  // A late word that nothing was opened does not take away what was read back.
  desk.gate.accountNotReopened({ caseId: id, procedureId: 'p-1' })
  expect(get(id).case.reopened).toEqual([closed])
})

test('a note that cannot be written into the journal changes nothing', () => {
  const { id } = open()
  const before = get(id)
  desk.db
    .prepare(
      "CREATE TRIGGER full BEFORE INSERT ON journal_entries BEGIN SELECT RAISE(ABORT, 'full'); END",
    )
    .run()
  expect(() =>
    desk.caseService.extend({ caseId: id, minutes: 30, reason: 'The mail is late.' }),
  ).toThrow('full')
  expect(() => close(id)).toThrow('full')
  expect(get(id)).toEqual(before)
})
