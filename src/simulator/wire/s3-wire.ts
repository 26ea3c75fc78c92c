import { hash } from 'node:crypto'
import { AwsError } from '../aws-error.ts'
import type { HttpAnswer } from '../http-message.ts'
import type { Wire } from '../service.ts'
import { s3Disbelief } from './disbelief.ts'
import { element, escapeXml } from './xml.ts'

/** What an S3 operation answers: its body is ready, as each operation has its own form. */
export interface S3Result {
  readonly status: number
  readonly contentType?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body: string
}

/** S3's REST protocol: `<Error>` without a namespace, request IDs of its own. */
export const s3Wire: Wire = {
  success: (_operation, result, requestId) => {
    const { status, contentType, headers, body } = result as S3Result
    return {
      status,
      headers: {
        ...s3Headers(requestId),
        ...headers,
        ...(contentType === undefined ? {} : { 'content-type': contentType }),
      },
      body,
    }
  },
  failure: (error, requestId) => {
    const members = Object.entries(error.members).map(([name, value]) =>
      element(name, escapeXml(value)),
    )
    const fault =
      element('Code', escapeXml(error.code)) +
      element('Message', escapeXml(error.message)) +
      members.join('')
    const ids = element('RequestId', requestId) + element('HostId', hostId(requestId))
    return {
      status: error.status,
      headers: { ...s3Headers(requestId), ...error.headers, 'content-type': 'application/xml' },
      body: `<?xml version="1.0" encoding="UTF-8"?>\n${element('Error', fault + ids)}`,
    }
  },
  disbelief: s3Disbelief,
  throttled: () => new AwsError(503, 'SlowDown', 'Please reduce your request rate.'),
  garbage: (): HttpAnswer => ({
    status: 200,
    headers: { ...s3Headers('garbage'), 'content-type': 'text/html' },
    body: '<html><body><h1>It works!</h1><p>proxy',
  }),
}

const s3Headers = (requestId: string): Record<string, string> => ({
  'x-amz-request-id': requestId,
  'x-amz-id-2': hostId(requestId),
})

const hostId = (requestId: string): string => hash('sha256', requestId, 'base64')
