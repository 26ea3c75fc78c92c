import type { Command } from '../../command.ts'
import { openDialog } from '../../state/dialog-store.ts'
import { useSession } from '../../state/session-store.ts'

/** What the palette offers of Cases, besides the way there. */
export const caseCommands: readonly Command[] = [
  {
    id: 'open-case',
    title: 'Open a break-glass case…',
    group: 'Procedures',
    keys: [],
    words: 'root sign in ticket time box incident exercise',
    available: () => (useSession.getState().session?.organization ?? null) !== null,
    run: () => openDialog({ kind: 'open-case' }),
  },
]
