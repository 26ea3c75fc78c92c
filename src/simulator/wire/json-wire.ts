import { AwsError } from '../aws-error.ts'
import type { Wire } from '../service.ts'
import { jsonDisbelief } from './disbelief.ts'

/** AwsJson 1.1 as Organizations speaks it: errors carry `__type` and `Message` (fact sheet, section 3). */
export const organizationsWire: Wire = {
  success: (_operation, result, requestId) => ({
    status: 200,
    headers: headers(requestId),
    body: JSON.stringify(result ?? {}),
  }),
  failure: (error, requestId) => ({
    status: error.status,
    headers: headers(requestId),
    body: JSON.stringify({ __type: error.code, Message: error.message, ...error.members }),
  }),
  disbelief: jsonDisbelief,
  throttled: () => new AwsError(400, 'TooManyRequestsException', 'Rate exceeded'),
  garbage: () => ({ status: 200, headers: headers('garbage'), body: '{"Accounts":[{"Id":"1234' }),
}

function headers(requestId: string): Record<string, string> {
  return { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': requestId }
}
