import { request as requestHttp, type ClientRequest } from 'node:http'
import { request as requestHttps } from 'node:https'
import { TLSSocket, type DetailedPeerCertificate } from 'node:tls'
import type { Contact } from '../../shared/domain/connections.ts'
import type { Agents } from './agents.ts'
import type { Probe } from './door.ts'
import { explained } from './ipv6-only.ts'

export type Reached = Pick<Contact, 'host' | 'port' | 'protocol'>

/**
 * Opens a connection to a host, tells what it saw, and where `ask` is set sends an unsigned `GET /` to learn the date. Milliseconds are for the
 * connection alone. Rejects with what stood in the way. SECURITY: nothing is sent to a server whose certificate is not trusted.
 */
export function reach(
  { host, port, protocol }: Reached,
  options: {
    /** Those that do not verify: the verdict is read here. */
    readonly agents: Agents
    readonly ask: boolean
    /** For the connection, and then again for the answer. */
    readonly limitMs: number
    readonly signal?: AbortSignal | undefined
  },
): Promise<Probe> {
  const { agents, ask, limitMs, signal } = options
  const secure = protocol === 'https'
  return new Promise<Probe>((resolve, reject) => {
    const startedAt = performance.now()
    let seen: Probe | null = null
    const request: ClientRequest = (secure ? requestHttps : requestHttp)({
      host,
      port,
      method: 'GET',
      path: '/',
      agent: secure ? agents.https : agents.http,
      ...(signal ? { signal } : {}),
    })
    const late = Object.assign(new Error('no connection in time'), {
      code: 'ETIMEDOUT',
      syscall: 'connect',
    })
    let timer = setTimeout(() => request.destroy(late), limitMs)

    const end = (): void => {
      clearTimeout(timer)
      request.destroy()
    }
    const connected = (found: Pick<Probe, 'issuers' | 'distrust'>): void => {
      seen = { milliseconds: Math.round(performance.now() - startedAt), date: null, ...found }
      if (ask && found.distrust === null) {
        clearTimeout(timer)
        timer = setTimeout(() => request.destroy(), limitMs)
        request.end()
        return
      }
      end()
      resolve(seen)
    }
    request.once('socket', (socket) => {
      if (socket instanceof TLSSocket) {
        socket.once('secureConnect', () => connected(verdictOn(socket)))
      } else if (socket.connecting) {
        socket.once('connect', () => connected({ issuers: null, distrust: null }))
      } else connected({ issuers: null, distrust: null })
    })
    request.once('response', ({ headers }) => {
      end()
      if (seen) resolve({ ...seen, date: headers.date ?? null })
    })
    request.on('error', (error) => {
      clearTimeout(timer)
      // Who is connected and does not answer has no date.
      if (seen && !signal?.aborted) resolve(seen)
      else reject(explained(error))
    })
  })
}

function verdictOn(socket: TLSSocket): Pick<Probe, 'issuers' | 'distrust'> {
  // A set, as the topmost authority is its own issuer.
  const issuers = new Set<string>()
  let certificate: DetailedPeerCertificate | undefined = socket.getPeerCertificate(true)
  for (let depth = 0; certificate?.issuer && depth < 10; depth += 1) {
    const { O: organization, CN: name } = certificate.issuer
    issuers.add([organization ?? name ?? 'unnamed'].flat().join(' '))
    certificate = certificate.issuerCertificate
  }
  // A code, whatever the types say.
  const problem: unknown = socket.authorizationError
  return { issuers: [...issuers], distrust: socket.authorized ? null : String(problem) }
}
