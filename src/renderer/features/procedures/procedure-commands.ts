import type { AccountId } from '../../../shared/domain/accounts.ts'
import type { Command } from '../../command.ts'
import { useSession } from '../../state/session-store.ts'
import {
  beginProcedure,
  showCase,
  showProcedures,
  useViews,
  viewOf,
} from '../../state/view-store.ts'
import { readSelection } from '../accounts/selection-store.ts'

const known = () => Boolean(useSession.getState().session?.organization)

const openAccount = (): AccountId | null => {
  const view = viewOf(useViews.getState())
  return view.name === 'accounts' ? view.accountId : null
}

function deleteOf(accountIds: readonly AccountId[]): void {
  beginProcedure({
    kind: 'delete-root-credentials',
    scope: { kind: 'accounts', accountIds },
    credentials: [],
    caseId: null,
  })
}

/** What the palette offers of Procedures. None has keys of its own: each opens a form, and nothing begins before it is sent. */
export const procedureCommands: readonly Command[] = [
  {
    id: 'is-root-needed',
    title: 'Is root really needed?',
    group: 'Procedures',
    keys: [],
    words: 'help which procedure problem locked sign in console',
    run: () => showProcedures({ place: 'is-root-needed' }),
  },
  {
    id: 'delete-root-credentials',
    title: 'Delete root credentials…',
    group: 'Procedures',
    keys: [],
    words: 'remove password access key mfa certificate',
    available: known,
    run: () => deleteOf([]),
  },
  {
    id: 'delete-selection',
    title: 'Delete root credentials of the selected accounts…',
    group: 'Procedures',
    keys: [],
    available: () => known() && readSelection().size > 0,
    run: () => deleteOf([...readSelection()]),
  },
  {
    id: 'delete-account',
    title: 'Delete root credentials of the account in the inspector…',
    group: 'Procedures',
    keys: [],
    available: () => known() && openAccount() !== null,
    run: () => {
      const accountId = openAccount()
      if (accountId !== null) deleteOf([accountId])
    },
  },
  {
    id: 'audit-root-credentials',
    title: 'Audit the root credentials of one account…',
    group: 'Procedures',
    keys: [],
    words: 'deep details',
    available: known,
    run: () =>
      beginProcedure({
        kind: 'audit-root-credentials',
        accountId: openAccount(),
        caseId: null,
      }),
  },
  {
    id: 'unlock-bucket',
    title: 'Unlock an S3 bucket…',
    group: 'Procedures',
    keys: [],
    words: 'policy deny locked out access denied',
    available: known,
    run: () =>
      showProcedures({ place: 'unlock', service: 's3', accountId: openAccount(), caseId: null }),
  },
  {
    id: 'unlock-queue',
    title: 'Unlock an SQS queue…',
    group: 'Procedures',
    keys: [],
    words: 'policy deny locked out access denied',
    available: known,
    run: () =>
      showProcedures({ place: 'unlock', service: 'sqs', accountId: openAccount(), caseId: null }),
  },
  {
    id: 'allow-password-recovery',
    title: 'Allow root password recovery: open a case',
    group: 'Procedures',
    keys: [],
    words: 'break-glass root sign in login profile mailbox',
    available: known,
    run: () => showCase(null),
  },
  {
    id: 'organization-switches',
    title: 'Organization switches…',
    group: 'Procedures',
    keys: [],
    words: 'trusted access RootCredentialsManagement RootSessions delegated administrator enable',
    available: known,
    run: () => beginProcedure({ kind: 'switch-organization', switch: null }),
  },
  {
    id: 'approve-plan',
    title: 'Approve somebody’s plan…',
    group: 'Procedures',
    keys: [],
    words: 'sign request second operator four eyes',
    available: known,
    run: () => showProcedures({ place: 'approve' }),
  },
]
