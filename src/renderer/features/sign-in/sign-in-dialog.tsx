import { useEffect, useRef, useState, type ReactNode } from 'react'
import type { SignInProgress } from '../../../shared/domain/sign-in.ts'
import { rootkeep } from '../../state/client.ts'
import { acceptSession, useSession } from '../../state/session-store.ts'
import { useCommand } from '../../state/use-command.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { ChooseRole } from './choose-role.tsx'
import { signInAnew } from './connect.ts'
import { SignInFailed } from './sign-in-failed.tsx'
import type { StageProps } from './stage.ts'
import { WaitForBrowser } from './wait-for-browser.tsx'
import { WaitForDevice } from './wait-for-device.tsx'
import styles from './sign-in.module.css'

/** The sign-in under way, whatever it waits for. Closing it ends it. */
export function SignInDialog() {
  const current = useSession(({ session }) => session?.signIn ?? null)
  const cancel = useCommand(() => rootkeep.signIn.cancel())
  const anew = useCommand(signInAnew)
  const [replaced, setReplaced] = useState<SignInProgress | null>(null)
  // Between the end of one and the beginning of the next the dialog stays as it is.
  const signIn = current ?? (anew.pending ? replaced : null)
  const onCancel = () => cancel.send(undefined, acceptSession)

  return (
    <Dialog
      open={signIn !== null}
      onClose={onCancel}
      title={signIn ? titleOf(signIn) : ''}
      width={signIn?.state === 'choosing' ? 600 : 520}
      holds
    >
      {signIn ? (
        <Frame key={`${signIn.means} ${signIn.state}`}>
          <Stage
            signIn={signIn}
            onCancel={onCancel}
            onBegin={(means) => {
              setReplaced(signIn)
              anew.send({ connectionId: signIn.connectionId, means }, acceptSession)
            }}
            beginning={anew.pending}
            failure={anew.failure}
          />
        </Frame>
      ) : null}
    </Dialog>
  )
}

/** Takes the keyboard where the button that had it went with the stage before. */
function Frame({ children }: { readonly children: ReactNode }) {
  const frame = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (document.activeElement === document.body) frame.current?.focus()
  }, [])
  return (
    <div ref={frame} tabIndex={-1} className={styles.frame}>
      {children}
    </div>
  )
}

function Stage(props: StageProps) {
  const { state, means } = props.signIn
  switch (state) {
    case 'starting':
    case 'waiting':
    case 'finishing':
      return means === 'browser' ? <WaitForBrowser {...props} /> : <WaitForDevice {...props} />
    case 'choosing':
      return <ChooseRole {...props} />
    case 'failed':
      return <SignInFailed {...props} />
  }
}

function titleOf({ state, connectionName }: SignInProgress): string {
  if (state === 'choosing') return `${connectionName}: as whom?`
  if (state === 'failed') return `Not signed in to ${connectionName}`
  return `Sign in to ${connectionName}`
}
