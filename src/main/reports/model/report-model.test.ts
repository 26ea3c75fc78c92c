import { describe, expect, test } from 'vitest'
import { failureOf } from '../../../shared/domain/failure-catalogue.ts'
import { Report } from '../../../shared/domain/reports.ts'
import { accountId, holding, organizationId } from '../../testing/kept-organization.ts'
import {
  change,
  day,
  reportOn,
  someAccount,
  someEvidence,
  someRun,
  span,
} from '../testing/some-evidence.ts'
import { sampleReport } from '../testing/sample-report.ts'

const management = () =>
  someAccount(0, { observations: [span(2, 30, { password: true, mfaDevices: true })] })
const clean = (number: number) => someAccount(number, { observations: [span(2, 30)] })
const withPassword = (number: number) =>
  someAccount(number, { observations: [span(2, 30, { password: true })] })
const denied = (number: number) =>
  someAccount(number, {
    failures: [
      { firstAt: day(3), lastAt: day(30), runId: 'r', failure: failureOf('denied-by-scp') },
    ],
  })
const suspended = (number: number) => {
  const account = someAccount(number)
  return { ...account, account: { ...account.account, state: 'SUSPENDED' as const } }
}
const statusOf = (report: Report, control: string) =>
  report.controls.find((one) => one.framework.startsWith('CIS') && one.control === control)

describe('a report', () => {
  test('fits its schema and is drawn from its evidence alone: the same twice, to the letter', () => {
    const report = sampleReport({ accounts: 400, seed: 3, hostileNames: true })
    expect(Report.parse(report)).toEqual(report)
    const again = sampleReport({ accounts: 400, seed: 3, hostileNames: true })
    expect(JSON.stringify(again)).toBe(JSON.stringify(report))
  })

  test('counts every member exactly once', () => {
    const report = reportOn(
      someEvidence([management(), clean(1), withPassword(2), denied(3), suspended(4)]),
      30,
    )
    expect(report.completeness).toEqual({
      inOrganization: 5,
      observed: 2,
      unknown: 1,
      stale: 0,
      notApplicable: 2,
    })
    expect(report.holding).toBe(1)
    expect(report.findings['password-without-mfa']).toBe(1)
    expect(report.notApplicable).toMatchObject({ management: 1, states: { SUSPENDED: 1 } })
    expect(report.unknownReasons).toEqual([
      { ...pick(failureOf('denied-by-scp')), code: 'denied-by-scp', accounts: 1 },
    ])
    expect(report.scpGuard.denied).toEqual([accountId(3)])
    expect(report.scpGuard.sentence).toContain('Rootkeep reads no policies')
  })

  test('says of a control that it fails before that it is unknown, and that before that it passes', () => {
    const judged = (...accounts: Parameters<typeof someEvidence>[0][number][]) =>
      statusOf(reportOn(someEvidence(accounts), 30), '1.5')
    expect(judged(clean(1), withPassword(2), denied(3))).toMatchObject({
      status: 'FAIL',
      counts: { PASS: 1, FAIL: 1, UNKNOWN: 1, NOT_APPLICABLE: 0 },
      justification: 'Of 3 accounts: 1 fail, 1 unknown, 1 pass.',
    })
    expect(judged(clean(1), denied(3), suspended(4))).toMatchObject({
      status: 'UNKNOWN',
      justification: 'Of 2 accounts: 1 unknown, 1 pass; 1 not applicable.',
    })
    expect(judged(clean(1))).toMatchObject({ status: 'PASS' })
    expect(judged(suspended(4))).toMatchObject({ status: 'UNKNOWN' })
    expect(judged()).toMatchObject({ status: 'UNKNOWN' })
  })

  test('is never green by omission: without accounts or without looks nothing passes, and it says so', () => {
    for (const accounts of [[], [someAccount(0), someAccount(1)]]) {
      const report = reportOn(someEvidence(accounts, { runs: [] }), 30)
      expect(report.controls.every(({ status }) => status === 'UNKNOWN')).toBe(true)
      expect(report.caveats[0]).toMatch(/^No account/)
    }
  })

  test('says with which accounts it is not the whole truth', () => {
    const nameless = { ...holding({ accessKeys: true }), detailsMissing: true }
    const stale = someAccount(2, { observations: [span(2, 3)] })
    const vague = someAccount(5, { observations: [span(2, 30, nameless)] })
    const { caveats } = reportOn(someEvidence([management(), stale, denied(3), vague]), 30)
    expect(caveats).toEqual([
      '1 of 3 accounts is unknown: nothing is known of its root user now.',
      '1 of 3 accounts is stale: the last look is 7 days old or older.',
      'Of 1 account it is known which kinds of credential are there, and not how many, how old, or when last used.',
    ])
  })

  test('says what it does not know of the organization', () => {
    const evidence = someEvidence([someAccount(0), clean(1)], { runs: [] })
    const organization = {
      ...evidence.organization,
      listedAt: null,
      organization: {
        ...evidence.organization.organization,
        features: null,
        trustedAccess: null,
        describedAt: day(40),
      },
    }
    const { caveats, controls } = reportOn({ ...evidence, organization }, 30)
    expect(caveats).toEqual([
      'No listing of the accounts is known to have come to its end: there may be accounts that are missing here.',
      'No audit run over the whole organization had come to its end.',
      'No description of the organization from before the instant of this report is kept: its features are those of 2026-02-09 12:00 UTC.',
      'The features of centralized root access could not be read.',
      'Whether IAM has trusted access could not be read.',
      'Nothing is known of the root user of the management account: it was neither read nor attested.',
    ])
    expect(controls.find(({ check }) => check === 'centralized')?.status).toBe('UNKNOWN')
  })

  test('of a narrower scope says so, and counts its own accounts', () => {
    const report = reportOn(someEvidence([management(), clean(1), withPassword(2)]), 30, {
      filter: { postures: ['non-compliant'] },
    })
    expect(report.scope).toMatchObject({ whole: false, accounts: 1, members: 3 })
    expect(report.caveats.slice(0, 1)).toEqual([
      'This report is about 1 of 3 members: Members of the organization with: posture non-compliant.',
    ])
  })

  test('of the past says that it is, or that a clock was set back', () => {
    const report = reportOn(someEvidence([management(), clean(1)]), 20)
    expect(report.caveats.join(' ')).toContain(
      'looks from after the instant of this report, the newest of 2026-01-30 12:00 UTC',
    )
    expect(report.postures.stale).toBe(1)
  })

  test('does not know what came after it: accounts, features, runs, attestations, revocations', () => {
    const attestation = {
      id: 'a',
      by: 'Ada',
      statement: 'Looked.',
      passwordPresent: true,
      mfaEnabled: true,
      accessKeysPresent: false,
      attestedAt: day(25),
    }
    const evidence = someEvidence([someAccount(0), clean(1)], {
      runs: [someRun(5), someRun(15), someRun(25)],
    })
    const organization = {
      ...evidence.organization,
      attestations: [attestation],
      listedAt: day(25),
      organization: { ...evidence.organization.organization, describedAt: day(25) },
      past: [
        {
          featureSet: 'ALL',
          features: [],
          trustedAccess: true,
          describedAt: day(16),
          until: day(22),
        },
      ],
    }
    const then = reportOn({ ...evidence, organization }, 20)
    expect(then.organization).toMatchObject({
      features: [],
      describedAt: day(16),
      listedAt: day(15),
    })
    expect(then.caller).toMatchObject({ at: day(15) })
    expect(then.runs.map(({ id }) => id)).toEqual(['run-15'])
    expect(then.trend.map(({ runId }) => runId)).toEqual(['run-5', 'run-15'])
    expect(then.accounts[0]).toMatchObject({ attested: false, credentials: null })
    const now = reportOn({ ...evidence, organization }, 30, { since: day(10) })
    expect(now.organization).toMatchObject({ features: ['RootCredentialsManagement'] })
    expect(now.accounts[0]).toMatchObject({ attested: true, observedAt: day(25) })
    expect(now.runs.map(({ id }) => id)).toEqual(['run-15', 'run-25'])
  })

  test('tells the exemptions that count, and those that ended in the period', () => {
    const exemption = (id: string, expires: number, revokedAt: string | null = null) => ({
      id,
      accountId: accountId(1),
      kinds: ['password-without-mfa' as const],
      owner: 'Ada',
      reason: 'migration',
      ticket: 'SEC-1',
      createdAt: day(2),
      expiresAt: day(expires),
      revokedAt,
    })
    const account = {
      ...withPassword(1),
      exemptions: [
        exemption('ended before', 5),
        exemption('ended in it', 15),
        exemption('withdrawn', 40, day(16)),
        exemption('holds', 35),
      ],
    }
    const report = reportOn(someEvidence([account]), 30, { since: day(10) })
    expect(report.exemptions.map(({ id, state }) => [id, state])).toEqual([
      ['ended in it', 'expired'],
      ['holds', 'valid'],
      ['withdrawn', 'revoked'],
    ])
    expect(report.accounts[0]).toMatchObject({ posture: 'exempt', exemptionIds: ['holds'] })
    expect(reportOn(someEvidence([account]), 30).exemptions).toHaveLength(1)
    expect(reportOn(someEvidence([account]), 8).postures.exempt).toBe(1)
  })

  test('lists who has left only where that was asked for, and counts them never', () => {
    const left = { ...clean(2), changes: [change(10, 'left')] }
    left.account.leftAt = day(10)
    const evidence = someEvidence([management(), clean(1), left])
    expect(reportOn(evidence, 30).accounts).toHaveLength(2)
    const report = reportOn(evidence, 30, { filter: { includeLeft: true } })
    expect(report.accounts[2]).toMatchObject({ leftAt: day(10), posture: 'not-applicable' })
    expect(report.completeness.inOrganization).toBe(2)
    expect(report.scope).toMatchObject({ whole: true, accounts: 2, members: 2 })
    expect(reportOn(evidence, 9).completeness.inOrganization).toBe(3)
  })

  test('shows a case as it was: open, with the time box of then and what was reopened by then', () => {
    const kept = {
      id: 'case-1',
      organizationId,
      scenario: 'exercise' as const,
      reason: 'A drill.',
      ticket: 'SEC-1',
      openedAt: day(5),
      openedBy: 'Kim',
      until: day(12),
      state: 'closed' as const,
      closedAt: day(14),
      outcome: 'Done.',
      reopened: [
        {
          accountId: accountId(1),
          accountName: 'Account 1',
          procedureId: 'p-1',
          reopenedAt: day(6),
          steps: [
            { step: 'password-reset' as const, by: 'Kim', at: day(7) },
            { step: 'signed-out' as const, by: 'Kim', at: day(11) },
          ],
          closedAt: day(12),
          closedByProcedureId: 'p-2',
        },
      ],
      procedureIds: ['p-1', 'p-2'],
    }
    const entry = (
      sequence: number,
      on: number,
      kind: 'case-opened' | 'procedure-opened',
      detail: object,
    ) => ({
      withheld: { sequence, previous: '0'.repeat(64), hash: '0'.repeat(64) },
      shown: {
        sequence,
        at: day(on),
        kind,
        organizationId,
        accountId: null,
        procedureId: kind === 'procedure-opened' ? 'p-2' : null,
        caseId: 'case-1',
        actor: 'Kim',
        detail: { ...detail },
      },
    })
    const evidence = someEvidence([clean(1)], {
      cases: [kept],
      journal: () => [
        entry(1, 5, 'case-opened', { until: day(9) }),
        entry(2, 11, 'procedure-opened', {}),
      ],
    })
    expect(reportOn(evidence, 8).openCases).toEqual([
      {
        ...kept,
        until: day(9),
        state: 'open',
        closedAt: null,
        outcome: null,
        reopened: [
          {
            ...kept.reopened[0],
            steps: kept.reopened[0]?.steps.slice(0, 1),
            closedAt: null,
            closedByProcedureId: null,
          },
        ],
        procedureIds: ['p-1'],
      },
    ])
    expect(reportOn(evidence, 4).openCases).toEqual([])
    expect(reportOn(evidence, 14).openCases).toEqual([])
  })
})

function pick({ message, remedy }: { message: string; remedy: string }) {
  return { message, remedy }
}
