import { z } from 'zod'
import type { Account } from './accounts.ts'
import { hasAny, mfaKind, type RootCredentials } from './credentials.ts'
import type { Posture } from './posture.ts'

export const ControlStatus = z.enum(['PASS', 'FAIL', 'NOT_APPLICABLE', 'UNKNOWN'])
export type ControlStatus = z.infer<typeof ControlStatus>

/** One requirement of one benchmark, judged for one account. */
export const ControlResult = z.strictObject({
  framework: z.string(),
  control: z.string(),
  title: z.string(),
  status: ControlStatus,
  justification: z.string(),
})
export type ControlResult = z.infer<typeof ControlResult>

export type ControlInput = {
  readonly account: Pick<Account, 'isManagement' | 'state' | 'leftAt'>
  readonly posture: Posture
  /** What is known of the root user; for the management account its own summary or an attestation. */
  readonly credentials: RootCredentials | null
  /** The features of centralized root access that are on; null where they could not be read. */
  readonly features: readonly string[] | null
}

/** What is looked at: many controls of many frameworks ask for the same. */
export const checks = [
  'no-access-key',
  'mfa',
  'mfa-or-no-password',
  'hardware-mfa',
  'centralized',
] as const
export const Check = z.enum(checks)
export type Check = z.infer<typeof Check>
type Control = { framework: string; control: string; check: Check }

export const checkTitles: Readonly<Record<Check, string>> = {
  'no-access-key': 'Root user has no access key',
  mfa: 'Root user is protected by MFA, or has no credentials',
  'mfa-or-no-password': 'Root user is protected by MFA, or has no password',
  'hardware-mfa': 'Root user is protected by hardware MFA, or has no credentials',
  centralized: 'Root access is managed centrally in AWS Organizations',
}

/** Where each check is asked for (fact sheet 6.3 to 6.5). */
export const controls: readonly Control[] = [
  ...cis('1.4.0', { key: '1.4', mfa: '1.5', hardware: '1.6' }, 'mfa'),
  ...cis('3.0.0', { key: '1.4', mfa: '1.5', hardware: '1.6' }, 'mfa'),
  ...cis('5.0.0', { key: '1.3', mfa: '1.4', hardware: '1.5' }, 'mfa'),
  ...cis('6.0.0', { key: '2.3', mfa: '2.4', hardware: '2.5' }, 'mfa-or-no-password'),
  { framework: 'CIS AWS Foundations 7.0.0', control: '2.1.1', check: 'centralized' },
  ...cis('7.0.0', { key: '2.4', mfa: '2.5', hardware: '2.6' }, 'mfa-or-no-password'),
  ...listed('AWS Security Hub', 'no-access-key', ['IAM.4']),
  ...listed('AWS Security Hub', 'hardware-mfa', ['IAM.6']),
  ...listed('AWS Security Hub', 'mfa', ['IAM.9']),
  ...listed('PCI DSS 4.0.1', 'no-access-key', ['7.2.1', '7.2.2', '8.2.2', '8.3.11']),
  ...listed('PCI DSS 4.0.1', 'mfa', ['8.4.1', '8.4.2', '8.4.3']),
  ...listed('NIST SP 800-53 r5', 'no-access-key', [
    'AC-2(1)',
    'AC-3(7)',
    'AC-3(15)',
    'AC-6',
    'AC-6(2)',
    'AC-6(10)',
  ]),
  ...listed('NIST SP 800-53 r5', 'mfa', ['IA-2(1)', 'IA-2(2)', 'IA-2(6)', 'IA-2(8)']),
  ...listed('ISO/IEC 27001:2022', 'no-access-key', ['A.5.15', 'A.5.17', 'A.8.2']),
  ...listed('ISO/IEC 27001:2022', 'mfa', ['A.8.5']),
]

/**
 * Judges every control for one account. Exemptions do not turn a FAIL into a PASS: they are an
 * organization's acceptance, not the benchmark's.
 */
export function judgeControls(input: ControlInput): ControlResult[] {
  const judged = judgeChecks(input)
  return controls.map(({ framework, control, check }) => ({
    framework,
    control,
    title: checkTitles[check],
    ...judged[check],
  }))
}

/** Judges each check for one account: what all controls that ask for it say. */
export function judgeChecks(input: ControlInput): Record<Check, Judgement> {
  return Object.fromEntries(checks.map((check) => [check, judge(check, input)])) as Record<
    Check,
    Judgement
  >
}

type Judgement = Pick<ControlResult, 'status' | 'justification'>

function judge(check: Check, input: ControlInput): Judgement {
  const outside = outsideOfJudgement(input)
  if (outside) return outside
  const { credentials } = input
  if (!credentials) return unknown('The root user was not observed.')
  const { present } = credentials
  switch (check) {
    case 'no-access-key':
      return present.accessKeys
        ? no('The root user has an access key.')
        : yes('The root user has no access key.')
    case 'mfa':
      if (!hasAny(present)) {
        return yes('The root user has no credentials, so there is nothing that MFA could protect.')
      }
      return present.mfaDevices
        ? yes('The root user has an MFA device.')
        : no('The root user has credentials and no MFA device.')
    case 'mfa-or-no-password':
      if (!present.password) return yes('The root user has no console password.')
      return present.mfaDevices
        ? yes('The root user has a console password and an MFA device.')
        : no('The root user has a console password and no MFA device.')
    case 'hardware-mfa':
      return judgeHardware(credentials)
    case 'centralized':
      return judgeCentralized(input, credentials)
  }
}

function outsideOfJudgement({ account, posture, credentials }: ControlInput): Judgement | null {
  if (account.leftAt !== null) return notApplicable('The account has left the organization.')
  if (account.isManagement) {
    return credentials
      ? null
      : unknown(
          'No root session can look at the management account: connect there, or attest its state.',
        )
  }
  switch (posture) {
    case 'not-applicable':
      return notApplicable(`The account is ${account.state}, so its root user was not looked at.`)
    case 'unknown':
      return unknown('The last look at the account failed.')
    case 'stale':
      return unknown('The last look at the account is older than the freshness window.')
    default:
      return null
  }
}

function judgeHardware({ present, details, detailsMissing }: RootCredentials): Judgement {
  if (!hasAny(present)) {
    return yes('The root user has no credentials, so there is nothing that MFA could protect.')
  }
  if (!present.mfaDevices) return no('The root user has credentials and no MFA device.')
  if (!details || detailsMissing) return unknown('The kinds of the MFA devices could not be read.')
  const virtual = details.mfaDevices.filter((device) => mfaKind(device.serialNumber) === 'virtual')
  return virtual.length > 0
    ? no('The root user has a virtual MFA device.')
    : yes('Every MFA device of the root user is a hardware token, security key or passkey.')
}

function judgeCentralized(
  { account, features }: ControlInput,
  { present }: RootCredentials,
): Judgement {
  if (features === null) {
    return unknown('The features of centralized root access could not be read.')
  }
  if (!features.includes('RootCredentialsManagement')) {
    return no('Root credentials management is off.')
  }
  if (account.isManagement) return yes('Root credentials management is on in the organization.')
  return hasAny(present)
    ? no('Root credentials management is on, and the account still holds root credentials.')
    : yes('Root credentials management is on, and the account holds no root credentials.')
}

function cis(
  version: string,
  numbers: { key: string; mfa: string; hardware: string },
  mfa: 'mfa' | 'mfa-or-no-password',
): Control[] {
  const framework = `CIS AWS Foundations ${version}`
  return [
    { framework, control: numbers.key, check: 'no-access-key' },
    { framework, control: numbers.mfa, check: mfa },
    { framework, control: numbers.hardware, check: 'hardware-mfa' },
  ]
}

function listed(framework: string, check: Check, numbers: readonly string[]): Control[] {
  return numbers.map((control) => ({ framework, control, check }))
}

const yes = (justification: string): Judgement => ({ status: 'PASS', justification })
const no = (justification: string): Judgement => ({ status: 'FAIL', justification })
const unknown = (justification: string): Judgement => ({ status: 'UNKNOWN', justification })
const notApplicable = (justification: string): Judgement => ({
  status: 'NOT_APPLICABLE',
  justification,
})
