import { iso } from '../clock.ts'
import type { HttpAnswer, HttpRequest } from '../http-message.ts'
import type { Account } from '../organization.ts'
import type { LoggedCall } from '../request-log.ts'
import type { World } from '../world.ts'
import { patchAccount } from './account-patch.ts'
import { readFaultRules, readLimits } from './fault-rules.ts'
import { identityCenterRoutes } from './identity-center-routes.ts'
import { addOperator, changeOperator } from './operator-request.ts'
import { recoverRoot } from './recovery.ts'
import { bodyOf, json } from './route.ts'
import type { ControlInput, Route } from './route.ts'
import { ShapeError, numberIn, objectOf } from './shape.ts'
import { accountDocument, stateDocument } from './state-document.ts'
import { patchSwitches } from './switch-patch.ts'
import { trailRecords, writeTrail } from './trail-request.ts'

/** Where the control interface lives. */
export const CONTROL_PREFIX = '/_sim/'

/** Answers a request under `/_sim/`: unsigned, for programs on this machine only. */
export async function answerControl(input: ControlInput): Promise<HttpAnswer> {
  const intruder = intrusion(input.request)
  if (intruder !== null) return json(403, { error: intruder })
  const { method, path } = input.request
  const [resource = '', id = '', ...rest] = path.slice(CONTROL_PREFIX.length).split('/')
  const general = [resource, ':id', ...rest].join('/')
  const route =
    routes[`${method} ${path.slice(CONTROL_PREFIX.length)}`] ?? routes[`${method} ${general}`]
  if (route === undefined) {
    return json(404, { error: `there is no ${method} ${path}; see src/simulator/README.md` })
  }
  try {
    return await route(input, id)
  } catch (error) {
    if (error instanceof ShapeError) return json(400, { error: error.message })
    throw error
  }
}

/** SECURITY: no browser and no other machine may read keys or change the world, not by a page, not by DNS rebinding. */
function intrusion(request: HttpRequest): string | null {
  if (!/^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/.test(request.remoteAddress)) {
    return 'the control interface answers this machine only'
  }
  const { origin, host, 'sec-fetch-site': fetchSite } = request.headers
  if (origin !== undefined || fetchSite !== undefined) {
    return 'the control interface does not answer web pages'
  }
  if (!/^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/.test(host ?? '')) {
    return 'the control interface answers only under a loopback name'
  }
  return null
}

const routes: Readonly<Record<string, Route>> = {
  ...identityCenterRoutes,
  'GET state': ({ world }) => json(200, stateDocument(world)),
  'GET requests': ({ world }) => json(200, world.requests.entries().map(callDocument)),
  'DELETE requests': ({ world }) => {
    world.requests.clear()
    return json(200, {})
  },
  'GET faults': ({ world }) => json(200, world.faults.current()),
  'PUT faults': ({ world, request }) => {
    world.faults.replace(readFaultRules(bodyOf(request)))
    return json(200, world.faults.current())
  },
  'GET limits': ({ world }) => json(200, world.throttles.current()),
  'PUT limits': ({ world, request }) => {
    world.throttles.override(readLimits(bodyOf(request)))
    return json(200, world.throttles.current())
  },
  'GET clock': ({ world }) => clockAnswer(world),
  'PUT clock': ({ world, request }) => {
    const change = objectOf(bodyOf(request), 'the clock', ['advanceSeconds', 'skewSeconds'])
    const advance = numberIn(change, 'advanceSeconds', 0, 3_200_000_000)
    const skew = numberIn(change, 'skewSeconds', -1_000_000_000, 1_000_000_000)
    if (advance !== undefined) world.clock.advance(advance)
    if (skew !== undefined) world.clock.setSkew(skew)
    return clockAnswer(world)
  },
  'GET switches': ({ world }) => json(200, world.switches),
  'PUT switches': ({ world, request }) => {
    patchSwitches(world, bodyOf(request))
    return json(200, world.switches)
  },
  'GET accounts/:id': ({ world }, id) =>
    withAccount(world, id, (account) => json(200, accountDocument(world.organization, account))),
  'PUT accounts/:id': ({ world, request }, id) =>
    withAccount(world, id, (account) => {
      patchAccount(world, account, bodyOf(request))
      return json(200, accountDocument(world.organization, account))
    }),
  'POST accounts/:id/recover': ({ world, request }, id) =>
    withAccount(world, id, (account) => {
      const recovery = recoverRoot(world, account, bodyOf(request))
      if (!recovery.ok) return json(409, { error: recovery.reason })
      return json(200, {
        signedInAt: iso(recovery.signedInAt),
        mfaSerialNumber: recovery.device?.serialNumber ?? null,
      })
    }),
  'GET mailboxes': ({ world }) =>
    json(
      200,
      world.letters.entries().map((letter) => ({ ...letter, at: iso(letter.at) })),
    ),
  'GET cloudtrail': ({ world, request }) =>
    json(200, { Records: trailRecords(world, request.query) }),
  'POST cloudtrail/write': async ({ world, request }) =>
    json(200, { files: await writeTrail(world, bodyOf(request)) }),
  'POST operators': ({ world, request }) => {
    const { arn, accessKeyId, secretAccessKey, sessionToken } = addOperator(world, bodyOf(request))
    return json(200, {
      arn,
      accessKeyId,
      secretAccessKey,
      ...(sessionToken === null ? {} : { sessionToken }),
    })
  },
  'PUT operators/:id': ({ world, request }, accessKeyId) => {
    const caller = world.keyring.find(accessKeyId)
    if (caller === undefined || caller.kind === 'root-session') {
      return json(404, { error: `there is no operator with the key ${accessKeyId}` })
    }
    const { arn, expiresAt } = changeOperator(world, caller, bodyOf(request))
    return json(200, { arn, accessKeyId, expiresAt: expiresAt === null ? null : iso(expiresAt) })
  },
  'POST reset': ({ reset }) => {
    reset()
    return json(200, {})
  },
}

function callDocument({
  at,
  requestId,
  service,
  operation,
  callerArn,
  accessKeyId,
  targetAccountId,
  errorCode,
}: LoggedCall) {
  return {
    at: new Date(at).toISOString(),
    requestId,
    service,
    operation,
    callerArn,
    accessKeyId,
    targetAccountId,
    errorCode,
  }
}

function clockAnswer({ clock }: World): HttpAnswer {
  return json(200, {
    now: new Date(clock.now()).toISOString(),
    advancedSeconds: clock.advancedSeconds(),
    skewSeconds: clock.skewSeconds(),
  })
}

function withAccount(
  world: World,
  id: string,
  answer: (account: Account) => HttpAnswer,
): HttpAnswer {
  const account = world.organization.accountsById.get(id)
  return account === undefined ? json(404, { error: `there is no account ${id}` }) : answer(account)
}
