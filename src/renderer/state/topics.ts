import type { DataTopic } from '../../shared/ipc/contract.ts'

/** The first parts of the query keys: one for each read that main answers. */
export type ReadName =
  | 'overview'
  | 'accounts'
  | 'facets'
  | 'account'
  | 'calls'
  | 'units'
  | 'filters'
  | 'runs'
  | 'exemptions'
  | 'settings'
  | 'procedures'
  | 'procedure'
  | 'targets'
  | 'pre-images'
  | 'cases'
  | 'case'
  | 'identity'
  | 'operators'
  | 'journal'
  | 'checkpoints'
  | 'cloudtrail'
  | 'written'
  | 'schedule'
  | 'connections'
  | 'requests'
  | 'contacts'

/** Which reads are out of date once a part of the cache changed. */
const readsOf = {
  accounts: ['overview', 'accounts', 'facets', 'account', 'calls', 'units'],
  runs: ['overview', 'runs'],
  units: ['units', 'accounts', 'account'],
  exemptions: ['exemptions', 'overview', 'accounts', 'facets', 'account', 'units'],
  filters: ['filters'],
  settings: ['settings', 'overview', 'accounts', 'facets', 'account', 'units'],
  attestations: ['account', 'overview'],
  procedures: ['procedures', 'procedure', 'targets', 'pre-images'],
  // A case names its procedures, and its timeline is drawn from the journal.
  cases: ['cases', 'case'],
  journal: ['journal', 'checkpoints', 'cloudtrail', 'case'],
  operators: ['identity', 'operators'],
  reports: ['written', 'schedule'],
  connections: ['connections', 'contacts'],
  requests: ['requests'],
} as const satisfies Record<DataTopic, readonly ReadName[]>

/** The reads to repeat for a set of topics, each once. */
export function readsToRepeat(topics: Iterable<DataTopic>): Set<ReadName> {
  const reads = new Set<ReadName>()
  for (const topic of topics) for (const read of readsOf[topic]) reads.add(read)
  return reads
}
