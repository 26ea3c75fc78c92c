import { utc } from '../../../shared/domain/utc.ts'
import type { FailureCode } from '../../../shared/domain/failure.ts'
import type { Connection } from '../../../shared/domain/connections.ts'
import {
  failedBecause,
  skipped,
  unknownBecause,
  warning,
  well,
  failed,
  type Check,
} from '../check.ts'

export const credentials: Check = {
  id: 'credentials',
  group: 'identity',
  title: 'Credentials',
  about: 'Asks AWS who is calling (GetCallerIdentity), and says where the credentials come from.',
  needs: [],
  async run({ aws, session: { connection } }) {
    if (connection === null) return skipped('No connection is chosen.')
    const caller = await aws.caller()
    if (!caller.ok) {
      return ofCredentials.has(caller.error.code)
        ? failedBecause(caller.error, 'Nothing can be asked of AWS.')
        : unknownBecause(caller.error)
    }
    const { arn, accessKeyId } = caller.value
    const key = accessKeyId === null ? '' : `, access key ${accessKeyId}`
    return well(`${sources[connection.kind]}, for ${arn}${key}.`)
  },
}

export const expiry: Check = {
  id: 'expiry',
  group: 'identity',
  title: 'Expiry',
  about: 'Looks at when the credentials end and what renews them.',
  needs: ['credentials'],
  async run({ aws, session, now }) {
    if (session.connection === null) return skipped('No connection is chosen.')
    const caller = await aws.caller()
    if (!caller.ok) return unknownBecause(caller.error)
    const { expiresAt } = caller.value
    const { renewal } = session
    if (expiresAt === null) {
      return well(
        renewal === 'outside'
          ? 'The credentials do not say when they end. They are renewed outside of Rootkeep.'
          : 'The credentials do not end by themselves.',
      )
    }
    const minutes = Math.floor((Date.parse(expiresAt) - now()) / 60_000)
    const evidence = `The credentials end in ${minutes} min, at ${utc(expiresAt)}.`
    if (minutes < 0) {
      return failed(
        `The credentials ended at ${utc(expiresAt)}.`,
        'Nothing can be asked of AWS.',
        'Sign in again; what waited goes on by itself.',
      )
    }
    if (renewal === 'automatic') return well(`${evidence} They are renewed by themselves.`)
    const way =
      renewal === 'outside'
        ? 'They are renewed outside of Rootkeep (aws sso login, or a new environment).'
        : 'A sign-in in the browser renews them.'
    return minutes < 15
      ? warning(
          `${evidence} ${way}`,
          'A procedure that takes longer stops in between, and goes on once they are renewed.',
          'Renew them before you begin.',
        )
      : well(`${evidence} ${way}`)
  },
}

const sources: Readonly<Record<Connection['kind'], string>> = {
  practice: 'Credentials of the practice organization on this computer',
  environment: 'Keys of the environment',
  profile: 'Credentials of a profile of the AWS config files',
  'identity-center': 'Role credentials of IAM Identity Center',
  keys: 'A kept access key',
}

/** What says that these credentials are no good, whatever the way to AWS is like. */
const ofCredentials: ReadonlySet<FailureCode> = new Set([
  'credentials-missing',
  'credentials-invalid',
  'credentials-expired',
  'signature-rejected',
  'clock-skew',
  'sign-in-needed',
  'sign-in-denied',
  'sign-in-late',
  'sign-in-refused',
  'start-url-wrong',
  'token-revoked',
  'role-not-assigned',
  'profile-missing',
  'profile-unusable',
  'config-unreadable',
  'credential-process-failed',
  'hop-refused',
  'locked',
])
