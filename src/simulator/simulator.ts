import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Caller } from './authentication/caller.ts'
import { createTrailDelivery } from './cloudtrail/delivery.ts'
import { createClock } from './clock.ts'
import { CONTROL_PREFIX, answerControl } from './control/control.ts'
import { answerAwsRequest } from './dispatch.ts'
import { answerPage } from './identity-center/pages.ts'
import { resolveOptions } from './options.ts'
import type { SimulatorOptions } from './options.ts'
import { deliver, readBody } from './transport.ts'
import type { Delivery } from './transport.ts'
import { createWorld } from './world.ts'

/** Keys of one operator, as AWS clients take them. */
export interface OperatorKeys {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
}

/** What a client has to know: one line of JSON of the command line, one message of the worker. */
export interface ReadyRecord {
  readonly endpoint: string
  readonly region: string
  readonly organizationId: string
  readonly managementAccountId: string
  /** Null in an organization of one account. */
  readonly delegatedAdministratorId: string | null
  readonly operators: { readonly management: OperatorKeys; readonly delegated: OperatorKeys | null }
}

export interface Simulator {
  /** Starts to answer. Port 0 takes a free one. Rejects when the port is taken. */
  listen(address?: { readonly port?: number; readonly host?: string }): Promise<ReadyRecord>
  /** Cuts every connection, frees the port, and writes what CloudTrail has not delivered yet. */
  close(): Promise<void>
}

/** CloudTrail takes minutes; whoever practises does not wait that long. */
const DELIVERY_MILLISECONDS = 3000

/** A practice organization. Throws a RangeError when an option is wrong. The caller owns it and has to close it. */
export function createSimulator(options: SimulatorOptions = {}): Simulator {
  const resolved = resolveOptions(options)
  const clock = createClock(resolved.startTime)
  let world = createWorld(resolved, clock)
  const delivery =
    resolved.cloudtrail === null ? null : createTrailDelivery(resolved.cloudtrail.folder)
  const deliverTrail = (): Promise<void> => delivery?.deliver(world) ?? Promise.resolve()
  const deliveries =
    delivery === null ? undefined : setInterval(() => void deliverTrail(), DELIVERY_MILLISECONDS)
  deliveries?.unref()

  function reset(): void {
    void deliverTrail()
    clock.restart()
    world = createWorld(resolved, clock)
  }

  async function answer(message: IncomingMessage): Promise<Delivery> {
    const body = await readBody(message)
    if (body === null) return { answer: { status: 413, headers: {}, body: '' }, manner: 'whole' }
    const [path = '/', ...query] = (message.url ?? '/').split('?')
    const request = {
      method: message.method ?? 'GET',
      path,
      query: query.join('?'),
      headers: message.headers,
      body,
      remoteAddress: message.socket.remoteAddress ?? '',
    }
    if (path.startsWith(CONTROL_PREFIX)) {
      return { answer: await answerControl({ world, request, reset }), manner: 'whole' }
    }
    const page = answerPage(world, request)
    return page === null ? answerAwsRequest(world, request) : { answer: page, manner: 'whole' }
  }

  /** A connection that breaks while its request is read has nobody left to answer. */
  function handle(message: IncomingMessage, response: ServerResponse): void {
    answer(message).then(
      (delivery) => deliver(response, delivery, clock.signingNow()),
      () => response.destroy(),
    )
  }

  const server = createServer({ keepAliveTimeout: 120_000, requestTimeout: 0 }, handle)

  return {
    listen: async ({ port = 0, host = '127.0.0.1' } = {}) => {
      const bound = await bind(server, port, host)
      const { organization, delegatedAdministratorId, operators } = world
      return {
        endpoint: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
        region: resolved.region,
        organizationId: organization.id,
        managementAccountId: organization.managementAccountId,
        delegatedAdministratorId,
        operators: {
          management: keysOf(operators.management),
          delegated: operators.delegated === null ? null : keysOf(operators.delegated),
        },
      }
    },
    close: async () => {
      clearInterval(deliveries)
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
      await deliverTrail()
    },
  }
}

function keysOf({ accessKeyId, secretAccessKey, sessionToken }: Caller): OperatorKeys {
  return { accessKeyId, secretAccessKey, ...(sessionToken === null ? {} : { sessionToken }) }
}

function bind(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.removeListener('error', reject)
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : port)
    })
  })
}
