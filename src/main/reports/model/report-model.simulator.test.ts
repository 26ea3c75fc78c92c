import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { everyAccount, type AccountFilter } from '../../../shared/domain/account-query.ts'
import type { z } from 'zod'
import type { AccountId } from '../../../shared/domain/accounts.ts'
import {
  AccountEvidence,
  OrganizationEvidence,
  RunRecord,
  type Evidence,
} from '../../../shared/domain/evidence.ts'
import { findingKinds, type FindingKind } from '../../../shared/domain/findings.ts'
import { postures, type Posture } from '../../../shared/domain/posture.ts'
import { credentialKinds } from '../../../shared/domain/procedures.ts'
import type { Report } from '../../../shared/domain/reports.ts'
import {
  forNothing,
  mutating,
  ran,
  startProcedures,
} from '../../procedures/testing/procedure-trial.ts'
import {
  expectedPosture,
  required,
  startTrial,
  type Trial,
  type TrueAccount,
} from '../../testing/trial.ts'
import { openEvidence } from '../evidence/evidence-reader.ts'
import { reportOf } from './report-model.ts'

const hourMs = 3_600_000

let trial: Trial
let passedMs: number
beforeEach(() => {
  passedMs = 0
})
afterEach(() => trial.close())

const instant = (ms = 0) => new Date(Date.now() + passedMs + ms).toISOString()

async function pass(ms: number): Promise<void> {
  passedMs += ms
  await trial.pass(ms)
}

/** The report as the data folder says it, with no workstation asked. */
function reportAt(
  at: string,
  since: string | null = null,
  filter: Partial<AccountFilter> = {},
): Report {
  const opened = required(openEvidence(trial.home, null))
  try {
    const question = { at, since, scope: { ...everyAccount, ...filter } }
    return reportOf(opened.evidence, question, { toolVersion: '0.0.0', redacted: false })
  } finally {
    opened.close()
  }
}

const change = (account: Pick<TrueAccount, 'id'> | undefined, patch: object) =>
  trial.control('PUT', `accounts/${account?.id}`, patch)
const nothing = {
  passwordPresent: false,
  passwordLastUsed: null,
  accessKeys: [],
  mfaDevices: [],
  signingCertificates: [],
}

/** Accounts that are as this posture wants them. */
async function those(posture: Posture): Promise<TrueAccount[]> {
  const { accounts, organization } = await trial.truth()
  return accounts.filter(
    (account) => expectedPosture(account, organization.managementAccountId) === posture,
  )
}

function trueFindings({ root }: TrueAccount): FindingKind[] {
  const key = root.accessKeys.length > 0
  const certificate = root.signingCertificates.length > 0
  const mfa = root.mfaDevices.length > 0
  const residual = mfa && !key && !certificate && !root.passwordPresent
  const held: Record<FindingKind, boolean> = {
    'access-key': key,
    'password-without-mfa': root.passwordPresent && !mfa,
    password: root.passwordPresent && mfa,
    'signing-certificate': certificate,
    'residual-mfa': residual,
  }
  return findingKinds.filter((kind) => held[kind])
}

const posturesOf = (report: Report) =>
  Object.fromEntries(report.accounts.map(({ id, posture }) => [id, posture]))

describe('every number agrees with the truth', () => {
  test('of an organization with denied, suspended and guarded accounts, and one that AWS fails on', async () => {
    trial = await startTrial({ accounts: 60, seed: 21 })
    const [failing, barred] = await those('compliant')
    await change(barred, { scpDeniesRootSessions: true })
    await trial.control('PUT', 'faults', [
      { operation: 'GetAccountSummary', accountId: failing?.id, probability: 1, status: 400 },
    ])
    await trial.audit()
    const report = reportAt(instant())
    const { accounts, organization } = await trial.truth()
    const expected = new Map(
      accounts.map((account) => [
        account.id,
        account.id === failing?.id
          ? 'unknown'
          : expectedPosture(account, organization.managementAccountId),
      ]),
    )
    const having = (posture: Posture) => accounts.filter(({ id }) => expected.get(id) === posture)

    expect(posturesOf(report)).toEqual(Object.fromEntries(expected))
    expect(report.postures).toEqual(
      Object.fromEntries(postures.map((posture) => [posture, having(posture).length])),
    )
    expect(report.completeness.inOrganization).toBe(accounts.length)
    expect(report.holding).toBe(having('non-compliant').length)
    for (const kind of findingKinds) {
      const holding = having('non-compliant').filter((one) => trueFindings(one).includes(kind))
      expect(report.findings[kind]).toBe(holding.length)
    }
    for (const account of having('non-compliant')) {
      const told = report.accounts.find(({ id }) => id === account.id)
      const { root } = account
      expect(told?.findings.map(({ kind }) => kind)).toEqual(trueFindings(account))
      expect(told?.credentials?.details?.accessKeys.map(({ id }) => id).toSorted()).toEqual(
        root.accessKeys.map(({ id }) => id).toSorted(),
      )
      const used = [root.passwordLastUsed, ...root.accessKeys.map((key) => key.lastUsed?.at)]
      const last = Math.max(...used.map((at) => Date.parse(at ?? '') || 0))
      expect(Date.parse(told?.lastUsedAt ?? '') || 0).toBe(last)
    }

    const states = having('not-applicable').filter(
      ({ id }) => id !== organization.managementAccountId,
    )
    expect(report.notApplicable.management).toBe(1)
    expect(report.notApplicable.states.SUSPENDED).toBe(
      states.filter(({ state }) => state === 'SUSPENDED').length,
    )
    expect(report.scpGuard.denied).toContain(barred?.id)
    for (const id of report.scpGuard.denied) {
      expect(accounts.find((account) => account.id === id)?.scpDeniesRootSessions).toBe(true)
    }
    expect(report.unknownReasons.reduce((sum, reason) => sum + reason.accounts, 0)).toBe(
      having('unknown').length,
    )
    expect(new Set(report.organization.features)).toEqual(new Set(organization.features))
    expect(report.organization.delegatedAdministrators.map(({ id }) => id)).toEqual(
      organization.delegatedAdministrators,
    )
    const keys = report.controls.find(({ check }) => check === 'no-access-key')
    expect(keys?.counts).toMatchObject({
      FAIL: report.findings['access-key'],
      UNKNOWN: having('unknown').length,
      NOT_APPLICABLE: states.length,
    })
    expect(keys?.status).toBe('FAIL')
    expect(report.caveats[0]).toContain(`${having('unknown').length} of `)
  })

  test('and with what the window shows', async () => {
    trial = await startTrial({ accounts: 40, seed: 8 })
    await trial.audit()
    const shown = required(await trial.workstation.handlers.overview.get(undefined))
    const { completeness, postures: counted, findings, trend, unknownReasons } = reportAt(instant())
    expect({ completeness, postures: counted, findings, trend, unknownReasons }).toEqual({
      completeness: shown.completeness,
      postures: shown.postures,
      findings: shown.findings,
      trend: shown.trend,
      unknownReasons: shown.unknownReasons,
    })
  })
})

test('a past instant is told as it was, whatever came after it', async () => {
  trial = await startTrial({ accounts: 24, seed: 8 })
  await trial.audit()
  const first = instant(50)
  await pass(hourMs)
  const before = reportAt(first)
  const [holder] = await those('non-compliant')
  const [toHold, failing, suspended, leaver, renamed] = await those('compliant')

  // A look that fails in between, of one account alone.
  await change(failing, { assumeRootDenied: true })
  await trial.audit({ kind: 'accounts', accountIds: [failing?.id as AccountId] })
  await change(failing, { assumeRootDenied: false })
  const between = instant(50)
  await pass(hourMs)

  await change(holder, { root: nothing })
  await change(toHold, { root: { ...nothing, passwordPresent: true } })
  await change(suspended, { state: 'SUSPENDED' })
  await change(leaver, { inOrganization: false })
  await change(renamed, { name: '=renamed()' })
  await trial.audit()
  const second = instant(50)
  await pass(hourMs)
  await change(leaver, { inOrganization: true })
  await trial.audit()
  const now = instant(50)

  // What was drawn then and what is drawn now are the same, but for when each was last seen for certain.
  const again = reportAt(first)
  expect(posturesOf(again)).toEqual(posturesOf(before))
  expect(again.accounts.map(({ name, state, findings }) => ({ name, state, findings }))).toEqual(
    before.accounts.map(({ name, state, findings }) => ({ name, state, findings })),
  )
  expect(again.controls).toEqual(before.controls)
  expect(again.completeness).toEqual(before.completeness)
  for (const { id, observedAt } of before.accounts) {
    const told = again.accounts.find((account) => account.id === id)?.observedAt ?? ''
    expect(told <= (observedAt ?? '')).toBe(true)
  }
  expect(before.caveats.join(' ')).not.toContain('after the instant')
  expect(again.caveats.join(' ')).toContain('looks from after the instant of this report')

  const { [failing?.id ?? '']: posture, ...others } = posturesOf(reportAt(between))
  expect(posture).toBe('unknown')
  expect({ ...others, [failing?.id ?? '']: 'compliant' }).toEqual(posturesOf(before))

  const then = posturesOf(reportAt(second))
  expect(leaver && then[leaver.id]).toBeUndefined()
  expect(suspended && then[suspended.id]).toBe('not-applicable')

  const report = reportAt(now, first)
  const { accounts, organization } = await trial.truth()
  expect(posturesOf(report)).toEqual(
    Object.fromEntries(
      accounts.map((account) => [
        account.id,
        expectedPosture(account, organization.managementAccountId),
      ]),
    ),
  )
  const told = (report.changes ?? []).map(({ accountId, kind, finding }) => [
    accountId,
    kind,
    finding,
  ])
  expect(told).toEqual(
    expect.arrayContaining([
      ...trueFindings(holder ?? never()).map((kind) => [holder?.id, 'fixed', kind]),
      [toHold?.id, 'new', 'password-without-mfa'],
    ]),
  )
  expect(told).toHaveLength(trueFindings(holder ?? never()).length + 1)
  expect(reportAt(second, first).changes).toContainEqual(
    expect.objectContaining({ accountId: leaver?.id, kind: 'left' }),
  )
  expect(reportAt(now, second).changes).toMatchObject([{ accountId: leaver?.id, kind: 'joined' }])
  expect(report.accounts.find(({ id }) => id === renamed?.id)?.name).toBe('=renamed()')
})

test('the same database and instant give the same text, also opened again, also while an audit is under way', async () => {
  trial = await startTrial({ accounts: 30, seed: 5 })
  await trial.audit()
  const at = instant(50)
  const text = () => JSON.stringify(reportAt(at, instant(-hourMs)).accounts)
  const whole = () => JSON.stringify(reportAt(at))
  const first = whole()
  expect(whole()).toBe(first)
  await trial.reopen()
  expect(whole()).toBe(first)

  const accounts = text()
  const opened = required(openEvidence(trial.home, null))
  await pass(hourMs)
  await trial.connect()
  await trial.audit()
  const question = { at, since: null, scope: everyAccount }
  const context = { toolVersion: '0.0.0', redacted: false }
  const held = reportOf(opened.evidence, question, context)
  const copied = JSON.stringify(reportOf(copyOf(opened.evidence), question, context))
  opened.close()
  expect(JSON.stringify(held)).toBe(first)
  expect(copied).toBe(first)
  expect(JSON.stringify(held.accounts)).toBe(accounts)
})

test('what a procedure sent is told call by call, with the request IDs of AWS', async () => {
  const started = await startProcedures({ accounts: 24 })
  trial = started
  const targets = (await those('non-compliant')).slice(0, 2).map(({ id }) => id)
  await ran(started, {
    kind: 'delete-root-credentials',
    scope: { kind: 'accounts', accountIds: targets },
    credentials: [...credentialKinds],
    ...forNothing,
  })
  const report = reportAt(instant(24 * hourMs), instant(-24 * hourMs))
  const sent = (await trial.requests()).filter(({ operation }) => mutating.test(operation))
  const told = (report.actions ?? []).filter(({ call }) => call.startsWith('iam:'))
  expect(told.length).toBeGreaterThan(0)
  expect(told.map(({ requestId, outcome }) => `${requestId} ${outcome}`).toSorted()).toEqual(
    sent
      .map(({ requestId, errorCode }) => `${requestId} ${errorCode ? 'failed' : 'done'}`)
      .toSorted(),
  )
  expect(new Set(report.actions?.map(({ accountId }) => accountId))).toEqual(new Set(targets))
  expect(targets.map((id) => posturesOf(report)[id])).toEqual(['compliant', 'compliant'])
})

test('the cache of an organization that was never audited says so', async () => {
  trial = await startTrial({ accounts: 10, seed: 5 })
  expect(openEvidence(trial.home, null)).toMatchObject({ error: { code: 'nothing-to-report' } })
  await trial.connect()
  const report = reportAt(instant())
  expect(report.caveats[0]).toBe(
    'No account of this organization was known then: this report says nothing about it.',
  )
  expect(report.controls.every(({ status }) => status === 'UNKNOWN')).toBe(true)
})

/** The evidence after it was written down and read again, as a bundle does. */
function copyOf({ organization, runs, accounts }: Evidence): Evidence {
  const copied = <T>(schema: z.ZodType<T>, row: T) => schema.parse(JSON.parse(JSON.stringify(row)))
  return {
    organization: copied(OrganizationEvidence, organization),
    runs: runs.map((run) => copied(RunRecord, run)),
    cases: [],
    checkpoints: [],
    accounts: () => [...accounts()].map((account) => copied(AccountEvidence, account)),
    calls: () => [],
    journal: () => [],
  }
}

function never(): never {
  throw new Error('the organization of this seed has one')
}
