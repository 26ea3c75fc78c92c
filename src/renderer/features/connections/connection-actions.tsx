import { Ellipsis } from 'lucide-react'
import { useState } from 'react'
import type { Connection } from '../../../shared/domain/connections.ts'
import { Button } from '../../ui/button.tsx'
import { Menu, MenuGroup, MenuItem } from '../../ui/menu.tsx'
import { canBeKept } from './connection-keeping.ts'
import { editConnection } from './connection-place.ts'
import type { ConnectionStanding } from './connection-standing.ts'
import { RemoveDialog } from './remove-dialog.tsx'
import type { Connecting } from '../sign-in/connect.ts'
import type { ConnectionWork } from './use-connection-work.ts'
import styles from './connection-row.module.css'

type ConnectionActionsProps = {
  readonly connection: Connection
  readonly standing: ConnectionStanding
  readonly connecting: Connecting
  readonly work: ConnectionWork
}

/** The one thing that is wanted most, and the others in a menu. */
export function ConnectionActions(props: ConnectionActionsProps) {
  const { connection, work } = props
  const { kept, kind, name } = connection
  return (
    <div className={styles.actions}>
      <MainAction {...props} />
      {canBeKept(connection) ? (
        <Button pending={work.pending} onClick={work.keep} aria-label={`Keep ${name}`}>
          Keep
        </Button>
      ) : null}
      {kept || kind === 'identity-center' ? <MoreActions {...props} /> : null}
    </div>
  )
}

function MainAction({ connection, standing, connecting, work }: ConnectionActionsProps) {
  const { name, needsSignIn } = connection
  switch (standing) {
    case 'connected':
      return (
        <Button
          pending={work.pending}
          onClick={work.disconnect}
          aria-label={`Disconnect from ${name}`}
        >
          Disconnect
        </Button>
      )
    case 'signing-in':
      return null
    case 'connecting':
    case 'expired':
    case 'failed':
    case 'signed-in':
    case 'not-signed-in':
    case 'ready':
      return (
        <Button
          pending={connecting.pending || standing === 'connecting'}
          onClick={() => connecting.open(connection)}
          aria-label={needsSignIn ? `Sign in to ${name}` : `Connect to ${name}`}
        >
          {needsSignIn ? 'Sign in' : 'Connect'}
        </Button>
      )
  }
}

function MoreActions({ connection, standing, connecting, work }: ConnectionActionsProps) {
  const [removing, setRemoving] = useState(false)
  const { id, kind, kept, name, needsSignIn, organizationId } = connection
  return (
    <>
      <Menu
        align="end"
        trigger={
          <Button look="quiet" icon={<Ellipsis aria-hidden />} aria-label={`More for ${name}`} />
        }
      >
        {kind === 'identity-center' && standing !== 'signing-in' ? (
          <MenuGroup label="Sign-in">
            <MenuItem onSelect={() => connecting.signIn(connection, 'browser')}>
              {needsSignIn ? 'Sign in in the browser' : 'Sign in again in the browser'}
            </MenuItem>
            <MenuItem onSelect={() => connecting.signIn(connection, 'device')}>
              Sign in with a device code
            </MenuItem>
            {needsSignIn ? null : <MenuItem onSelect={work.signOut}>Sign out</MenuItem>}
          </MenuGroup>
        ) : null}
        {kept ? (
          <MenuGroup label="Connection">
            <MenuItem onSelect={() => editConnection(id)}>Edit…</MenuItem>
            {organizationId === null ? null : (
              <MenuItem onSelect={work.forgetOrganization}>
                Let it forget its organization…
              </MenuItem>
            )}
            <MenuItem onSelect={() => setRemoving(true)}>Remove…</MenuItem>
          </MenuGroup>
        ) : null}
      </Menu>
      <RemoveDialog connection={connection} open={removing} onClose={() => setRemoving(false)} />
    </>
  )
}
