import type { Presence } from '../../shared/domain/credentials.ts'
import { IncompleteAnswer, required } from './answers.ts'

/**
 * The four presence flags of a GetAccountSummary answer (fact sheet 2.3). A summary without one of them says nothing about
 * the account: it is an incomplete answer, never a clean account.
 */
export function presenceOf(
  summary: { readonly [key: string]: number | undefined } | undefined,
): Presence {
  const map = required(summary, 'SummaryMap')
  const flag = (key: string): boolean => {
    const value = Object.hasOwn(map, key) ? map[key] : undefined
    if (value === undefined || !Number.isInteger(value) || value < 0) {
      throw new IncompleteAnswer(`SummaryMap.${key}`)
    }
    return value > 0
  }
  return {
    password: flag('AccountPasswordPresent'),
    accessKeys: flag('AccountAccessKeysPresent'),
    mfaDevices: flag('AccountMFAEnabled'),
    signingCertificates: flag('AccountSigningCertificatesPresent'),
  }
}
