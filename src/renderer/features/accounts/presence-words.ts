import type { RootCredentials } from '../../../shared/domain/credentials.ts'

/** What was there, in words: `password, 2 access keys, MFA`; `no root credentials` where nothing was. */
export function presenceWords({ present, details }: RootCredentials): string {
  const counted = (count: number | undefined, one: string, many: string) =>
    count === undefined || count === 0 ? many : count === 1 ? one : `${count} ${many}`
  const parts = [
    present.password ? 'password' : null,
    present.accessKeys ? counted(details?.accessKeys.length, 'access key', 'access keys') : null,
    present.mfaDevices ? counted(details?.mfaDevices.length, 'MFA device', 'MFA devices') : null,
    present.signingCertificates
      ? counted(details?.signingCertificates.length, 'signing certificate', 'signing certificates')
      : null,
  ].filter((part) => part !== null)
  return parts.length === 0 ? 'no root credentials' : parts.join(', ')
}
