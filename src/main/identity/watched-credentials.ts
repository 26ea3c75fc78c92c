import { credentialsEnded, credentialsWithheld } from '../../shared/domain/credentials-ended.ts'
import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import type { Failure } from '../../shared/domain/failure.ts'
import { fail, succeed, type Outcome } from '../../shared/ipc/result.ts'
import { CredentialsRefused, endOf, type CredentialSource } from '../aws/operator-credentials.ts'
import type { SigningCredentials } from '../aws/signing.ts'
import type { SignIn } from './identity-ports.ts'

/** What is told of the operator's credentials. */
export type CredentialEvents = {
  /** Others than before were fetched; `expiresAt` is null where they do not end or do not say. */
  readonly came: (expiresAt: string | null) => void
  /** They have ended, and no others are to be had without a person. */
  readonly ended: (failure: Failure) => void
}

/**
 * The credentials of a connection on their way to the AWS access: the one place where it is seen that they ended. What signs in may be another after a
 * renewal; the access keeps its source.
 */
export function watchCredentials(signIn: SignIn, { came, ended }: CredentialEvents) {
  let from = signIn
  const sources = new Map<string | null, CredentialSource>()

  function watched(sessionName: string | null): CredentialSource {
    let standing = { from, source: from.credentials(sessionName) }
    let given: SigningCredentials | null = null
    return async (properties) => {
      if (standing.from !== from) standing = { from, source: from.credentials(sessionName) }
      try {
        const fetched = await standing.source(properties)
        // AWS refused those that were given, and there are no others.
        if (properties?.forceRefresh === true && isSame(fetched, given)) {
          ended(failureOf('credentials-expired'))
        } else if (sessionName === null && !isSame(fetched, given)) {
          came(endOf(fetched))
        }
        given = fetched
        return fetched
      } catch (error) {
        if (error instanceof CredentialsRefused && isOver(error.failure, sessionName)) {
          ended(error.failure)
        }
        throw error
      }
    }
  }

  return {
    /** The source of a session name; null for the standing one. */
    sourceFor(sessionName: string | null): CredentialSource {
      const source = sources.get(sessionName) ?? watched(sessionName)
      sources.set(sessionName, source)
      return source
    },

    /** Takes this sign-in from now on, and fetches anew, whatever is held. Errors: those of the sign-in. */
    async renew(signedIn: SignIn): Promise<Outcome<null>> {
      try {
        const fetched = await signedIn.credentials(null)({ forceRefresh: true })
        from = signedIn
        came(endOf(fetched))
        return succeed(null)
      } catch (error) {
        if (error instanceof CredentialsRefused) return fail(error.failure)
        throw error
      }
    },
  }
}

/** A role that is refused to one ticket alone may be there for the others. */
function isOver({ code }: Failure, sessionName: string | null): boolean {
  if (code === 'hop-refused') return sessionName === null
  return credentialsEnded.has(code) || credentialsWithheld.has(code)
}

function isSame(a: SigningCredentials, b: SigningCredentials | null): boolean {
  return a.accessKeyId === b?.accessKeyId && a.sessionToken === b.sessionToken
}
