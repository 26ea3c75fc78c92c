import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import { fail, succeed, type Outcome } from '../../shared/ipc/result.ts'
import { failureFrom } from '../aws/error-catalogue.ts'
import { isRegionOf, notARegion } from '../aws/partition.ts'
import { createAgents } from './agents.ts'
import { authoritiesWith } from './authorities.ts'
import { contactsOf, isTrustedEndpoint, proxyContacts, serviceContacts } from './contacts.ts'
import type { DoorDeps, OpenDoor, Probe } from './door.ts'
import { createEgressList, EgressRefused, portOf } from './egress-list.ts'
import { reach, type Reached } from './reach.ts'
import { nameOf } from './request-name.ts'
import { createSignInHandler } from './sign-in-handler.ts'
import { createTransport, defaultTimeouts, emptyTrace } from './transport.ts'

/** Opens the way out for one connection. Makes no connection yet. */
export const openDoor: OpenDoor = (deps) => {
  const { settings, region, proxyPassword, ledger, refused, clock } = deps
  const { partition, proxy } = settings
  const flaw = flawIn(deps)
  if (flaw) return flaw
  const trust = authoritiesWith(settings.caBundle)
  if (!trust.ok) return trust

  const services = serviceContacts(deps)
  const list = createEgressList(services, partition)
  const direct = services.filter(({ via }) => via === 'direct')
  // What a socket may be opened to: a proxy in place of what lies behind it.
  const { admits } = createEgressList([...direct, ...proxyContacts(settings)], partition)
  const timeouts = { ...defaultTimeouts, ...deps.timeouts }
  const { connectMs } = timeouts
  // The agent's own limit for a proxy comes first: it knows what it waited for.
  const patienceMs = proxy === null ? connectMs : connectMs + 1000
  const agentOptions = { proxy, proxyPassword, trust: trust.value, admits, connectMs }
  const agents = createAgents({
    ...agentOptions,
    socketsMost: 128,
    keepAlive: true,
    verify: true,
  })
  const transport = createTransport({
    egress: {
      assertAllowed(request) {
        try {
          list.assertAllowed(request)
        } catch (error) {
          const { hostname: host } = request
          refused({ host, port: portOf(request), by: nameOf(request).service })
          throw error
        }
      },
    },
    agents,
    timeouts: { ...timeouts, connectMs: patienceMs },
  })

  async function probe(to: Reached, signal?: AbortSignal): Promise<Outcome<Probe>> {
    const agentsOfProbe = createAgents({
      ...agentOptions,
      socketsMost: 1,
      keepAlive: false,
      verify: false,
    })
    try {
      list.assertAllowed({ protocol: `${to.protocol}:`, hostname: to.host, port: to.port })
      const limitMs = patienceMs
      return succeed(await reach(to, { agents: agentsOfProbe, ask: true, limitMs, signal }))
    } catch (error) {
      if (signal?.aborted) return fail(failureOf('cancelled'))
      if (error instanceof EgressRefused) refused({ host: to.host, port: to.port, by: 'readiness' })
      return fail(failureFrom(error, probed))
    } finally {
      agentsOfProbe.destroy()
    }
  }

  return succeed({
    contacts: contactsOf(deps),
    handler: transport.handler,
    signInHandler: createSignInHandler({ transport, ledger, region, clock }),
    probe,
    close: () => transport.close(),
  })
}

const probed = { service: 'none', operation: 'GET', inRootSession: false, trace: emptyTrace() }

/** What can be told without a connection. */
function flawIn({ settings, region }: DoorDeps): Outcome<never> | null {
  if (!isRegionOf(settings.partition, region)) return notARegion(region)
  const { dualStack: _, ...urls } = settings.endpoints
  const trusted = Object.values(urls).every((url) => url === null || isTrustedEndpoint(url))
  if (trusted) return null
  const message = 'Calls go over HTTPS: plain HTTP is for endpoints on this computer alone.'
  return fail(failureOf('invalid-input', { message }))
}
