import { useQuery } from '@tanstack/react-query'
import { ChevronDown } from 'lucide-react'
import type { Connection, Organization } from '../../shared/domain/connections.ts'
import { editConnection } from '../features/connections/connection-place.ts'
import { connectOrSignIn } from '../features/sign-in/connect.ts'
import { showSetting } from '../features/settings/show-setting.ts'
import { rootkeep, valueOf } from '../state/client.ts'
import { reads } from '../state/reads.ts'
import { acceptSession, useSession } from '../state/session-store.ts'
import { ConnectionSwatch } from '../ui/connection-swatch.tsx'
import { copyText } from '../ui/copy-text.ts'
import { Menu, MenuGroup, MenuItem } from '../ui/menu.tsx'
import { sayFailure } from '../ui/say-failure.ts'
import { showToast } from '../ui/toast-manager.ts'
import styles from './organization-menu.module.css'

/** Which organization this window is about; a click offers the others, and the ways out. */
export function OrganizationMenu() {
  const connection = useSession(({ session }) => session?.connection ?? null)
  const organization = useSession(({ session }) => session?.organization ?? null)
  return (
    <Menu
      trigger={
        <button type="button" className={styles.trigger}>
          {connection ? <ConnectionSwatch colour={connection.colour} size={16} /> : null}
          <span className={styles.lines}>
            <span className={styles.name}>{connection?.name ?? 'No connection'}</span>
            {organization ? (
              <span className={styles.organization}>
                <OrganizationWords organization={organization} />
              </span>
            ) : null}
          </span>
          <ChevronDown aria-hidden className={styles.chevron} />
        </button>
      }
    >
      <Connections />
      <Ways />
    </Menu>
  )
}

/** The name of the management account, once it is in the inventory, and the ID. */
function OrganizationWords({ organization }: { readonly organization: Organization }) {
  const { data } = useQuery(reads.account(organization.managementAccountId))
  return (
    <>
      {data ? <span className={styles.management}>{data.account.name}</span> : null}
      <span className={styles.id}>{organization.id}</span>
    </>
  )
}

function Connections() {
  const { data } = useQuery(reads.connections())
  const current = useSession(({ session }) => session?.connection?.id ?? null)
  const others = data?.filter(({ id }) => id !== current) ?? []
  if (others.length === 0) return null
  return (
    <MenuGroup label="Switch to">
      {others.map((connection) => (
        <MenuItem
          key={connection.id}
          note={connection.organizationId}
          onSelect={() => take(connectOrSignIn(connection))}
        >
          <span className={styles.item}>
            <ConnectionSwatch colour={connection.colour} />
            {connection.name}
          </span>
        </MenuItem>
      ))}
    </MenuGroup>
  )
}

function Ways() {
  const connection = useSession(({ session }) => session?.connection ?? null)
  const state = useSession(({ session }) => session?.connectionState ?? 'disconnected')
  const organizationId = useSession(({ session }) => session?.organization?.id ?? null)
  return (
    <MenuGroup label={connection?.name ?? 'Connections'}>
      {organizationId === null ? null : (
        <MenuItem onSelect={() => void copyId(organizationId)}>Copy the organization ID</MenuItem>
      )}
      <MenuItem onSelect={() => editOrChoose(connection)}>
        {connection?.kept === true ? 'Edit the connection' : 'All connections'}
      </MenuItem>
      {connection && state === 'disconnected' ? (
        <MenuItem onSelect={() => take(connectOrSignIn(connection))}>Connect again</MenuItem>
      ) : null}
      {connection?.kind === 'identity-center' && (state === 'connected' || state === 'expired') ? (
        <MenuItem onSelect={() => take(rootkeep.signIn.signOut({ connectionId: connection.id }))}>
          Sign out
        </MenuItem>
      ) : null}
      {state === 'disconnected' ? null : (
        <MenuItem onSelect={() => take(rootkeep.session.disconnect())}>Disconnect</MenuItem>
      )}
    </MenuGroup>
  )
}

/** One that is kept is opened in its form; the others are found on this computer, and shown in the list. */
function editOrChoose(connection: Connection | null): void {
  if (connection?.kept === true) editConnection(connection.id)
  showSetting('connection')
}

function take(call: ReturnType<typeof connectOrSignIn>): void {
  valueOf(call).then(acceptSession, sayFailure)
}

async function copyId(id: string): Promise<void> {
  if (await copyText(id)) showToast('The organization ID is copied', id)
}
