import type { Contact } from '../../shared/domain/connections.ts'
import type { Failure } from '../../shared/domain/failure.ts'
import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import { fail, type Outcome } from '../../shared/ipc/result.ts'
import type { Probe } from '../egress/door.ts'
import { once } from './once.ts'
import type { ReadinessWay } from './readiness-ports.ts'

/** One place on the way, and what was seen there. */
export type Visited = { readonly contact: Contact; readonly outcome: Outcome<Probe> }

/** The way to AWS, gone at most once in a run. */
export type PathFacts = {
  /** Null with the reason where there is no way to go. */
  readonly way: ReadinessWay | null
  readonly away: Failure | null
  /** Where AWS is expected: the contacts but for the proxy and what the browser opens, one host for each pattern. */
  readonly places: readonly Contact[]
  readonly visits: () => Promise<readonly Visited[]>
}

export function pathFactsOf(opened: Outcome<ReadinessWay> | null, signal: AbortSignal): PathFacts {
  const way = opened?.ok ? opened.value : null
  const away = opened === null ? failureOf('nothing-connected') : opened.ok ? null : opened.error
  const places = way === null ? [] : placesOf(way)
  return {
    way,
    away,
    places,
    visits: once(() =>
      Promise.all(
        places.map(async (contact) => ({
          contact,
          outcome:
            way === null
              ? fail(failureOf('nothing-connected'))
              : await way.door.probe(contact, signal),
        })),
      ),
    ),
  }
}

function placesOf({ door, region, settings }: ReadinessWay): Contact[] {
  const proxy = settings.proxy === null ? null : new URL(settings.proxy.url)
  const isProxy = ({ host, port }: Contact): boolean =>
    proxy !== null &&
    host === proxy.hostname.replaceAll(/[[\]]/g, '') &&
    port === Number(proxy.port || (proxy.protocol === 'http:' ? 80 : 443))
  const places = door.contacts
    .filter((contact) => contact.via !== 'browser' && !isProxy(contact))
    .map((contact) => ({ ...contact, host: contact.host.replaceAll('*', region) }))
  return [...new Map(places.map((place) => [`${place.host}:${place.port}`, place])).values()]
}

/** Host and port, the latter where it is not that of HTTPS. */
export function placeOf({ host, port }: Pick<Contact, 'host' | 'port'>): string {
  return port === 443 ? host : `${host}:${port}`
}
