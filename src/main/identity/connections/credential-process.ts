import { exec } from 'node:child_process'
import { z } from 'zod'
import { failureOf } from '../../../shared/domain/failure-catalogue.ts'
import { CredentialsRefused } from '../../aws/operator-credentials.ts'
import type { SigningCredentials } from '../../aws/signing.ts'
import type { Environment } from './environment.ts'
import { jsonOf } from './json-value.ts'

/** What the program has to print (AWS SDKs and Tools Reference Guide, process credential provider). */
const Printed = z.object({
  Version: z.literal(1),
  AccessKeyId: z.string().min(1),
  SecretAccessKey: z.string().min(1),
  SessionToken: z.string().min(1).optional(),
  Expiration: z.iso.datetime({ offset: true }).optional(),
})

/** A program may ask a person for a code. */
const longestMs = 120_000
const mostPrinted = 1_000_000

/**
 * The credentials that the `credential_process` of a profile prints. The SDK's own provider waits forever, and puts the command line with what the
 * program complained about into its error.
 *
 * SECURITY: neither the command nor anything that the program printed is in a message: both may hold secrets.
 *
 * Errors: rejects with `CredentialsRefused`, `credential-process-failed`.
 */
export async function processCredentials(
  profile: string,
  command: string,
  environment: Environment,
  now: number,
): Promise<SigningCredentials> {
  const refused = (how: string) =>
    new CredentialsRefused(
      failureOf('credential-process-failed', {
        message: `The program that the profile ${profile} names for credentials ${how}.`,
      }),
    )
  const printed = await new Promise<string>((resolve, reject) => {
    const options = {
      env: { ...environment },
      timeout: longestMs,
      maxBuffer: mostPrinted,
      windowsHide: true,
    }
    exec(command, options, (error, stdout) => {
      if (!error) resolve(stdout)
      else if (error.killed) reject(refused('did not end in time, or printed too much'))
      else reject(refused(`ended with ${error.signal ?? `exit code ${error.code}`}`))
    }).stdin?.end()
  })
  const read = Printed.safeParse(jsonOf(printed))
  if (!read.success) throw refused('printed no credentials of version 1')
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = read.data
  const expiration = Expiration === undefined ? null : new Date(Expiration)
  if (expiration !== null && expiration.getTime() <= now) {
    throw refused('printed credentials that have expired')
  }
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    ...(SessionToken === undefined ? {} : { sessionToken: SessionToken }),
    ...(expiration === null ? {} : { expiration }),
  }
}
