import {
  CreateTokenCommand,
  RegisterClientCommand,
  StartDeviceAuthorizationCommand,
  type CreateTokenCommandInput,
} from '@aws-sdk/client-sso-oidc'
import type { Failure } from '../../../shared/domain/failure.ts'
import type { DeviceVerification, SignInMeans } from '../../../shared/domain/sign-in.ts'
import { required, requiredText } from '../../aws/answers.ts'
import type { Registration, SignInToken } from './kept-sign-in.ts'
import { registeredRedirect, signInScopes } from './pkce.ts'
import { authorizeUrl, openOidcClient, type SsoPlace } from './sso-clients.ts'
import { oauthWordOf, oidcFailure, type OidcOperation } from './sso-failures.ts'
import { typedCode, webPage } from './web-page.ts'

/** An answer of the sign-in service; `word` is OAuth's for what it refused with, null where it gave none. */
export type OidcAnswer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: Failure; readonly word: string | null }

/** A device that waits for a person. Times in seconds. */
export type DeviceStart = {
  readonly deviceCode: string
  readonly verification: DeviceVerification
  readonly expiresIn: number
  readonly interval: number
}

/** What is traded for a token. */
export type Grant =
  | {
      readonly kind: 'code'
      readonly code: string
      readonly redirectUri: string
      readonly verifier: string
    }
  | { readonly kind: 'device'; readonly deviceCode: string }
  | { readonly kind: 'refresh'; readonly refreshToken: string }

const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code'

/** Seconds between two questions where the answer names none (RFC 8628). */
const usualInterval = 5

/** IAM Identity Center's sign-in service (fact sheet 4.2). Each function sends once and never rejects. */
export type Oidc = ReturnType<typeof openOidc>

export function openOidc(place: SsoPlace, clock: () => number, signal?: AbortSignal) {
  const { way } = place
  const client = openOidcClient(place)
  const ending = signal === undefined ? {} : { abortSignal: signal }

  async function ask<O, T>(
    operation: OidcOperation,
    sending: Promise<O>,
    read: (output: O) => T,
  ): Promise<OidcAnswer<T>> {
    try {
      return { ok: true, value: read(await sending) }
    } catch (error) {
      return { ok: false, error: oidcFailure(error, operation, way), word: oauthWordOf(error) }
    }
  }

  return {
    /** The page of the browser sign-in, without its question. */
    authorizeUrl: () => authorizeUrl(place, client),

    /** Makes this workstation known, for one means; as the AWS CLI does (fact sheet 4.3). */
    register: (means: SignInMeans): Promise<OidcAnswer<Registration>> =>
      ask(
        'RegisterClient',
        client.send(
          new RegisterClientCommand({
            clientName: 'Rootkeep',
            clientType: 'public',
            scopes: [...signInScopes],
            ...(means === 'browser'
              ? {
                  grantTypes: ['authorization_code', 'refresh_token'],
                  redirectUris: [registeredRedirect],
                  issuerUrl: way.startUrl,
                }
              : { grantTypes: [deviceGrant, 'refresh_token'] }),
          }),
          ending,
        ),
        (output) => ({
          clientId: requiredText(output.clientId, 'client ID'),
          clientSecret: requiredText(output.clientSecret, 'client secret'),
          endsAt: required(output.clientSecretExpiresAt, 'end of the registration') * 1000,
        }),
      ),

    startDevice: ({ clientId, clientSecret }: Registration): Promise<OidcAnswer<DeviceStart>> =>
      ask(
        'StartDeviceAuthorization',
        client.send(
          new StartDeviceAuthorizationCommand({ clientId, clientSecret, startUrl: way.startUrl }),
          ending,
        ),
        (output) => ({
          deviceCode: requiredText(output.deviceCode, 'device code'),
          verification: {
            userCode: typedCode(output.userCode, 'user code'),
            url: webPage(output.verificationUri, 'verification page'),
            urlWithCode: webPage(
              output.verificationUriComplete ?? output.verificationUri,
              'verification page',
            ),
          },
          expiresIn: required(output.expiresIn, 'time limit'),
          interval: output.interval ?? usualInterval,
        }),
      ),

    token: (registration: Registration, grant: Grant): Promise<OidcAnswer<SignInToken>> => {
      const { clientId, clientSecret } = registration
      const askedAt = clock()
      return ask(
        'CreateToken',
        client.send(new CreateTokenCommand({ clientId, clientSecret, ...traded(grant) }), ending),
        (output) => ({
          accessToken: requiredText(output.accessToken, 'access token'),
          // From the sending on: counted so, it never ends later than AWS says, whatever this computer's clock shows.
          endsAt: askedAt + required(output.expiresIn, 'end of the access token') * 1000,
          refreshToken:
            output.refreshToken ?? (grant.kind === 'refresh' ? grant.refreshToken : null),
          registration,
        }),
      )
    },
  }
}

function traded(grant: Grant): Pick<
  CreateTokenCommandInput,
  'code' | 'redirectUri' | 'codeVerifier' | 'deviceCode' | 'refreshToken'
> & {
  grantType: string
} {
  switch (grant.kind) {
    case 'code':
      return {
        grantType: 'authorization_code',
        code: grant.code,
        redirectUri: grant.redirectUri,
        codeVerifier: grant.verifier,
      }
    case 'device':
      return { grantType: deviceGrant, deviceCode: grant.deviceCode }
    case 'refresh':
      return { grantType: 'refresh_token', refreshToken: grant.refreshToken }
  }
}
