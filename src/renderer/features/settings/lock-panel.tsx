import { LockKeyhole } from 'lucide-react'
import { useState } from 'react'
import type { Settings } from '../../../shared/domain/settings.ts'
import { keysOf } from '../../commands.ts'
import { lockNow } from '../lock/lock-command.ts'
import { faultOfMinutes, lockEffect } from '../lock/lock-words.ts'
import { LockPassphrase } from '../lock/lock-passphrase.tsx'
import { StorageNote } from '../lock/storage-note.tsx'
import { rootkeep } from '../../state/client.ts'
import { useSession } from '../../state/session-store.ts'
import { useCommand } from '../../state/use-command.ts'
import { Button } from '../../ui/button.tsx'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { Keys } from '../../ui/keys.tsx'
import { Panel } from '../../ui/panel.tsx'
import { TextField } from '../../ui/text-field.tsx'
import styles from './settings-screen.module.css'

const opensByLabel = {
  system: 'Opened by the operating system',
  passphrase: 'Opened by a passphrase',
  'sign-in': 'Opened by signing in again',
} as const

/** When this window locks, what opens it again, and what becomes of the secrets. */
export function LockPanel({ settings }: { readonly settings: Settings }) {
  const lock = useSession(({ session }) => session?.lock ?? null)
  if (lock === null) return null
  return (
    <Panel
      title="Lock"
      note={opensByLabel[lock.opensBy]}
      actions={
        <Button look="quiet" icon={<LockKeyhole aria-hidden />} onClick={lockNow}>
          Lock now <Keys keys={keysOf('lock') ?? ''} />
        </Button>
      }
    >
      <div className={styles.blocks}>
        <p className={styles.quiet}>
          {lockEffect[lock.opensBy]} Runs and procedures under way go on to their end.
        </p>
        <StorageNote />
        <IdleMinutes key={settings.idleLockMinutes} minutes={settings.idleLockMinutes} />
        <LockPassphrase isSet={lock.hasPassphrase} />
      </div>
    </Panel>
  )
}

function IdleMinutes({ minutes }: { readonly minutes: number }) {
  const [typed, setTyped] = useState(String(minutes))
  const update = useCommand(rootkeep.settings.update)
  const fault = faultOfMinutes(typed)
  const changed = Number(typed) !== minutes
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (fault === null && changed) update.send({ idleLockMinutes: Number(typed) })
      }}
    >
      <div className={styles.fields}>
        <TextField
          label="Lock after idle minutes"
          type="number"
          min={0}
          max={480}
          value={typed}
          onChange={setTyped}
          error={fault}
          hint="0 for never. A change is asked for once more outside of this window."
        />
      </div>
      {update.failure ? <FailurePanel failure={update.failure} /> : null}
      <div className={styles.buttons}>
        <Button type="submit" disabled={fault !== null || !changed} pending={update.pending}>
          Save the idle time
        </Button>
      </div>
    </form>
  )
}
