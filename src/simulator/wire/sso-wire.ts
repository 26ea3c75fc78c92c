import { AwsError } from '../aws-error.ts'
import type { AnswerWire } from '../service.ts'

/**
 * SSO OIDC: the header `x-amzn-errortype` names the exception, `error` says it in OAuth's words, `error_description` explains
 * it; there is no `message` (fact sheet, section 4.2).
 */
export const oidcWire: AnswerWire = {
  success: (_operation, result, requestId) => ({
    status: 200,
    headers: { ...headers(requestId), 'cache-control': 'no-store' },
    body: JSON.stringify(result ?? {}),
  }),
  failure: (error, requestId) => ({
    status: error.status,
    headers: { ...headers(requestId), 'x-amzn-errortype': error.code },
    body: JSON.stringify({
      error: oauthError(error.code),
      error_description: error.message,
      ...error.members,
    }),
  }),
  throttled: () => new AwsError(400, 'SlowDownException', 'Rate exceeded'),
  garbage: () => ({ status: 200, headers: headers('garbage'), body: '{"accessToken":' }),
}

/** SSO portal: the header names the exception, `message` explains it. */
export const portalWire: AnswerWire = {
  success: oidcWire.success,
  failure: (error, requestId) => ({
    status: error.status,
    headers: { ...headers(requestId), 'x-amzn-errortype': error.code },
    body: JSON.stringify({
      message: error.message,
      __type: `com.amazonaws.switchboard.portal#${error.code}`,
    }),
  }),
  throttled: () => new AwsError(429, 'TooManyRequestsException', 'Rate exceeded'),
  garbage: () => ({ status: 200, headers: headers('garbage'), body: '{"accountList":[{"acc' }),
}

/** `AuthorizationPendingException` → `authorization_pending`. */
function oauthError(code: string): string {
  if (code === 'InternalServerException' || code === 'InternalFailure') return 'server_error'
  return code
    .replace(/Exception$/, '')
    .replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => `_${letter}`)
    .toLowerCase()
}

function headers(requestId: string): Record<string, string> {
  return { 'content-type': 'application/json', 'x-amzn-requestid': requestId }
}
