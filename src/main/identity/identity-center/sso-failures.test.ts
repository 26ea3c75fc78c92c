import { expect, test } from 'vitest'
import { oauthWordOf, oidcFailure, portalFailure } from './sso-failures.ts'

const way = { startUrl: 'https://d-1.awsapps.com/start', region: 'eu-west-1' }

/** An error as the SDK makes it of an answer (fact sheet 4.2). */
function answered(
  name: string,
  more: { status?: number; error?: string; reason?: string } = {},
): Error {
  const { status = 400, ...fields } = more
  return Object.assign(new Error('UnknownError'), {
    name,
    $fault: 'client',
    $metadata: { httpStatusCode: status, requestId: 'req-1' },
    error_description: 'the code the-secret-code is wrong',
    ...fields,
  })
}

test('each refusal of the sign-in service has its meaning, by the name or by OAuth’s word', () => {
  for (const [operation, error, code, word] of [
    ['CreateToken', answered('AccessDeniedException'), 'sign-in-denied', 'access_denied'],
    ['CreateToken', answered('ExpiredTokenException'), 'sign-in-late', 'expired_token'],
    ['CreateToken', answered('InvalidGrantException'), 'sign-in-refused', 'invalid_grant'],
    [
      'CreateToken',
      answered('InvalidClientException', { status: 401 }),
      'sign-in-refused',
      'invalid_client',
    ],
    ['CreateToken', answered('InvalidRequestException'), 'sign-in-refused', 'invalid_request'],
    ['CreateToken', answered('SlowDownException'), 'throttled', 'slow_down'],
    ['CreateToken', answered('Error', { error: 'slow_down' }), 'throttled', 'slow_down'],
    ['RegisterClient', answered('InvalidRequestException'), 'start-url-wrong', 'invalid_request'],
    [
      'StartDeviceAuthorization',
      answered('InvalidRequestException'),
      'start-url-wrong',
      'invalid_request',
    ],
    [
      'RegisterClient',
      answered('InvalidRedirectUriException'),
      'sign-in-refused',
      'invalid_redirect_uri',
    ],
    [
      'RegisterClient',
      answered('InternalServerException', { status: 500 }),
      'service-failure',
      'internal_server',
    ],
    ['RegisterClient', answered('OddException'), 'aws-other', 'odd'],
    ['RegisterClient', answered('UnknownError', { status: 503 }), 'service-failure', null],
  ] as const) {
    const failure = oidcFailure(error, operation, way)
    expect(failure.code, error.name).toBe(code)
    expect(oauthWordOf(error)).toBe(word)
    expect(JSON.stringify(failure)).not.toContain('the-secret-code')
  }
  const named = oidcFailure(answered('InvalidRequestException'), 'RegisterClient', way)
  expect(named).toMatchObject({
    message:
      'IAM Identity Center in eu-west-1 does not know the start URL https://d-1.awsapps.com/start.',
    awsCode: 'InvalidRequestException',
    requestId: 'req-1',
  })
})

test('a key that the Identity Center may not use is not taken for a person who denied', () => {
  const error = answered('AccessDeniedException', { reason: 'KMS_AccessDeniedException' })
  const failure = oidcFailure(error, 'CreateToken', way)
  expect(failure.code).toBe('sign-in-refused')
  expect(failure.message).toContain('KMS_AccessDeniedException')
})

test('what the portal answers is told apart; what never reached it is trouble of the network', () => {
  const asked = { accountId: '111122223333', roleName: 'RootAccess' }
  const of = (error: Error) => portalFailure(error, 'GetRoleCredentials', asked).code
  expect(of(answered('UnauthorizedException', { status: 401 }))).toBe('token-revoked')
  expect(of(answered('ForbiddenException', { status: 403 }))).toBe('role-not-assigned')
  expect(of(answered('ResourceNotFoundException', { status: 404 }))).toBe('role-not-assigned')
  expect(of(answered('TooManyRequestsException', { status: 429 }))).toBe('throttled')
  expect(of(answered('UnknownError', { status: 403 }))).toBe('malformed-answer')
  expect(of(Object.assign(new Error(), { code: 'ECONNRESET' }))).toBe('connection-lost')
})
