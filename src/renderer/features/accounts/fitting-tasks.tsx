import type { AccountDetail } from '../../../shared/domain/account-detail.ts'
import { hasAny } from '../../../shared/domain/credentials.ts'
import { isAuditable } from '../../../shared/domain/posture.ts'
import { useViewing } from '../../state/bundle-store.ts'
import { beginProcedure, showProcedures } from '../../state/view-store.ts'
import { Button } from '../../ui/button.tsx'
import { Menu, MenuGroup, MenuItem } from '../../ui/menu.tsx'
import styles from './audit-buttons.module.css'

/** The procedures that fit an account, from what is known of it. Absent where no root session can begin, and in an evidence bundle. */
export function FittingTasks({ detail }: { readonly detail: AccountDetail }) {
  const { account, observation } = detail
  const viewing = useViewing()
  if (viewing || account.isManagement) return null
  if (account.leftAt !== null || !isAuditable(account.state)) return null
  const { id: accountId } = account
  const present = observation?.credentials.present
  return (
    <div className={styles.buttons}>
      {present === undefined || hasAny(present) ? (
        <Button
          onClick={() =>
            beginProcedure({
              kind: 'delete-root-credentials',
              scope: { kind: 'accounts', accountIds: [accountId] },
              credentials: [],
              caseId: null,
            })
          }
        >
          Delete root credentials…
        </Button>
      ) : null}
      <Menu trigger={<Button>Unlock or recover…</Button>}>
        <MenuGroup label="A policy locks everyone out">
          <MenuItem
            onSelect={() =>
              showProcedures({ place: 'unlock', service: 's3', accountId, caseId: null })
            }
          >
            Unlock an S3 bucket
          </MenuItem>
          <MenuItem
            onSelect={() =>
              showProcedures({ place: 'unlock', service: 'sqs', accountId, caseId: null })
            }
          >
            Unlock an SQS queue
          </MenuItem>
        </MenuGroup>
        <MenuGroup label="Inside a break-glass case">
          {present?.password ? null : (
            <MenuItem
              onSelect={() =>
                beginProcedure({ kind: 'allow-password-recovery', accountId, caseId: null })
              }
            >
              Allow password recovery
            </MenuItem>
          )}
          <MenuItem
            onSelect={() =>
              beginProcedure({ kind: 'change-root-mailbox', accountId, caseId: null })
            }
          >
            Fix the root mailbox
          </MenuItem>
        </MenuGroup>
        <MenuGroup label="No root at all">
          <MenuItem onSelect={() => showProcedures({ place: 'is-root-needed' })}>
            Is root really needed?
          </MenuItem>
        </MenuGroup>
      </Menu>
    </div>
  )
}
