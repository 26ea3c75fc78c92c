import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { controls, judgeControls, type ControlInput } from './controls.ts'
import type { RootCredentials } from './credentials.ts'
import { postures } from './posture.ts'

const member = { isManagement: false, state: 'ACTIVE', leftAt: null } as const
const nothing = {
  password: false,
  accessKeys: false,
  mfaDevices: false,
  signingCertificates: false,
}
const clean: RootCredentials = { present: nothing, details: null, detailsMissing: false }
const features = ['RootCredentialsManagement', 'RootSessions']

function statusOf(framework: string, control: string, input: Partial<ControlInput>) {
  const given: ControlInput = {
    account: member,
    posture: 'compliant',
    credentials: clean,
    features,
    ...input,
  }
  return judgeControls(given).find(
    (result) => result.framework === framework && result.control === control,
  )?.status
}
const holding = (
  present: Partial<RootCredentials['present']>,
  serials: string[] = [],
): Partial<ControlInput> => ({
  posture: 'non-compliant',
  credentials: {
    present: { ...nothing, ...present },
    details: {
      userCreatedAt: null,
      passwordCreatedAt: null,
      passwordLastUsed: null,
      accessKeys: [],
      mfaDevices: serials.map((serialNumber) => ({ serialNumber, enabledAt: null })),
      signingCertificates: [],
    },
    detailsMissing: false,
  },
})
const virtualMfa = 'arn:aws:iam::111122223333:mfa/root-account-mfa-device'

describe('the numbers of the benchmarks', () => {
  test.each([
    ['CIS AWS Foundations 1.4.0', ['1.4', '1.5', '1.6']],
    ['CIS AWS Foundations 3.0.0', ['1.4', '1.5', '1.6']],
    ['CIS AWS Foundations 5.0.0', ['1.3', '1.4', '1.5']],
    ['CIS AWS Foundations 6.0.0', ['2.3', '2.4', '2.5']],
    ['CIS AWS Foundations 7.0.0', ['2.1.1', '2.4', '2.5', '2.6']],
    ['AWS Security Hub', ['IAM.4', 'IAM.6', 'IAM.9']],
  ])('%s', (framework, numbers) => {
    const listed = controls.filter((control) => control.framework === framework)
    expect(listed.map((control) => control.control)).toEqual(numbers)
  })

  test.each(['PCI DSS 4.0.1', 'NIST SP 800-53 r5', 'ISO/IEC 27001:2022'])(
    '%s is covered',
    (framework) => {
      expect(controls.some((control) => control.framework === framework)).toBe(true)
    },
  )
})

describe('judging', () => {
  test('IAM.6 and IAM.9 pass where no root credentials exist', () => {
    expect(statusOf('AWS Security Hub', 'IAM.6', {})).toBe('PASS')
    expect(statusOf('AWS Security Hub', 'IAM.9', {})).toBe('PASS')
  })

  test('an access key without a password fails IAM.9, and passes the CIS 7 MFA control', () => {
    expect(statusOf('AWS Security Hub', 'IAM.9', holding({ accessKeys: true }))).toBe('FAIL')
    expect(statusOf('CIS AWS Foundations 7.0.0', '2.5', holding({ accessKeys: true }))).toBe('PASS')
    expect(statusOf('AWS Security Hub', 'IAM.4', holding({ accessKeys: true }))).toBe('FAIL')
  })

  test('a virtual device is MFA, and not hardware MFA', () => {
    const account = holding({ password: true, mfaDevices: true }, [virtualMfa])
    expect(statusOf('AWS Security Hub', 'IAM.9', account)).toBe('PASS')
    expect(statusOf('AWS Security Hub', 'IAM.6', account)).toBe('FAIL')
    const hardware = holding({ password: true, mfaDevices: true }, ['GAHT12345678'])
    expect(statusOf('AWS Security Hub', 'IAM.6', hardware)).toBe('PASS')
  })

  test('CIS 7.0.0 2.1.1 needs the feature on and the credentials gone', () => {
    const control = ['CIS AWS Foundations 7.0.0', '2.1.1'] as const
    expect(statusOf(...control, {})).toBe('PASS')
    expect(statusOf(...control, { features: [] })).toBe('FAIL')
    expect(statusOf(...control, { features: null })).toBe('UNKNOWN')
    expect(statusOf(...control, holding({ password: true }))).toBe('FAIL')
  })

  test('an exempted account still fails: the benchmark knows no exemptions', () => {
    expect(
      statusOf('AWS Security Hub', 'IAM.4', {
        ...holding({ accessKeys: true }),
        posture: 'exempt',
      }),
    ).toBe('FAIL')
  })

  test('what is unknown or stale never passes', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('unknown' as const, 'stale' as const),
        fc.boolean(),
        (posture, known) => {
          const results = judgeControls({
            account: member,
            posture,
            credentials: known ? clean : null,
            features,
          })
          expect(new Set(results.map((result) => result.status))).toEqual(new Set(['UNKNOWN']))
        },
      ),
    )
  })

  test('the management account is judged only by what was seen or attested of it', () => {
    const management = { isManagement: true, state: 'ACTIVE', leftAt: null } as const
    const input = { account: management, posture: 'not-applicable' } as const
    expect(statusOf('AWS Security Hub', 'IAM.4', { ...input, credentials: null })).toBe('UNKNOWN')
    expect(statusOf('AWS Security Hub', 'IAM.4', { ...input, credentials: clean })).toBe('PASS')
  })

  test('every result of every posture says why', () => {
    for (const posture of postures) {
      for (const result of judgeControls({
        account: member,
        posture,
        credentials: clean,
        features,
      })) {
        expect(result.justification).toMatch(/^[A-Z].*\.$/)
      }
    }
  })
})
