import { hash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { failureOf } from '../../../shared/domain/failure-catalogue.ts'
import type { Failure } from '../../../shared/domain/failure.ts'
import { fail, succeed, type Outcome } from '../../../shared/ipc/result.ts'
import { saveFile } from '../../saved-file.ts'
import { openOidc } from '../identity-center/oidc.ts'
import type { SsoPlace } from '../identity-center/sso-clients.ts'
import type { Environment } from './environment.ts'
import { jsonOf } from './json-value.ts'

/** What `aws sso login` leaves behind (fact sheet 4.4). Other members stay as they are. */
const CliToken = z.looseObject({
  accessToken: z.string().min(1),
  expiresAt: z.iso.datetime({ offset: true }),
  clientId: z.string().optional(),
  clientSecret: z.string().optional(),
  refreshToken: z.string().optional(),
})
type CliToken = z.infer<typeof CliToken>

/** Renewed when it ends within this time, as the SDK does. */
const renewBeforeMs = 5 * 60_000

/** The tokens that the AWS CLI keeps: read for profiles, and renewed in its place as the SDK would. */
export type CliTokens = ReturnType<typeof createCliTokens>

/**
 * The SDK's own provider is not taken: it reads the config files anew with another reader, has one endpoint for sign-in and portal, does not tell a
 * network that is gone from a sign-in that ended, and writes the token readable for whoever the umask lets.
 */
export function createCliTokens(environment: Environment, now: () => number) {
  // A refresh token is good for one use: two renewals at once would end the sign-in.
  const renewals = new Map<string, Promise<Outcome<string>>>()
  /** Renewed tokens that could not be written: their files hold a refresh token that is used up. */
  const unwritten = new Map<string, CliToken>()
  const fileOf = (cachedAs: string): string =>
    join(
      environment['HOME'] || environment['USERPROFILE'] || homedir(),
      '.aws',
      'sso',
      'cache',
      `${hash('sha1', cachedAs, 'hex')}.json`,
    )

  async function kept(cachedAs: string): Promise<CliToken | null> {
    const text = await readFile(fileOf(cachedAs), 'utf8').catch(() => 'null')
    const read = CliToken.safeParse(jsonOf(text))
    const held = unwritten.get(cachedAs)
    if (!read.success) return held ?? null
    return held && msLeft(held) > msLeft(read.data) ? held : read.data
  }

  const msLeft = ({ expiresAt }: CliToken): number => Date.parse(expiresAt) - now()

  async function renew(
    cachedAs: string,
    token: CliToken,
    place: SsoPlace,
  ): Promise<Outcome<string>> {
    const still = (): Outcome<string> | null =>
      msLeft(token) > 0 ? succeed(token.accessToken) : null
    const { clientId, clientSecret, refreshToken } = token
    if (!clientId || !clientSecret || !refreshToken) return still() ?? fail(signInAgain())
    const registration = { clientId, clientSecret, endsAt: Number.POSITIVE_INFINITY }
    const answer = await openOidc(place, now).token(registration, { kind: 'refresh', refreshToken })
    if (answer.ok) {
      const { accessToken, endsAt, refreshToken: next } = answer.value
      const renewed = {
        ...token,
        accessToken,
        expiresAt: new Date(endsAt).toISOString(),
        ...(next === null ? {} : { refreshToken: next }),
      }
      await saveFile(fileOf(cachedAs), `${JSON.stringify(renewed, null, 2)}\n`).then(
        () => unwritten.delete(cachedAs),
        () => unwritten.set(cachedAs, renewed),
      )
      return succeed(accessToken)
    }
    // The CLI may have renewed it at the same time, and so used the refresh token up.
    const other = await kept(cachedAs)
    if (other && other.accessToken !== token.accessToken && msLeft(other) > 0) {
      return succeed(other.accessToken)
    }
    return still() ?? fail(answer.word === null ? answer.error : signInAgain())
  }

  return {
    /**
     * The access token that is filed under this name, renewed where it can be and has to be.
     * Errors: `sign-in-needed`, those of the way to AWS.
     */
    async accessToken(
      cachedAs: string,
      renewable: boolean,
      place: SsoPlace,
    ): Promise<Outcome<string>> {
      const token = await kept(cachedAs)
      if (!token) return fail(signInAgain())
      if (msLeft(token) > renewBeforeMs) return succeed(token.accessToken)
      if (!renewable) return msLeft(token) > 0 ? succeed(token.accessToken) : fail(signInAgain())
      const underWay = renewals.get(cachedAs)
      if (underWay) return underWay
      const renewal = renew(cachedAs, token, place).finally(() => renewals.delete(cachedAs))
      renewals.set(cachedAs, renewal)
      return renewal
    },

    /** Whether it can be renewed without the person. */
    async isRenewable(cachedAs: string): Promise<boolean> {
      const token = await kept(cachedAs)
      return Boolean(token?.clientId && token.clientSecret && token.refreshToken)
    },
  }
}

function signInAgain(): Failure {
  return failureOf('sign-in-needed', {
    message: 'The sign-in of the AWS CLI has ended, or there is none.',
  })
}
