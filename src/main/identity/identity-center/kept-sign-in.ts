import { z } from 'zod'
import { failureOf } from '../../../shared/domain/failure-catalogue.ts'
import type { Failure } from '../../../shared/domain/failure.ts'
import { SignInMeans } from '../../../shared/domain/sign-in.ts'
import { fail, succeed, type Outcome } from '../../../shared/ipc/result.ts'
import type { IdentityCenterWay, Secrets } from '../identity-ports.ts'

/** This workstation as IAM Identity Center knows it. `endsAt` in milliseconds since the epoch. */
const Registration = z.strictObject({
  clientId: z.string().min(1),
  clientSecret: z.string().min(1),
  endsAt: z.number(),
})
export type Registration = z.infer<typeof Registration>

/** A sign-in. Only the registration that it came through can renew it. */
const SignInToken = z.strictObject({
  accessToken: z.string().min(1),
  /** When the access token ends, milliseconds since the epoch. */
  endsAt: z.number(),
  /** Null where it cannot be renewed. */
  refreshToken: z.string().min(1).nullable(),
  registration: Registration,
})
export type SignInToken = z.infer<typeof SignInToken>

/** What is kept for a connection: registrations outlive sign-ins, and each means has its own grants. */
const KeptSignIn = z.strictObject({
  startUrl: z.string(),
  region: z.string(),
  registrations: z.partialRecord(SignInMeans, Registration),
  token: SignInToken.nullable(),
})
export type KeptSignIn = Pick<z.infer<typeof KeptSignIn>, 'registrations' | 'token'>

type Whose = {
  readonly connectionId: string
  readonly way: Pick<IdentityCenterWay, 'startUrl' | 'region'>
}

/** The kept sign-ins of all connections. */
export type KeptSignIns = ReturnType<typeof keptSignIns>

/** SECURITY: sealed by `Secrets`; nothing of it is held here. */
export function keptSignIns(secrets: Secrets) {
  function stored(connectionId: string): z.infer<typeof KeptSignIn> | null {
    const text = secrets.get(connectionId, 'token')
    if (text === null) return null
    const parsed = KeptSignIn.safeParse(jsonOf(text))
    return parsed.success ? parsed.data : null
  }

  /** Empty where there is none, or where start URL or Region are others than those it came from. */
  function read({ connectionId, way }: Whose): KeptSignIn {
    const kept = stored(connectionId)
    const fits = kept?.startUrl === way.startUrl && kept.region === way.region
    return fits ? kept : { registrations: {}, token: null }
  }

  return {
    read,
    /** The token alone, whatever the connection says by now. */
    tokenOf: (connectionId: string): SignInToken | null => stored(connectionId)?.token ?? null,
    /** Errors: `locked`. */
    change(whose: Whose, change: Partial<KeptSignIn>): Outcome<null> {
      const { startUrl, region } = whose.way
      const kept: z.infer<typeof KeptSignIn> = { ...read(whose), ...change, startUrl, region }
      try {
        secrets.put(whose.connectionId, 'token', JSON.stringify(kept))
        return succeed(null)
      } catch {
        return fail(failureOf('locked'))
      }
    },
    /** Why there is no token: none was kept, or it cannot be opened now. */
    missing(connectionId: string): Failure {
      const shut = secrets.has(connectionId, 'token') && secrets.get(connectionId, 'token') === null
      if (!shut) return failureOf('sign-in-needed')
      const message =
        'The kept sign-in cannot be opened now: Rootkeep is locked, or the key store of this computer is.'
      return failureOf('locked', { message })
    },
    forget: (connectionId: string): void => secrets.forget(connectionId, 'token'),
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
