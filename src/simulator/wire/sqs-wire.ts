import { AwsError } from '../aws-error.ts'
import type { Wire } from '../service.ts'
import { jsonDisbelief } from './disbelief.ts'
import { createQueryWire } from './query-wire.ts'

/**
 * SQS' AwsJson 1.0: errors carry `__type` with a namespace, and the header `x-amzn-query-error` names the code of the
 * older Query protocol, which the operations throw (fact sheet, section 2.5).
 */
export const sqsJsonWire: Wire = {
  success: (_operation, result, requestId) => ({
    status: 200,
    headers: headers(requestId),
    body: JSON.stringify(result ?? {}),
  }),
  failure: (error, requestId) => ({
    status: error.status < 500 ? 400 : error.status,
    headers: {
      ...headers(requestId),
      'x-amzn-query-error': `${error.code};${error.status < 500 ? 'Sender' : 'Receiver'}`,
    },
    body: JSON.stringify({ __type: typeOf(error.code), message: error.message }),
  }),
  disbelief: jsonDisbelief,
  throttled: () => new AwsError(403, 'RequestThrottled', 'Request is throttled.'),
  garbage: () => ({ status: 200, headers: headers('garbage'), body: '{"QueueUrls":["http' }),
}

/** SQS' older Query protocol, XML without `member` elements: the operations' XML is made in `sqs-query.ts`. */
export const sqsQueryWire: Wire = {
  ...createQueryWire('http://queue.amazonaws.com/doc/2012-11-05/'),
  throttled: sqsJsonWire.throttled,
}

const JSON_TYPES: Readonly<Record<string, string>> = {
  'AWS.SimpleQueueService.NonExistentQueue': 'com.amazonaws.sqs#QueueDoesNotExist',
  AccessDenied: 'com.amazon.coral.service#AccessDeniedException',
  UnrecognizedClientException: 'com.amazon.coral.service#UnrecognizedClientException',
  InvalidAction: 'com.amazon.coral.service#UnknownOperationException',
}

const typeOf = (code: string): string => JSON_TYPES[code] ?? `com.amazonaws.sqs#${code}`

function headers(requestId: string): Record<string, string> {
  return { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-requestid': requestId }
}
