import { create } from 'zustand'
import { everyRequest, type RequestFilter } from '../../../shared/domain/requests.ts'
import { showReadiness } from '../../state/view-store.ts'
import { sinceOf, type Span } from './request-filter.ts'

export type NetworkPart = 'requests' | 'refused' | 'contacts'

type NetworkPlace = {
  readonly part: NetworkPart
  readonly filter: RequestFilter
  /** How far back `filter.since` was when it was chosen. */
  readonly span: Span
}

const start: NetworkPlace = { part: 'requests', filter: everyRequest, span: 'any' }

/** Where in Network the operator stands; stays while other views are shown. */
export const useNetworkPlace = create<NetworkPlace>(() => start)

/** Shows a part of Network, from wherever one is. */
export function showNetworkPart(part: NetworkPart): void {
  useNetworkPlace.setState({ part })
  showReadiness('network')
}

export function adjustRequests(change: Partial<Omit<RequestFilter, 'since'>>): void {
  useNetworkPlace.setState(({ filter }) => ({ filter: { ...filter, ...change } }))
}

/** Shows the calls from so far back on: counted from now, it does not move along. */
export function lookBack(span: Span): void {
  useNetworkPlace.setState(({ filter }) => ({
    span,
    filter: { ...filter, since: sinceOf(span, Date.now()) },
  }))
}

export function showEveryRequest(): void {
  useNetworkPlace.setState({ filter: everyRequest, span: 'any' })
}
