import type { Command } from '../../command.ts'
import { isViewing } from '../../state/bundle-store.ts'
import { openDialog } from '../../state/dialog-store.ts'
import { closeBundle, compareBundle, openBundle } from './bundle-work.ts'

/** What the palette offers for evidence bundles. */
export const bundleCommands: readonly Command[] = [
  {
    id: 'open-bundle',
    title: 'Open an evidence bundle…',
    group: 'Reports',
    keys: ['$mod+o'],
    words: 'viewer verify auditor zip minisign signature',
    inBundle: true,
    run: openBundle,
  },
  {
    id: 'bundle-details',
    title: 'Details of the bundle',
    group: 'Reports',
    keys: [],
    words: 'verification checks signer fingerprint sha-256',
    inBundle: true,
    available: isViewing,
    run: () => openDialog({ kind: 'bundle-details' }),
  },
  {
    id: 'compare-bundle',
    title: 'Compare with another bundle…',
    group: 'Reports',
    keys: [],
    words: 'difference changed diff between',
    inBundle: true,
    available: isViewing,
    run: compareBundle,
  },
  {
    id: 'close-bundle',
    title: 'Close the bundle',
    group: 'Reports',
    keys: [],
    words: 'leave viewer back to the connection',
    inBundle: true,
    available: isViewing,
    run: closeBundle,
  },
]
