import { hash } from 'node:crypto'
import { headerOf } from '../http-message.ts'
import type { HttpRequest } from '../http-message.ts'
import type { AuthenticationFailure, Service } from '../service.ts'
import type { Caller } from './caller.ts'
import type { Keyring } from './keyring.ts'
import { basicTime, expectedSignature, signingTime } from './signature.ts'
import type { SignatureHeader } from './signature.ts'

export type Authentication =
  | { readonly ok: true; readonly caller: Caller }
  | { readonly ok: false; readonly failure: AuthenticationFailure; readonly detail: string }

export interface AuthenticationInput {
  readonly request: HttpRequest
  readonly header: SignatureHeader
  readonly service: Service
  readonly keyring: Keyring
  /** Simulated milliseconds: credentials expire by it. */
  readonly now: number
  /** Milliseconds of the server's own clock: signatures are dated by it. */
  readonly signingNow: number
}

/** Finds out who signed, in AWS' order: time, key, session token, signature, expiry. */
export function authenticate({
  request,
  header,
  service,
  keyring,
  now,
  signingNow,
}: AuthenticationInput): Authentication {
  const time = signingTime(request)
  if (time === null || !header.signedHeaders.includes('host')) {
    return refusal(
      'incomplete',
      "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header, and a signed 'host'.",
    )
  }
  if (Math.abs(time - signingNow) > service.skewMinutes * 60_000) {
    return refusal('skewed', skewDetail(time, signingNow, service.skewMinutes))
  }
  const caller = keyring.find(header.accessKeyId)
  if (caller === undefined) return refusal('unknown-key', '')
  if ((headerOf(request, 'x-amz-security-token') ?? null) !== caller.sessionToken) {
    return refusal('wrong-token', '')
  }

  const declared = service.declaresPayload ? headerOf(request, 'x-amz-content-sha256') : undefined
  const actual = hash('sha256', request.body, 'hex')
  const payloadHash = declared ?? actual
  const expected = expectedSignature({
    request,
    header,
    secretAccessKey: caller.secretAccessKey,
    time,
    payloadHash,
    doubleEncodedPath: service.doubleEncodedPath,
  })
  if (header.signature !== expected || !basicTime(time).startsWith(header.date)) {
    return refusal('wrong-signature', '')
  }
  const literal = payloadHash === 'UNSIGNED-PAYLOAD' || payloadHash.startsWith('STREAMING-')
  if (!literal && payloadHash !== actual) return refusal('wrong-body-hash', '')
  if (caller.expiresAt !== null && now >= caller.expiresAt) return refusal('expired', '')
  return { ok: true, caller }
}

function refusal(failure: AuthenticationFailure, detail: string): Authentication {
  return { ok: false, failure, detail }
}

function skewDetail(time: number, now: number, minutes: number): string {
  const early = time < now
  const limit = basicTime(now + (early ? -1 : 1) * minutes * 60_000)
  return early
    ? `Signature expired: ${basicTime(time)} is now earlier than ${limit} (${basicTime(now)} - ${minutes} min.)`
    : `Signature not yet current: ${basicTime(time)} is still later than ${limit} (${basicTime(now)} + ${minutes} min.)`
}
