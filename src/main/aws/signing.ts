import type { IAMClientConfig } from '@aws-sdk/client-iam'
import { SignatureV4 } from '@smithy/signature-v4'
import type { Trace } from '../egress/transport.ts'
import type { ClockOffset } from './clock-offset.ts'
import { Sha256 } from './sha256.ts'

/** Credentials to sign with. The object is the identity: a signer is kept for as long as the object lives. */
export type SigningCredentials = {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string | undefined
  readonly expiration?: Date | undefined
  /** Of a role that was assumed with a session: when that one ends, after which nobody assumes it anew; null where it does not say. */
  readonly renewableUntil?: Date | null
}

type AuthScheme = NonNullable<IAMClientConfig['httpAuthSchemes']>[number]
type Binding = { readonly credentials: SigningCredentials; readonly trace: Trace }

/**
 * Signs each command with the credentials bound to that very command object.
 *
 * One client per service serves the operator and every root session: a client per session costs twice the CPU, and an
 * ambient store (AsyncLocalStorage, a swapped provider) could hand one account's session to another's call.
 * SECURITY: a command that nobody bound is not signed; there is no default identity to fall back to.
 */
export type Signing = {
  /** Binds a command to credentials for one sending; returns the command. */
  bind<C extends object>(command: C, binding: Binding): C
  /** For the client setting `httpAuthSchemes`. `escapePath` is false for S3 only. */
  schemes(service: string, options?: { escapePath?: boolean }): AuthScheme[]
}

export function createSigning(time: ClockOffset): Signing {
  const bindings = new WeakMap<object, Binding>()
  return {
    bind(command, binding) {
      bindings.set(command, binding)
      return command
    },
    schemes(service, { escapePath = true } = {}) {
      const signers = new WeakMap<SigningCredentials, SignatureV4>()
      const signerFor = (credentials: SigningCredentials): SignatureV4 => {
        const known = signers.get(credentials)
        if (known) return known
        const { accessKeyId, secretAccessKey, sessionToken = '' } = credentials
        const identity = { accessKeyId, secretAccessKey, sessionToken }
        const signer = new SignatureV4({
          credentials: () => Promise.resolve(identity),
          region: 'unset',
          service,
          sha256: Sha256,
          uriEscapePath: escapePath,
        })
        signers.set(credentials, signer)
        return signer
      }
      return [
        {
          schemeId: 'aws.auth#sigv4',
          identityProvider: () => () => Promise.resolve({}),
          signer: {
            async sign(request, _identity, properties) {
              const binding = bindings.get(commandOf(properties))
              if (!binding) throw new Error('a command was sent without credentials bound to it')
              const region = textOf(properties['signingRegion']) ?? textOf(properties['region'])
              if (region === undefined) {
                throw new Error('the endpoint rules gave no Region to sign for')
              }
              binding.trace.region = region
              return signerFor(binding.credentials).sign(request, {
                signingDate: new Date(time.now()),
                signingRegion: region,
                signingService: textOf(properties['signingName']) ?? service,
              })
            },
          },
        },
      ]
    },
  }
}

/** The command that a request was made from: the SDK carries it in the handler context. */
function commandOf(properties: Record<string, unknown>): object {
  const context = fieldOf(properties['context'], '__smithy_context')
  const command = fieldOf(context, 'commandInstance')
  if (typeof command !== 'object' || command === null) {
    throw new Error('the SDK did not say which command it signs')
  }
  return command
}

function fieldOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
