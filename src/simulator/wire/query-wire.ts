import { AwsError } from '../aws-error.ts'
import type { HttpAnswer } from '../http-message.ts'
import type { Wire } from '../service.ts'
import { queryDisbelief } from './disbelief.ts'
import { element, escapeXml, xml } from './xml.ts'
import type { XmlValue } from './xml.ts'

/**
 * The AWS Query protocol: XML answers in `<OperationResponse>`. An undefined result has no `<OperationResult>`.
 * `namespace` is the service's XML namespace.
 */
export function createQueryWire(namespace: string): Wire {
  return {
    success: (operation, result, requestId) => {
      const content =
        result === undefined ? '' : element(`${operation}Result`, xml(result as XmlValue))
      const metadata = element('ResponseMetadata', element('RequestId', requestId))
      return answer(
        200,
        requestId,
        `<${operation}Response xmlns="${namespace}">${content}${metadata}</${operation}Response>`,
      )
    },
    failure: (error, requestId) => {
      const fault =
        element('Type', error.status < 500 ? 'Sender' : 'Receiver') +
        element('Code', escapeXml(error.code)) +
        element('Message', escapeXml(error.message))
      return answer(
        error.status,
        requestId,
        `<ErrorResponse xmlns="${namespace}">${element('Error', fault)}${element('RequestId', requestId)}</ErrorResponse>`,
      )
    },
    disbelief: queryDisbelief,
    throttled: () => new AwsError(400, 'Throttling', 'Rate exceeded'),
    garbage: () =>
      answer(
        200,
        'garbage',
        '<html><head><title>Sign in to the network</title></head><body><p>Access denied by policy<br></body>',
      ),
  }
}

function answer(status: number, requestId: string, body: string): HttpAnswer {
  return { status, headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId }, body }
}
