import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import type { SecureContext } from 'node:tls'
import type { ConnectionProxy } from '../../shared/domain/connections.ts'
import { ProxyAgent } from './proxy-agent.ts'
import { throughDoor, type Admits } from './through-door.ts'

/** What sockets of a door are made with. */
export type AgentOptions = {
  readonly proxy: ConnectionProxy | null
  readonly proxyPassword: string | null
  readonly trust: SecureContext | undefined
  readonly admits: Admits
  readonly socketsMost: number
  readonly keepAlive: boolean
  /** How long a proxy has to answer CONNECT. */
  readonly connectMs: number
  /** False only to look at the certificate of a server, to which nothing is sent then. */
  readonly verify: boolean
}

export type Agents = {
  /** For this computer alone: never through a proxy. */
  readonly http: HttpAgent
  readonly https: HttpsAgent | ProxyAgent
  /** Ends the connections. */
  destroy(): void
}

/** The agents of one door. Who trusts whom is spelled out, so that no variable of the environment turns verification off. */
export function createAgents(options: AgentOptions): Agents {
  const { proxy, trust, admits, socketsMost, keepAlive, verify } = options
  const ours = {
    keepAlive,
    maxSockets: socketsMost,
    scheduling: 'lifo',
    [throughDoor]: admits,
  } as const
  const http = new HttpAgent(ours)
  const https =
    proxy === null
      ? new HttpsAgent({
          ...ours,
          rejectUnauthorized: verify,
          ...(trust === undefined ? {} : { secureContext: trust }),
        })
      : new ProxyAgent({ ...options, proxy })
  return {
    http,
    https,
    destroy() {
      http.destroy()
      https.destroy()
    },
  }
}
