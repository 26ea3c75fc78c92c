import { checks, checkTitles, controls } from './controls.ts'
import { findingKinds, severityOf } from './findings.ts'

/**
 * The rules that judge, as a table for people and for `rootkeep verify`: what is written with a bundle, so that an auditor sees what the verdicts
 * rest on. The version is raised when a rule changes its meaning.
 */
export const judgingRules = {
  format: 'rootkeep-rules',
  version: 1,
  /** In this order: the first that fits counts. */
  postures: [
    {
      posture: 'not-applicable',
      when: 'it is the management account, has left the organization, or its State is neither ACTIVE nor UNKNOWN',
    },
    { posture: 'unknown', when: 'its newest look failed, or there was none' },
    { posture: 'stale', when: 'its newest look is as old as the freshness window, or older' },
    { posture: 'compliant', when: 'none of the four kinds of root credential is present' },
    {
      posture: 'exempt',
      when: 'something is present, and valid exemptions together cover every finding',
    },
    { posture: 'non-compliant', when: 'something is present' },
  ],
  findings: findingKinds.map((kind) => ({
    kind,
    severity: severityOf[kind],
    when: presentWhen(kind),
  })),
  checks: checks.map((check) => ({ check, title: checkTitles[check] })),
  controls,
} as const

function presentWhen(kind: (typeof findingKinds)[number]): string {
  switch (kind) {
    case 'access-key':
      return 'AccountAccessKeysPresent'
    case 'password-without-mfa':
      return 'AccountPasswordPresent and not AccountMFAEnabled'
    case 'password':
      return 'AccountPasswordPresent and AccountMFAEnabled'
    case 'signing-certificate':
      return 'AccountSigningCertificatesPresent'
    case 'residual-mfa':
      return 'AccountMFAEnabled and nothing else'
  }
}
