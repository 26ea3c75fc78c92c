import { ExternalLink, Globe } from 'lucide-react'
import type { DeviceVerification } from '../../../shared/domain/sign-in.ts'
import { rootkeep } from '../../state/client.ts'
import { useCommand } from '../../state/use-command.ts'
import { Button } from '../../ui/button.tsx'
import { Copyable } from '../../ui/copyable.tsx'
import { DialogActions } from '../../ui/dialog.tsx'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { StorageNote } from '../lock/storage-note.tsx'
import { QrCode } from './qr-code.tsx'
import type { StageProps } from './stage.ts'
import { TimeLeft } from './time-left.tsx'
import styles from './sign-in.module.css'

/** While a person types the code, or scans it, in a browser anywhere. */
export function WaitForDevice({ signIn, onCancel, onBegin, beginning, failure }: StageProps) {
  const openHere = useCommand(() => rootkeep.signIn.openAgain())
  const fault = openHere.failure ?? failure
  const { verification, state, until } = signIn
  return (
    <div className={styles.stage}>
      {state === 'finishing' ? (
        <p className={styles.lead} role="status">
          Signing in.
        </p>
      ) : verification === null ? (
        <p className={styles.lead} role="status">
          Asking IAM Identity Center for a code. <Skeleton width="60%" />
        </p>
      ) : (
        <Verification verification={verification} />
      )}
      {state === 'waiting' && until !== null ? <TimeLeft until={until} /> : null}
      <StorageNote />
      {fault ? <FailurePanel failure={fault} /> : null}
      <DialogActions>
        <Button look="quiet" onClick={onCancel}>
          Cancel
        </Button>
        <Button icon={<Globe aria-hidden />} pending={beginning} onClick={() => onBegin('browser')}>
          Sign in without a code
        </Button>
        <Button
          look="primary"
          icon={<ExternalLink aria-hidden />}
          disabled={state !== 'waiting'}
          pending={openHere.pending}
          onClick={() => openHere.send(undefined)}
        >
          Open it on this computer
        </Button>
      </DialogActions>
    </div>
  )
}

function Verification({ verification }: { readonly verification: DeviceVerification }) {
  const { userCode, url, urlWithCode } = verification
  return (
    <div className={styles.device}>
      <div className={styles.steps}>
        <p>
          Open this address in a browser on any device:
          <br />
          <Copyable value={url} what="address" className={styles.address} />
        </p>
        <p>
          There, compare or type this code, then allow Rootkeep:
          <br />
          <Copyable value={userCode} what="user code" className={styles.code} />
        </p>
        <p className={styles.quiet}>
          Allow it only where the page shows this very code: then it is this window that gets in.
        </p>
      </div>
      <QrCode text={urlWithCode} label={`QR code of the address with the code ${userCode} in it`} />
    </div>
  )
}
