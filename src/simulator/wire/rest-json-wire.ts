import { AwsError } from '../aws-error.ts'
import type { Wire } from '../service.ts'
import { restJsonDisbelief } from './disbelief.ts'

/** REST with JSON as Account Management speaks it: the header `x-amzn-errortype` names the error, `message` explains it. */
export const accountWire: Wire = {
  success: (_operation, result, requestId) => ({
    status: 200,
    headers: headers(requestId),
    body: JSON.stringify(result ?? {}),
  }),
  failure: (error, requestId) => ({
    status: error.status,
    headers: { ...headers(requestId), 'x-amzn-errortype': error.code },
    body: JSON.stringify({ message: error.message, ...error.members }),
  }),
  disbelief: restJsonDisbelief,
  throttled: () => new AwsError(429, 'TooManyRequestsException', 'Rate exceeded'),
  garbage: () => ({ status: 200, headers: headers('garbage'), body: '{"PrimaryEmail":"aws-ro' }),
}

function headers(requestId: string): Record<string, string> {
  return { 'content-type': 'application/json', 'x-amzn-requestid': requestId }
}
