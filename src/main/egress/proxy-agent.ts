import type { ClientRequest, OutgoingHttpHeaders } from 'node:http'
import { isIP, type Socket } from 'node:net'
import { connect as connectTls, type SecureContext } from 'node:tls'
import { HttpsProxyAgent } from 'https-proxy-agent'
import type { ConnectionProxy } from '../../shared/domain/connections.ts'
import { isLoopback } from './egress-list.ts'
import { throughDoor, type Admits } from './through-door.ts'

/** No answer to CONNECT came. Nothing was sent to the host behind. */
export class ProxyUnreachable extends Error {
  override readonly name = 'ProxyUnreachable'
}

/** The proxy wants credentials, or others than it got. */
export class ProxyRefused extends Error {
  override readonly name = 'ProxyRefused'
}

/** The proxy answered by itself instead of connecting. */
export class ProxyAnswered extends Error {
  override readonly name = 'ProxyAnswered'
}

export type ProxyAgentOptions = {
  readonly proxy: ConnectionProxy
  readonly proxyPassword: string | null
  readonly trust: SecureContext | undefined
  readonly admits: Admits
  readonly socketsMost: number
  readonly keepAlive: boolean
  /** How long a proxy has to answer CONNECT, in milliseconds. */
  readonly connectMs: number
  /** False only to look at the certificate of a server, to which nothing is sent then. */
  readonly verify: boolean
}

type ConnectOptions = Parameters<HttpsProxyAgent<string>['connect']>[1]
type ConnectAnswer = {
  readonly statusCode: number
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
}

/** Reaches HTTPS hosts through an HTTP proxy, and those of this computer directly. */
export class ProxyAgent extends HttpsProxyAgent<string> {
  readonly #options: ProxyAgentOptions

  constructor(options: ProxyAgentOptions) {
    const { proxy, trust, admits, socketsMost, keepAlive } = options
    super(proxy.url, {
      keepAlive,
      maxSockets: socketsMost,
      scheduling: 'lifo',
      headers: () => authorizationOf(options),
      ...(trust === undefined ? {} : { secureContext: trust }),
      // SECURITY: of the proxy itself, which gets a password.
      rejectUnauthorized: true,
    })
    this.#options = options
    Object.assign(this.connectOpts, { [throughDoor]: admits })
  }

  /** Guessed from the call stack otherwise, which finds no tunnel again that is free. */
  override isSecureEndpoint(): boolean {
    return true
  }

  override async connect(request: ClientRequest, options: ConnectOptions): Promise<Socket> {
    const { trust, admits, verify, connectMs } = this.#options
    const { host = '' } = options
    const secured = {
      ...options,
      ...(trust === undefined ? {} : { secureContext: trust }),
      rejectUnauthorized: verify,
    }
    if (isLoopback(host)) {
      const direct = { ...secured, [throughDoor]: admits }
      return connectTls(isIP(host) === 0 ? { ...direct, servername: host } : direct)
    }
    let answer: ConnectAnswer | null = null
    request.once('proxyConnect', (answered: ConnectAnswer) => {
      answer = answered
    })
    // A proxy that never answers would keep its socket, and a place among the most of them, for good.
    const patience = new AbortController()
    const timer = setTimeout(() => patience.abort(), connectMs)
    this.connectOpts.signal = patience.signal
    const socket = await super
      .connect(request, secured)
      .catch((error: unknown) => {
        throw new ProxyUnreachable('no answer to CONNECT', { cause: error })
      })
      .finally(() => clearTimeout(timer))
    const refusal = refusalIn(answer)
    if (refusal === null) return socket
    // SECURITY: else the proxy's page would be read as if AWS had written it.
    socket.destroy()
    throw refusal
  }
}

/** SECURITY: the password stands in this header alone: never in the proxy's address, which agents and errors show. */
function authorizationOf({ proxy, proxyPassword }: ProxyAgentOptions): OutgoingHttpHeaders {
  if (proxy.user === null) return {}
  const credentials = Buffer.from(`${proxy.user}:${proxyPassword ?? ''}`).toString('base64')
  return { 'Proxy-Authorization': `Basic ${credentials}` }
}

/** SECURITY: the only words of a proxy that get into a failure: it may answer with the password that it got. */
const otherSchemes = ['Bearer', 'Digest', 'Kerberos', 'Negotiate', 'NTLM', 'SCRAM-SHA-256']

function refusalIn(answer: ConnectAnswer | null): Error | null {
  if (answer === null) return new ProxyAnswered('no answer')
  const { statusCode, headers } = answer
  if (statusCode === 407) {
    const asked = [headers['proxy-authenticate'] ?? []].flat()
    const schemes = asked.map((line) => /^[\w-]+/.exec(line)?.[0] ?? '').filter(Boolean)
    const other = schemes.length > 0 && !schemes.some((scheme) => /^basic$/i.test(scheme))
    const named = otherSchemes.filter((known) =>
      schemes.some((scheme) => scheme.toLowerCase() === known.toLowerCase()),
    )
    const taken = named.length > 0 ? named.join(', ') : 'another scheme'
    return new ProxyRefused(
      other ? `it takes ${taken}, Rootkeep knows Basic alone` : 'HTTP status 407',
    )
  }
  const page = /^text\/html/i.test([headers['content-type'] ?? ''].flat()[0] ?? '')
  const what = page ? ', an HTML page' : ''
  if (statusCode === 200 && !page) return null
  return new ProxyAnswered(
    Number.isInteger(statusCode) ? `HTTP status ${statusCode}${what}` : 'no HTTP',
  )
}
