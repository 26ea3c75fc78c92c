import { LockKeyhole } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { LockState } from '../../../shared/domain/lock.ts'
import { rootkeep } from '../../state/client.ts'
import { acceptSession } from '../../state/session-store.ts'
import { useCommand } from '../../state/use-command.ts'
import { Button } from '../../ui/button.tsx'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { TextField } from '../../ui/text-field.tsx'
import styles from './lock-screen.module.css'

/** All there is while Rootkeep is locked. SECURITY: it takes the place of every view, and names neither organization nor person. */
export function LockScreen({ lock }: { readonly lock: LockState }) {
  const { opensBy, hasPassphrase } = lock
  const [typing, setTyping] = useState(false)
  const byPassphrase = opensBy === 'passphrase' || typing
  useEffect(() => {
    document.title = 'Rootkeep is locked'
  }, [])
  return (
    <main className={styles.screen} aria-label="Rootkeep is locked">
      <div className={styles.box}>
        <LockKeyhole className={styles.icon} aria-hidden />
        <h1 className={styles.title}>Rootkeep is locked</h1>
        {byPassphrase ? <ByPassphrase /> : <ByButton system={opensBy === 'system'} />}
        {opensBy === 'system' && hasPassphrase ? (
          <Button look="quiet" onClick={() => setTyping(!typing)}>
            {typing ? 'Let the system ask instead' : 'Use the passphrase instead'}
          </Button>
        ) : null}
      </div>
    </main>
  )
}

/** Puts the keyboard where one unlocks: what had the focus is gone with the views. */
function useFocus<Root extends HTMLElement>() {
  const root = useRef<Root>(null)
  useEffect(() => {
    root.current?.querySelector<HTMLElement>('input, button')?.focus()
  }, [])
  return root
}

function ByPassphrase() {
  const form = useFocus<HTMLFormElement>()
  const [passphrase, setPassphrase] = useState('')
  const unlock = useCommand(rootkeep.lock.unlock)
  return (
    <form
      ref={form}
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (passphrase === '') return
        // SECURITY: what was typed stays no longer than it takes to send it.
        setPassphrase('')
        unlock.send({ passphrase }, acceptSession)
      }}
    >
      <TextField
        label="Passphrase"
        type="password"
        value={passphrase}
        onChange={setPassphrase}
        hint="After several wrong ones there is a pause before the next is tried."
      />
      {unlock.failure ? <FailurePanel failure={unlock.failure} /> : null}
      <Button look="primary" type="submit" disabled={passphrase === ''} pending={unlock.pending}>
        {unlock.pending ? 'Checking' : 'Unlock'}
      </Button>
    </form>
  )
}

function ByButton({ system }: { readonly system: boolean }) {
  const place = useFocus<HTMLDivElement>()
  const unlock = useCommand(rootkeep.lock.unlock)
  return (
    <div ref={place} className={styles.form}>
      <p className={styles.text}>
        {system
          ? 'The operating system asks who you are.'
          : 'Nothing here can tell who you are, so opening asks for nothing. Whoever was signed in is signed out: sign in again afterwards.'}
      </p>
      {unlock.failure ? <FailurePanel failure={unlock.failure} /> : null}
      <Button
        look="primary"
        pending={unlock.pending}
        onClick={() => unlock.send({ passphrase: null }, acceptSession)}
      >
        {system ? 'Unlock' : 'Open'}
      </Button>
    </div>
  )
}
