import { createHmac, hash } from 'node:crypto'
import { headerOf } from '../http-message.ts'
import type { HttpRequest } from '../http-message.ts'

/** The parts of an `Authorization: AWS4-HMAC-SHA256 …` header. */
export interface SignatureHeader {
  readonly accessKeyId: string
  /** `20261122` */
  readonly date: string
  readonly region: string
  readonly service: string
  readonly signedHeaders: readonly string[]
  readonly signature: string
}

const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 +Credential=([^/,\s]+)\/(\d{8})\/([^/,\s]*)\/([^/,\s]+)\/aws4_request *, *SignedHeaders=([^,\s]+) *, *Signature=([0-9a-f]{64})$/

/** Reads the header; null when it is not a complete Signature Version 4 header. */
export function readSignatureHeader(authorization: string): SignatureHeader | null {
  const match = AUTHORIZATION.exec(authorization.trim())
  if (match === null) return null
  const [
    ,
    accessKeyId = '',
    date = '',
    region = '',
    service = '',
    signedHeaders = '',
    signature = '',
  ] = match
  return { accessKeyId, date, region, service, signedHeaders: signedHeaders.split(';'), signature }
}

/** When the request says it was signed, in milliseconds; null when it does not say, or says it badly. */
export function signingTime(request: HttpRequest): number | null {
  const basic = headerOf(request, 'x-amz-date')
  if (basic === undefined) {
    const time = Date.parse(headerOf(request, 'date') ?? '')
    return Number.isNaN(time) ? null : time
  }
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(basic)
  if (match === null) return null
  const [, year, month, day, hour, minute, second] = match
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
}

/** `20261122T152357Z` */
export const basicTime = (time: number): string =>
  `${new Date(time).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`

export interface SignatureInput {
  readonly request: HttpRequest
  readonly header: SignatureHeader
  readonly secretAccessKey: string
  /** {@link signingTime} of the request. */
  readonly time: number
  /** SHA-256 of the body in hexadecimal, or a literal such as `UNSIGNED-PAYLOAD`. */
  readonly payloadHash: string
  readonly doubleEncodedPath: boolean
}

/** The signature that the request should carry, in hexadecimal (Signature Version 4, header form). */
export function expectedSignature(input: SignatureInput): string {
  const { header, time } = input
  const scope = `${header.date}/${header.region}/${header.service}/aws4_request`
  const toSign = `AWS4-HMAC-SHA256\n${basicTime(time)}\n${scope}\n${hash('sha256', canonicalRequest(input), 'hex')}`
  return createHmac('sha256', signingKey(input.secretAccessKey, header))
    .update(toSign)
    .digest('hex')
}

function canonicalRequest({
  request,
  header,
  payloadHash,
  doubleEncodedPath,
}: SignatureInput): string {
  const headers = header.signedHeaders
    .map((name) => `${name}:${canonicalValue(headerOf(request, name) ?? '')}\n`)
    .join('')
  const path = doubleEncodedPath ? request.path.split('/').map(encode).join('/') : request.path
  return `${request.method}\n${path}\n${canonicalQuery(request.query)}\n${headers}\n${header.signedHeaders.join(';')}\n${payloadHash}`
}

const canonicalValue = (value: string): string => value.trim().replaceAll(/ {2,}/g, ' ')

/** Names and values encoded once, sorted by name and then by value. */
function canonicalQuery(query: string): string {
  if (query === '') return ''
  return query
    .split('&')
    .map((pair) => {
      const at = pair.indexOf('=')
      const name = at < 0 ? pair : pair.slice(0, at)
      const value = at < 0 ? '' : pair.slice(at + 1)
      return [encode(decode(name)), encode(decode(value))] as const
    })
    .toSorted(([nameA, valueA], [nameB, valueB]) => order(nameA, nameB) || order(valueA, valueB))
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text
  }
}

/** RFC 3986: everything but unreserved characters. */
function encode(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

const KEY_LIMIT = 1000
const signingKeys = new Map<string, Buffer>()

/** The derived key; the last thousand are kept, as deriving one costs four times what checking a signature costs. */
function signingKey(secret: string, { date, region, service }: SignatureHeader): Buffer {
  const name = `${secret} ${date} ${region} ${service}`
  const known = signingKeys.get(name)
  if (known !== undefined) return known
  const keyed = (key: Buffer | string, text: string): Buffer =>
    createHmac('sha256', key).update(text).digest()
  const derived = keyed(keyed(keyed(keyed(`AWS4${secret}`, date), region), service), 'aws4_request')
  if (signingKeys.size >= KEY_LIMIT) {
    const [oldest] = signingKeys.keys()
    if (oldest !== undefined) signingKeys.delete(oldest)
  }
  signingKeys.set(name, derived)
  return derived
}
