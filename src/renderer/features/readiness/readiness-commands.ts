import type { Command } from '../../command.ts'
import { isChecking, runChecks, stopChecks, useReadiness } from '../../state/readiness-store.ts'
import { useSession } from '../../state/session-store.ts'
import { showReadiness } from '../../state/view-store.ts'
import { showNetworkPart } from '../network/network-place.ts'

const chosen = () => (useSession.getState().session?.connection ?? null) !== null
const checking = () => isChecking(useReadiness.getState())

/** What the palette offers of Readiness. */
export const readinessCommands: readonly Command[] = [
  {
    id: 'readiness',
    title: 'Go to Readiness',
    group: 'Go to',
    keys: ['g d'],
    words: 'doctor checks diagnostics permissions trusted access clock proxy tls dns',
    run: () => showReadiness('checks'),
  },
  {
    id: 'network',
    title: 'Go to Network',
    group: 'Go to',
    keys: ['g n'],
    words: 'requests calls ledger egress live',
    run: () => showReadiness('network'),
  },
  {
    id: 'refused-contacts',
    title: 'Show what was refused',
    group: 'Go to',
    keys: [],
    words: 'network egress blocked connection door',
    run: () => showNetworkPart('refused'),
  },
  {
    id: 'contacts',
    title: 'Show what would be contacted',
    group: 'Go to',
    keys: [],
    words: 'network firewall allow list hosts endpoints',
    run: () => showNetworkPart('contacts'),
  },
  {
    id: 'run-checks',
    title: 'Run all checks',
    group: 'Readiness',
    keys: [],
    words: 'readiness doctor test connection',
    available: () => chosen() && !checking(),
    run: () => {
      showReadiness('checks')
      runChecks(null)
    },
  },
  {
    id: 'stop-checks',
    title: 'Stop the checks',
    group: 'Readiness',
    keys: [],
    words: 'readiness cancel',
    available: checking,
    run: stopChecks,
  },
]
