import { randomUUID } from 'node:crypto'
import { authenticate } from './authentication/authenticate.ts'
import type { Caller } from './authentication/caller.ts'
import { readSignatureHeader } from './authentication/signature.ts'
import type { AwsError } from './aws-error.ts'
import { callEvent } from './cloudtrail/call-event.ts'
import { headerOf } from './http-message.ts'
import type { HttpAnswer, HttpRequest } from './http-message.ts'
import { RESET, interfere, knownError, spoiled, whole } from './interference.ts'
import type { Invocation, Service, Wire } from './service.ts'
import { services } from './services/registry.ts'
import type { Delivery } from './transport.ts'
import { answerUnsignedRequest, unsignedServiceOf } from './unsigned-dispatch.ts'
import type { World } from './world.ts'

/**
 * Answers one AWS request: finds the service by the credential scope (by the path, where requests are not signed), believes or refuses the signature, injects faults,
 * counts against the limits, performs, logs, and records what CloudTrail would.
 */
export async function answerAwsRequest(world: World, request: HttpRequest): Promise<Delivery> {
  const unsigned = unsignedServiceOf(request)
  if (unsigned !== undefined) return answerUnsignedRequest(world, unsigned, request)
  const requestId = randomUUID()
  const header = readAuthorization(request)
  const service =
    header === null ? guessedService(request) : services.find(({ code }) => code === header.service)
  if (service === undefined) {
    const wire = guessedService(request).wireOf(request)
    const unknown = header?.service ?? 'unknown'
    const place: Place = { requestId, service: unknown, region: header?.region ?? '', request }
    return whole(refused(world, place, wire, wire.disbelief('wrong-service', '')))
  }
  const wire = service.wireOf(request)
  const place: Place = { requestId, service: service.code, region: header?.region ?? '', request }
  try {
    if (header === null) {
      const failure = request.headers.authorization === undefined ? 'missing' : 'incomplete'
      throw wire.disbelief(failure, '')
    }
    const authentication = authenticate({
      request,
      header,
      service,
      keyring: world.keyring,
      now: world.clock.now(),
      signingNow: world.clock.signingNow(),
    })
    if (!authentication.ok) throw wire.disbelief(authentication.failure, authentication.detail)
    place.caller = authentication.caller
    place.invocation = service.open(request)
    return await perform(world, {
      wire,
      caller: authentication.caller,
      invocation: place.invocation,
      place,
    })
  } catch (error) {
    return whole(refused(world, place, wire, error))
  }
}

/** What is known about a request when it is logged. */
interface Place {
  readonly requestId: string
  readonly service: string
  /** Region of the credential scope; empty without one. */
  readonly region: string
  readonly request: HttpRequest
  caller?: Caller
  invocation?: Invocation
}

interface Performance {
  readonly wire: Wire
  readonly caller: Caller
  readonly invocation: Invocation
  readonly place: Place
}

async function perform(world: World, performance: Performance): Promise<Delivery> {
  const { wire, caller, invocation, place } = performance
  const { operation } = invocation
  const accountId = invocation.targetAccountId ?? caller.accountId
  const target = { service: place.service, operation, accountId }
  const interference = await interfere(world, wire, target, caller.accountId)
  if (interference.kind === 'reset') {
    // AWS never saw it: in the log, and in nobody's trail.
    log(world, place, 'ConnectionReset')
    return RESET
  }
  if (interference.kind === 'refusal') throw interference.error
  return spoiled(interference.effect, wire, done(world, performance))
}

/** The answer of the operation itself, be it an error or not. */
function done(world: World, { wire, caller, invocation, place }: Performance): HttpAnswer {
  const { region, request } = place
  const host = headerOf(request, 'host') ?? ''
  try {
    const result = invocation.perform({ world, caller, region, host, now: world.clock.now() })
    log(world, place, null)
    record(world, place, result, null)
    return wire.success(invocation.operation, result, place.requestId)
  } catch (error) {
    return refused(world, place, wire, error)
  }
}

function refused(world: World, place: Place, wire: Wire, error: unknown): HttpAnswer {
  const known = knownError(error)
  log(world, place, known.code)
  record(world, place, undefined, known)
  return wire.failure(known, place.requestId)
}

function log(
  world: World,
  { requestId, service, caller, invocation }: Place,
  errorCode: string | null,
): void {
  world.requests.add({
    at: world.clock.now(),
    requestId,
    service,
    operation: invocation?.operation ?? 'Unknown',
    callerArn: caller?.arn ?? null,
    accessKeyId: caller?.accessKeyId ?? null,
    targetAccountId: invocation?.targetAccountId ?? caller?.accountId ?? null,
    errorCode,
  })
}

/** CloudTrail records what it can attribute: a caller that is known and an operation that exists. */
function record(
  world: World,
  { requestId, service, region, request, caller, invocation }: Place,
  result: unknown,
  error: AwsError | null,
): void {
  if (caller === undefined || invocation === undefined) return
  world.trail.add(
    callEvent({
      at: world.clock.now(),
      requestId,
      service,
      operation: invocation.operation,
      region,
      caller,
      sourceAddress: request.remoteAddress,
      userAgent: request.headers['user-agent'] ?? '',
      requestParameters: invocation.requestParameters(),
      result,
      targetAccountId: invocation.targetAccountId,
      error,
    }),
  )
}

function readAuthorization(request: HttpRequest) {
  const { authorization } = request.headers
  return authorization === undefined ? null : readSignatureHeader(authorization)
}

/** Which protocol to refuse an unsigned request in. The last service takes everything. */
function guessedService(request: HttpRequest): Service {
  const found = services.find((service) => service.recognizes(request))
  if (found === undefined) throw new Error('the last service recognizes every request')
  return found
}
