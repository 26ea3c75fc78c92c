import type { AccountId } from '../shared/domain/accounts.ts'
import type { Theme } from '../shared/domain/settings.ts'
import { focusAccountSearch } from './features/accounts/focus-search.ts'
import { readSelection } from './features/accounts/selection-store.ts'
import type { Command } from './command.ts'
import { bundleCommands } from './features/bundle/bundle-commands.ts'
import { caseCommands } from './features/cases/case-commands.ts'
import { lockNow } from './features/lock/lock-command.ts'
import { procedureCommands } from './features/procedures/procedure-commands.ts'
import { readinessCommands } from './features/readiness/readiness-commands.ts'
import { reportCommands } from './features/reports/report-commands.ts'
import { settingCommands } from './features/settings/setting-commands.ts'
import { isViewing } from './state/bundle-store.ts'
import { rootkeep, valueOf } from './state/client.ts'
import { openDialog } from './state/dialog-store.ts'
import { activeRunOf, useRun } from './state/run-store.ts'
import { useSession } from './state/session-store.ts'
import {
  goBack,
  goForward,
  goTo,
  showAccount,
  showAccounts,
  useViews,
  viewOf,
} from './state/view-store.ts'
import { sayFailure } from './ui/say-failure.ts'

const activeRun = () => activeRunOf(useRun.getState())
const connected = () => useSession.getState().session?.connectionState === 'connected'
const onAccounts = () => viewOf(useViews.getState()).name === 'accounts'
const openAccount = (): AccountId | null => {
  const view = viewOf(useViews.getState())
  return view.name === 'accounts' ? view.accountId : null
}

/** Everything the operator can ask the window to do, once: for the palette, the shortcuts and the help. */
export const commands: readonly Command[] = [
  {
    id: 'overview',
    title: 'Go to Overview',
    group: 'Go to',
    keys: ['g o'],
    inBundle: true,
    run: () => goTo('overview'),
  },
  {
    id: 'accounts',
    title: 'Go to Accounts',
    group: 'Go to',
    keys: ['g a'],
    inBundle: true,
    run: () => goTo('accounts'),
  },
  {
    id: 'procedures',
    title: 'Go to Procedures',
    group: 'Go to',
    keys: ['g p'],
    words: 'act continue resume plan',
    run: () => goTo('procedures'),
  },
  {
    id: 'cases',
    title: 'Go to Cases',
    group: 'Go to',
    keys: ['g c'],
    words: 'break-glass',
    run: () => goTo('cases'),
  },
  {
    id: 'journal',
    title: 'Go to Journal',
    group: 'Go to',
    keys: ['g j'],
    words: 'chain verify export cloudtrail log',
    run: () => goTo('journal'),
  },
  {
    id: 'reports',
    title: 'Go to Reports',
    group: 'Go to',
    keys: ['g e'],
    words: 'evidence bundle html pdf csv json ocsf export schedule auditor',
    run: () => goTo('reports'),
  },
  {
    id: 'runs',
    title: 'Go to Runs',
    group: 'Go to',
    keys: ['g r'],
    words: 'audits history',
    run: () => goTo('runs'),
  },
  ...readinessCommands,
  {
    id: 'settings',
    title: 'Go to Settings',
    group: 'Go to',
    keys: ['g s', '$mod+,'],
    words: 'preferences connection profile region freshness about',
    run: () => goTo('settings'),
  },
  {
    id: 'back',
    inBundle: true,
    title: 'Back',
    group: 'Go to',
    keys: ['Alt+ArrowLeft'],
    run: goBack,
  },
  {
    id: 'forward',
    inBundle: true,
    title: 'Forward',
    group: 'Go to',
    keys: ['Alt+ArrowRight'],
    run: goForward,
  },
  {
    id: 'audit',
    title: 'Audit the organization',
    group: 'Audit',
    keys: ['$mod+Enter'],
    words: 'start new run scan',
    available: () => connected() && activeRun() === null,
    run: () => openDialog({ kind: 'start-run', accountIds: [] }),
  },
  {
    id: 'audit-selection',
    title: 'Audit the selected accounts',
    group: 'Audit',
    keys: [],
    available: () => connected() && activeRun() === null && readSelection().size > 0,
    run: () => openDialog({ kind: 'start-run', accountIds: [...readSelection()] }),
  },
  {
    id: 'audit-account',
    title: 'Audit the account in the inspector',
    group: 'Audit',
    keys: [],
    available: () => connected() && activeRun() === null && openAccount() !== null,
    run: () => {
      const accountId = openAccount()
      if (accountId !== null) openDialog({ kind: 'start-run', accountIds: [accountId] })
    },
  },
  {
    id: 'pause',
    title: 'Pause the run',
    group: 'Audit',
    keys: [],
    available: () => activeRun()?.state === 'running',
    run: () => steer('pause'),
  },
  {
    id: 'resume',
    title: 'Resume the run',
    group: 'Audit',
    keys: [],
    words: 'continue interrupted',
    available: () => ['paused', 'interrupted'].includes(activeRun()?.state ?? ''),
    run: () => steer('resume'),
  },
  {
    id: 'cancel',
    title: 'Cancel the run',
    group: 'Audit',
    keys: [],
    words: 'stop abort',
    available: () => activeRun() !== null,
    run: () => steer('cancel'),
  },
  {
    id: 'search-accounts',
    title: 'Search accounts',
    group: 'Accounts',
    keys: ['/'],
    words: 'find filter',
    inBundle: true,
    run: () => {
      goTo('accounts')
      focusAccountSearch()
    },
  },
  {
    id: 'show-non-compliant',
    title: 'Show non-compliant accounts',
    group: 'Accounts',
    keys: [],
    words: 'root credentials',
    inBundle: true,
    run: () => showAccounts({ postures: ['non-compliant'] }),
  },
  {
    id: 'show-unknown',
    title: 'Show unknown and stale accounts',
    group: 'Accounts',
    keys: [],
    words: 'failed',
    inBundle: true,
    run: () => showAccounts({ postures: ['unknown', 'stale'] }),
  },
  {
    id: 'show-keys',
    title: 'Show accounts with root access keys',
    group: 'Accounts',
    keys: [],
    inBundle: true,
    run: () => showAccounts({ findings: ['access-key'] }),
  },
  {
    id: 'show-management',
    title: 'Show the management account',
    group: 'Accounts',
    keys: [],
    available: () => useSession.getState().session?.organization !== null,
    run: () => {
      const id = useSession.getState().session?.organization?.managementAccountId
      if (id) showAccount(id)
    },
  },
  {
    id: 'clear-filter',
    title: 'Clear the filter',
    group: 'Accounts',
    keys: [],
    available: onAccounts,
    inBundle: true,
    run: () => showAccounts({}),
  },
  ...procedureCommands,
  ...caseCommands,
  ...reportCommands,
  ...bundleCommands,
  ...settingCommands,
  {
    id: 'theme-system',
    title: 'Theme: follow the system',
    group: 'Window',
    keys: [],
    inBundle: true,
    run: () => setTheme('system'),
  },
  {
    id: 'theme-light',
    title: 'Theme: light',
    group: 'Window',
    keys: [],
    inBundle: true,
    run: () => setTheme('light'),
  },
  {
    id: 'theme-dark',
    title: 'Theme: dark',
    group: 'Window',
    keys: [],
    inBundle: true,
    run: () => setTheme('dark'),
  },
  {
    id: 'lock',
    title: 'Lock Rootkeep',
    group: 'Window',
    keys: ['$mod+l'],
    words: 'leave away idle screen passphrase',
    inBundle: true,
    run: lockNow,
  },
  {
    id: 'palette',
    title: 'Command palette',
    group: 'Window',
    keys: ['$mod+k'],
    inBundle: true,
    run: () => openDialog({ kind: 'palette' }),
  },
  {
    id: 'keyboard-help',
    title: 'Keyboard shortcuts',
    group: 'Window',
    keys: ['[Shift]+?'],
    words: 'help keys',
    inBundle: true,
    run: () => openDialog({ kind: 'keyboard-help' }),
  },
]

/** Runs a command where it is available. */
export function runCommand(command: Command): void {
  if (isAvailable(command)) command.run()
}

/** The commands that would do something now. */
export function availableCommands(): Command[] {
  return commands.filter(isAvailable)
}

function isAvailable({ inBundle = false, available }: Command): boolean {
  // SECURITY: while locked, no key does anything but unlock.
  if (useSession.getState().session?.lock.locked === true) return false
  return (inBundle || !isViewing()) && (available?.() ?? true)
}

/** The shortcut to show for a command; undefined where it has none. */
export function keysOf(id: string): string | undefined {
  return commands.find((command) => command.id === id)?.keys[0]
}

function steer(action: 'pause' | 'resume' | 'cancel'): void {
  const run = activeRun()
  if (run) valueOf(rootkeep.runs[action]({ runId: run.runId })).catch(sayFailure)
}

function setTheme(theme: Theme): void {
  valueOf(rootkeep.settings.update({ theme })).catch(sayFailure)
}
