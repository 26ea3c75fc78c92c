import { expect, test } from 'vitest'
import type { RunRecord } from '../../../shared/domain/evidence.ts'
import type { Report } from '../../../shared/domain/reports.ts'
import { accountId } from '../../testing/kept-organization.ts'
import {
  day,
  reportOn,
  someAccount,
  someEvidence,
  someRun,
  span,
} from '../testing/some-evidence.ts'

const management = () =>
  someAccount(0, { observations: [span(2, 30, { password: true, mfaDevices: true })] })
const clean = (number: number) => someAccount(number, { observations: [span(2, 30)] })

test('passes no control and says so while the accounts are not all listed, or no longer', () => {
  const evidence = someEvidence([management(), clean(1)])
  const listed = (listedAt: string | null, scope: RunRecord['scope']) =>
    reportOn(
      {
        ...evidence,
        runs: [someRun(1, { scope })],
        organization: { ...evidence.organization, listedAt },
      },
      30,
    )
  const alone = { kind: 'accounts' as const, accountIds: [accountId(1)] }
  const keys = ({ controls }: Report) => controls.find(({ check }) => check === 'no-access-key')
  const whole = listed(day(24), { kind: 'organization' })
  expect(whole.caveats).toEqual([])
  expect(keys(whole)?.status).toBe('PASS')
  for (const report of [listed(null, alone), listed(day(23), alone)]) {
    expect(report.caveats[0]).toContain('missing here')
    expect(keys(report)).toMatchObject({
      status: 'UNKNOWN',
      justification: 'Of 2 accounts: 2 pass. Accounts may be missing.',
    })
  }
})

test('by a tag says of how many members nobody ever read the tags', () => {
  const tagged = someAccount(1, { tags: [{ key: 'Owner', value: 'Ada' }] })
  const left = someAccount(3)
  const evidence = someEvidence([
    management(),
    tagged,
    clean(2),
    { ...left, account: { ...left.account, leftAt: day(5) } },
  ])
  const told =
    'The tags of 2 of 3 members were never read: those that bear the tag are missing here.'
  expect(reportOn(evidence, 30, { filter: { tag: 'owner' } }).caveats).toContain(told)
  expect(reportOn(evidence, 30, { filter: { search: 'ada' } }).caveats).not.toContain(told)
})

test('says when what is known of the management account is older than the freshness window', () => {
  const told = expect.stringContaining(
    'the management account is of 2026-01-20 12:00 UTC',
  ) as string
  const evidence = someEvidence([someAccount(0, { observations: [span(2, 20)] })])
  expect(reportOn(evidence, 26).caveats).not.toContainEqual(told)
  expect(reportOn(evidence, 27).caveats).toContainEqual(told)
})

test('of a description that came later says so, and takes no run for one', () => {
  const evidence = someEvidence([management()], { runs: [someRun(5), someRun(15)] })
  const { organization } = evidence.organization
  const described = (describedAt: string) => ({
    ...evidence.organization,
    organization: { ...organization, describedAt },
  })
  const later = reportOn({ ...evidence, organization: described(day(25)) }, 20)
  expect(later.organization.describedAt).toBe(day(25))
  expect(later.caveats.join(' ')).toContain('its features are those of 2026-01-25')
  const past = { ...organization, describedAt: day(2), until: day(25) }
  const { featureSet, features, trustedAccess, describedAt, until } = past
  const kept = {
    ...described(day(25)),
    past: [{ featureSet, features, trustedAccess, describedAt, until }],
  }
  expect(reportOn({ ...evidence, organization: kept }, 20).organization.describedAt).toBe(day(2))
})

test('of accounts that were first listed after its instant says that it is of the past, or that a clock was set back', () => {
  const account = someAccount(1)
  const listed = { ...account, account: { ...account.account, firstSeenAt: day(29) } }
  const { caveats } = reportOn(someEvidence([listed]), 20)
  expect(caveats[0]).toContain('No account of this organization was known then')
  expect(caveats.join(' ')).toContain('the newest of 2026-01-29 12:00 UTC')
})
