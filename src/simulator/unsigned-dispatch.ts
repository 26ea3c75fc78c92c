import { randomUUID } from 'node:crypto'
import type { AwsError } from './aws-error.ts'
import { identityCenterEvent } from './cloudtrail/identity-center-event.ts'
import type { HttpAnswer, HttpRequest } from './http-message.ts'
import type { DirectoryUser } from './identity-center/directory.ts'
import { RESET, interfere, knownError, spoiled, whole } from './interference.ts'
import { addressOf } from './request-address.ts'
import type { UnsignedCall, UnsignedInvocation, UnsignedService } from './service.ts'
import { unsignedServices } from './services/unsigned-registry.ts'
import type { Delivery } from './transport.ts'
import type { World } from './world.ts'

/** The service that a request without a signature is for, by method and path; undefined when it is none of these. */
export function unsignedServiceOf(request: HttpRequest): UnsignedService | undefined {
  if (request.headers.authorization !== undefined) return undefined
  return unsignedServices.find((service) => service.recognizes(request))
}

/** Answers a request that carries a client secret or a bearer token: faults, limits and log as for signed ones. */
export async function answerUnsignedRequest(
  world: World,
  service: UnsignedService,
  request: HttpRequest,
): Promise<Delivery> {
  const visit: Visit = { requestId: randomUUID(), service, request, user: null }
  try {
    const invocation = service.open(request)
    visit.invocation = invocation
    const { operation, targetAccountId: accountId } = invocation
    const target = { service: service.code, operation, accountId }
    const interference = await interfere(world, service.wire, target, PAYER)
    if (interference.kind === 'reset') {
      log(world, visit, 'ConnectionReset')
      return RESET
    }
    if (interference.kind === 'refusal') throw interference.error
    return spoiled(interference.effect, service.wire, done(world, visit, invocation))
  } catch (error) {
    return whole(refused(world, visit, error))
  }
}

/** Nobody's account pays for these calls: one bucket for all. */
const PAYER = 'identity-center'

/** What is known about a request when it is logged. */
interface Visit {
  readonly requestId: string
  readonly service: UnsignedService
  readonly request: HttpRequest
  invocation?: UnsignedInvocation
  user: DirectoryUser | null
}

function done(world: World, visit: Visit, invocation: UnsignedInvocation): HttpAnswer {
  const call: UnsignedCall = {
    world,
    ...addressOf(world, visit.request),
    now: world.clock.now(),
    identify: (user) => {
      visit.user = user
    },
  }
  try {
    const result = invocation.perform(call)
    log(world, visit, null)
    record(world, visit, result, null)
    return visit.service.wire.success(invocation.operation, result, visit.requestId)
  } catch (error) {
    return refused(world, visit, error)
  }
}

function refused(world: World, visit: Visit, error: unknown): HttpAnswer {
  const known = knownError(error)
  log(world, visit, known.code)
  record(world, visit, undefined, known)
  return visit.service.wire.failure(known, visit.requestId)
}

function log(
  world: World,
  { requestId, service, invocation, user }: Visit,
  errorCode: string | null,
): void {
  world.requests.add({
    at: world.clock.now(),
    requestId,
    service: service.code,
    operation: invocation?.operation ?? 'Unknown',
    callerArn: user === null ? null : `arn:aws:identitystore:::user/${user.id}`,
    accessKeyId: null,
    targetAccountId: invocation?.targetAccountId ?? null,
    errorCode,
  })
}

/** CloudTrail records what it can attribute: a person who is known. */
function record(
  world: World,
  { requestId, request, invocation, user }: Visit,
  result: unknown,
  error: AwsError | null,
): void {
  if (user === null || invocation === undefined) return
  const { identityCenter, organization } = world
  world.trail.add(
    identityCenterEvent({
      at: world.clock.now(),
      requestId,
      operation: invocation.operation,
      region: identityCenter.region,
      accountId: organization.managementAccountId,
      identityStoreId: identityCenter.identityStoreId,
      user,
      sourceAddress: request.remoteAddress,
      userAgent: request.headers['user-agent'] ?? '',
      requestParameters: invocation.requestParameters(),
      result,
      error,
    }),
  )
}
