import { drawAccessKeyId, drawCertificateId, drawHex } from '../identifiers.ts'
import { CLEAN_ROOT } from '../organization.ts'
import type { AccessKey, KeyUse, MfaDevice, RootUser, SigningCertificate } from '../organization.ts'
import type { Random } from '../random.ts'
import { REGIONS } from './regions.ts'

/** What a root user holds. The order is that in which a small organization shows them. */
export type RootKind =
  | 'clean'
  | 'password-with-mfa'
  | 'password-without-mfa'
  | 'key-used-yesterday'
  | 'key-old'
  | 'key-unused'
  | 'two-keys'
  | 'signing-certificate'
  | 'residual-mfa'
  | 'everything'

/** Shares of the mix: two thirds are clean. */
export const ROOT_KIND_WEIGHTS: readonly (readonly [RootKind, number])[] = [
  ['clean', 67],
  ['password-with-mfa', 9],
  ['password-without-mfa', 7],
  ['key-used-yesterday', 2],
  ['key-old', 4],
  ['key-unused', 3],
  ['two-keys', 2],
  ['signing-certificate', 1.5],
  ['residual-mfa', 3.5],
  ['everything', 1],
]

const DAY = 86_400_000
const KEY_SERVICES = ['s3', 'ec2', 'iam', 'sts', 'dynamodb', 'cloudformation', 'route53', 'ses']

/** Draws a root user of this kind. `since` is when the account came to be, `now` the reference time, both in milliseconds. */
export function drawRootUser(
  random: Random,
  kind: RootKind,
  accountId: string,
  since: number,
  now: number,
): RootUser {
  if (kind === 'clean') return CLEAN_ROOT
  const before = (days: number) => Math.max(since, now - Math.round(days * DAY))
  const between = (low: number, high: number) => before(low + random.next() * (high - low))

  const password = () => ({
    passwordSetAt: between(120, 2400),
    passwordLastUsed: random.chance(0.25) ? null : between(2, 110),
  })

  function key(status: AccessKey['status'], ageDays: number, lastUsed: KeyUse | null): AccessKey {
    return { id: drawAccessKeyId(random, 'AKIA'), status, createdAt: before(ageDays), lastUsed }
  }

  const use = (daysAgo: number): KeyUse => ({
    at: before(daysAgo),
    service: random.pick(KEY_SERVICES),
    region: random.pick(REGIONS),
  })

  function device(): MfaDevice {
    const style = random.next()
    const serialNumber =
      style < 0.55
        ? `arn:aws:iam::${accountId}:mfa/root-account-mfa-device`
        : style < 0.8
          ? `arn:aws:iam::${accountId}:u2f/root/passkey-${drawHex(random, 16).toUpperCase()}`
          : `GAHT${random.text('0123456789', 8)}`
    return { serialNumber, enabledAt: between(30, 1500) }
  }

  const certificate = (): SigningCertificate => ({
    id: drawCertificateId(random),
    uploadedAt: between(1500, 3200),
  })

  switch (kind) {
    case 'password-with-mfa':
      return {
        ...CLEAN_ROOT,
        ...password(),
        mfaDevices: random.chance(0.2)
          ? [device(), passkey(accountId, random, between(5, 25))]
          : [device()],
      }
    case 'password-without-mfa':
      return { ...CLEAN_ROOT, ...password() }
    case 'key-used-yesterday':
      return { ...CLEAN_ROOT, accessKeys: [key('Active', random.integer(200, 1800), use(1))] }
    case 'key-old':
      return {
        ...CLEAN_ROOT,
        accessKeys: [key('Active', random.integer(1400, 3300), use(random.integer(400, 1300)))],
      }
    case 'key-unused':
      return {
        ...CLEAN_ROOT,
        accessKeys: [
          key(random.chance(0.3) ? 'Inactive' : 'Active', random.integer(100, 2000), null),
        ],
      }
    case 'two-keys':
      return {
        ...CLEAN_ROOT,
        accessKeys: [
          key('Active', random.integer(60, 300), use(random.integer(1, 50))),
          key('Inactive', random.integer(900, 2600), use(random.integer(320, 800))),
        ],
      }
    case 'signing-certificate':
      return {
        ...CLEAN_ROOT,
        signingCertificates: random.chance(0.3) ? [certificate(), certificate()] : [certificate()],
      }
    case 'residual-mfa':
      return { ...CLEAN_ROOT, mfaDevices: [device()] }
    case 'everything':
      return {
        ...password(),
        accessKeys: [
          key('Active', random.integer(300, 2500), use(random.integer(1, 80))),
          key('Active', random.integer(100, 290), null),
        ],
        mfaDevices: [device()],
        signingCertificates: [certificate()],
      }
  }
}

/** The management account's root user: password and hardware MFA, as AWS recommends for the one root that stays. */
export function drawManagementRoot(random: Random, accountId: string, now: number): RootUser {
  return {
    ...CLEAN_ROOT,
    passwordSetAt: now - 900 * DAY,
    passwordLastUsed: now - 41 * DAY,
    mfaDevices: [
      passkey(accountId, random, now - 880 * DAY),
      passkey(accountId, random, now - 879 * DAY),
    ],
  }
}

function passkey(accountId: string, random: Random, enabledAt: number): MfaDevice {
  return {
    serialNumber: `arn:aws:iam::${accountId}:u2f/root/yubikey-${drawHex(random, 16).toUpperCase()}`,
    enabledAt,
  }
}
