import { homedir } from 'node:os'
import { join } from 'node:path'
import type { SigningCredentials } from '../../aws/signing.ts'

/** The part of the process environment that names credentials, Regions, endpoints and files. */
export type Environment = { readonly [name: string]: string | undefined }

/** The access key of the environment; null where it holds none. */
export function keysOf(environment: Environment): SigningCredentials | null {
  const accessKeyId = environment['AWS_ACCESS_KEY_ID']
  const secretAccessKey = environment['AWS_SECRET_ACCESS_KEY']
  if (!accessKeyId || !secretAccessKey) return null
  const sessionToken = environment['AWS_SESSION_TOKEN']
  const expiration = new Date(environment['AWS_CREDENTIAL_EXPIRATION'] ?? '')
  return {
    accessKeyId,
    secretAccessKey,
    ...(sessionToken ? { sessionToken } : {}),
    ...(Number.isNaN(expiration.getTime()) ? {} : { expiration }),
  }
}

/** The profile that the environment chooses; null where it chooses none. */
export function profileChosenBy(environment: Environment): string | null {
  return environment['AWS_PROFILE'] || null
}

/** The Region that the environment names; null where it names none. */
export function regionOf(environment: Environment): string | null {
  return environment['AWS_REGION'] || environment['AWS_DEFAULT_REGION'] || null
}

/** Where the config files of the AWS tools lie, as those tools look for them. */
export function configPathsOf(environment: Environment): {
  readonly config: string
  readonly credentials: string
} {
  const home = environment['HOME'] || environment['USERPROFILE'] || homedir()
  const pathOf = (variable: string, file: string): string => {
    const named = environment[variable]
    if (!named) return join(home, '.aws', file)
    return named.startsWith('~/') ? join(home, named.slice(2)) : named
  }
  return {
    config: pathOf('AWS_CONFIG_FILE', 'config'),
    credentials: pathOf('AWS_SHARED_CREDENTIALS_FILE', 'credentials'),
  }
}
