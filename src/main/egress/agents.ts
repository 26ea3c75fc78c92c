import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import type { ConnectionProxy } from '../../shared/domain/connections.ts'
import { ProxyAgent, type ProxyAgentOptions } from './proxy-agent.ts'
import { throughDoor } from './through-door.ts'

/** What sockets of a door are made with; `proxy` is null where they go directly. */
export type AgentOptions = Omit<ProxyAgentOptions, 'proxy'> & {
  readonly proxy: ConnectionProxy | null
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
