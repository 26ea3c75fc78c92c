import { createHash, createHmac } from 'node:crypto'
import { Agent, request as httpRequest } from 'node:http'
import type { OperatorKeys } from '../simulator.ts'

/**
 * A client that shares nothing with the server: its own Signature Version 4 (after the AWS documentation), its own HTTP.
 * Every part can be overridden, to sign wrongly on purpose.
 */
export interface RawRequest {
  readonly endpoint: string
  readonly keys: OperatorKeys
  readonly service: string
  readonly region?: string
  readonly method?: string
  /** Path and query as they go over the wire. */
  readonly target?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** When it is signed; default now. */
  readonly at?: Date
  /** Goes into `x-amz-content-sha256` and the signature in place of the body's hash. */
  readonly payloadHash?: string
  /** Sends no `x-amz-content-sha256` header, as many small clients do. */
  readonly withoutPayloadHeader?: boolean
  /** Changes the headers after they were signed. */
  readonly tamper?: (headers: Record<string, string>) => void
}

export interface RawAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
}

const agent = new Agent({ keepAlive: true })

/** Signs and sends. Rejects when the connection breaks before the answer is complete. */
export function sendSigned(input: RawRequest): Promise<RawAnswer> {
  const {
    endpoint,
    keys,
    service,
    region = 'us-east-1',
    method = 'POST',
    target = '/',
    body = '',
    at = new Date(),
  } = input
  const { host } = new URL(endpoint)
  const time = at
    .toISOString()
    .replace(/\.\d{3}/, '')
    .replaceAll(/[-:]/g, '')
  const payloadHash = input.payloadHash ?? sha256(body)
  const headers: Record<string, string> = {
    host,
    'x-amz-date': time,
    ...(input.withoutPayloadHeader === true ? {} : { 'x-amz-content-sha256': payloadHash }),
    ...(keys.sessionToken === undefined ? {} : { 'x-amz-security-token': keys.sessionToken }),
    ...input.headers,
  }
  const names = Object.keys(headers).toSorted(order)
  const [path = '/', query = ''] = target.split('?')
  const canonical = [
    method,
    service === 's3' ? path : path.split('/').map(rfc3986).join('/'),
    query
      .split('&')
      .filter((pair) => pair !== '')
      .map((pair) => (pair.includes('=') ? pair : `${pair}=`))
      .toSorted(order)
      .join('&'),
    ...names.map((name) => `${name}:${headers[name]}`),
    '',
    names.join(';'),
    payloadHash,
  ].join('\n')
  const scope = `${time.slice(0, 8)}/${region}/${service}/aws4_request`
  const key = [time.slice(0, 8), region, service, 'aws4_request'].reduce<Buffer | string>(
    (held, text) => hmac(held, text),
    `AWS4${keys.secretAccessKey}`,
  )
  const signature = hmac(key, `AWS4-HMAC-SHA256\n${time}\n${scope}\n${sha256(canonical)}`).toString(
    'hex',
  )
  headers['authorization'] =
    `AWS4-HMAC-SHA256 Credential=${keys.accessKeyId}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`
  input.tamper?.(headers)
  return send(endpoint, method, target, headers, body)
}

/** Sends without a signature. */
export function send(
  endpoint: string,
  method: string,
  target: string,
  headers: Readonly<Record<string, string>>,
  body: string,
): Promise<RawAnswer> {
  const { hostname, port } = new URL(endpoint)
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(
      {
        hostname,
        port,
        method,
        path: target,
        headers: { ...headers, 'content-length': Buffer.byteLength(body) },
        agent,
      },
      (answer) => {
        const chunks: Buffer[] = []
        answer.on('data', (chunk: Buffer) => chunks.push(chunk))
        answer.on('error', reject)
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            headers: answer.headers,
            body: Buffer.concat(chunks).toString('utf8'),
          }),
        )
      },
    )
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}

const order = (a: string, b: string): number => (a < b ? -1 : 1)

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

const hmac = (key: Buffer | string, text: string): Buffer =>
  createHmac('sha256', key).update(text).digest()

const rfc3986 = (text: string): string =>
  encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (found) => `%${found.charCodeAt(0).toString(16).toUpperCase()}`,
  )
