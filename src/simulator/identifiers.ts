import type { Random } from './random.ts'

const DIGITS = '0123456789'
const LOWER = 'abcdefghijklmnopqrstuvwxyz0123456789'
const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const HEX = '0123456789abcdef'
const SECRET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** Twelve digits that do not start with a zero, so that nobody's spreadsheet shortens them. */
export const drawAccountId = (random: Random): string =>
  random.text('123456789', 1) + random.text(DIGITS, 11)

/** `o-` and ten characters. */
export const drawOrganizationId = (random: Random): string => `o-${random.text(LOWER, 10)}`

/** `r-` and four characters. */
export const drawRootId = (random: Random): string => `r-${random.text(LOWER, 4)}`

/** `ou-`, the root's four characters, and eight more. */
export const drawUnitId = (random: Random, rootId: string): string =>
  `ou-${rootId.slice(2)}-${random.text(LOWER, 8)}`

/** `AKIA` (long-term) or `ASIA` (temporary) and sixteen characters. */
export const drawAccessKeyId = (random: Random, prefix: 'AKIA' | 'ASIA'): string =>
  prefix + random.text(BASE32, 16)

/** Forty characters, as AWS makes them. */
export const drawSecretAccessKey = (random: Random): string => random.text(SECRET, 40)

/** A session token: opaque base64 text. */
export const drawSessionToken = (random: Random, length: number): string =>
  `IQoJb3JpZ2luX2Vj${random.text(SECRET, length)}`

/** `AROA` and seventeen characters: the ID of a role that used to exist. */
export const drawRoleId = (random: Random): string => `AROA${random.text(BASE32, 17)}`

/** The 24 to 32 characters of a signing certificate's ID. */
export const drawCertificateId = (random: Random): string => random.text(UPPER, 32)

/** `vpce-` and seventeen hexadecimal digits. */
export const drawVpcEndpointId = (random: Random): string => `vpce-0${random.text(HEX, 16)}`

/** Hexadecimal digits, for suffixes of resource names. */
export const drawHex = (random: Random, length: number): string => random.text(HEX, length)

/** The six characters that prove that somebody reads a mailbox. */
export const drawOneTimeCode = (random: Random): string => random.text(UPPER, 6)

/** The ARN of an account's root user. */
export const rootArn = (accountId: string): string => `arn:aws:iam::${accountId}:root`
