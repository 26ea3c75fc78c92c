import type {
  ConnectionSettings,
  Contact,
  RegionDistance,
} from '../../shared/domain/connections.ts'
import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import type { Failure } from '../../shared/domain/failure.ts'
import { fail, succeed, type Outcome } from '../../shared/ipc/result.ts'
import { failureFrom } from '../aws/error-catalogue.ts'
import { createAgents } from './agents.ts'
import { authoritiesWith } from './authorities.ts'
import { distanceContact, proxyContacts } from './contacts.ts'
import { createEgressList } from './egress-list.ts'
import { reach } from './reach.ts'
import { emptyTrace } from './transport.ts'

export type NearestRegionsDeps = {
  readonly settings: Pick<
    ConnectionSettings,
    'partition' | 'signIn' | 'endpoints' | 'proxy' | 'caBundle'
  >
  readonly proxyPassword: string | null
  readonly regions: readonly string[]
  /** Milliseconds for one Region; 5,000 where left out. */
  readonly limitMs?: number
  readonly signal?: AbortSignal
}

/** How many connections are opened side by side: few, so that they do not slow each other down. */
const atOnce = 4

/**
 * Measures how far the STS of each Region is: milliseconds for a TLS connection, the proxy's part included, nearest first; those that were not
 * reached last, with the reason. SECURITY: these hosts are allowed for this measurement alone, and nothing is sent to them.
 * Errors: `authority-unreadable`; `invalid-input` where the connection has an STS endpoint of its own.
 */
export async function nearestRegions({
  settings,
  proxyPassword,
  regions,
  limitMs = 5_000,
  signal,
}: NearestRegionsDeps): Promise<Outcome<RegionDistance[]>> {
  const { partition, endpoints, proxy } = settings
  if (endpoints.all !== null || endpoints.sts !== null) {
    return fail(
      failureOf('invalid-input', {
        message:
          'This connection has an STS endpoint of its own: no Region is nearer than another.',
      }),
    )
  }
  const trust = authoritiesWith(settings.caBundle)
  if (!trust.ok) return trust
  const contacts = regions.map((region) => [region, distanceContact(settings, region)] as const)
  const direct = contacts.flatMap(([, contact]) => (contact?.via === 'direct' ? [contact] : []))
  const { admits } = createEgressList([...direct, ...proxyContacts(settings)], partition)
  const agents = createAgents({
    proxy,
    proxyPassword,
    trust: trust.value,
    admits,
    socketsMost: atOnce,
    keepAlive: false,
    connectMs: limitMs,
    verify: false,
  })
  async function measured(region: string, contact: Contact | null): Promise<RegionDistance> {
    const failed = ({ message }: Failure) => ({ region, milliseconds: null, failure: message })
    if (contact === null) {
      const message = 'This is not a Region of the partition of this connection.'
      return failed(failureOf('invalid-input', { message }))
    }
    try {
      const { milliseconds, distrust } = await reach(contact, {
        agents,
        ask: false,
        limitMs,
        signal,
      })
      if (distrust !== null) return failed(failureOf('tls-failure'))
      return { region, milliseconds, failure: null }
    } catch (error) {
      return failed(signal?.aborted ? failureOf('cancelled') : failureFrom(error, measuring))
    }
  }

  const found: RegionDistance[] = []
  const waiting = contacts.values()
  const worker = async () => {
    for (const [region, contact] of waiting) found.push(await measured(region, contact))
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  agents.destroy()
  return succeed(found.toSorted((a, b) => distanceOf(a) - distanceOf(b)))
}

const measuring = { service: 'sts', operation: 'none', inRootSession: false, trace: emptyTrace() }

const distanceOf = ({ milliseconds }: RegionDistance) => milliseconds ?? Number.MAX_SAFE_INTEGER
