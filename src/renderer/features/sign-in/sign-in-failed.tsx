import { Pencil } from 'lucide-react'
import { failureOf } from '../../../shared/domain/failure-catalogue.ts'
import { Button } from '../../ui/button.tsx'
import { DialogActions } from '../../ui/dialog.tsx'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { editConnection } from '../connections/connection-place.ts'
import { showSetting } from '../settings/show-setting.ts'
import type { StageProps } from './stage.ts'
import styles from './sign-in.module.css'

/** Why nobody is signed in, and each way on. */
export function SignInFailed({ signIn, onCancel, onBegin, beginning, failure }: StageProps) {
  const { connectionId, means } = signIn
  const other = means === 'browser' ? 'device' : 'browser'
  return (
    <div className={styles.stage}>
      <FailurePanel failure={signIn.failure ?? failureOf('internal')} />
      {failure ? <FailurePanel title="It did not begin again." failure={failure} /> : null}
      <DialogActions>
        <Button
          look="quiet"
          icon={<Pencil aria-hidden />}
          onClick={() => {
            onCancel()
            editConnection(connectionId)
            showSetting('connection')
          }}
        >
          Connection settings
        </Button>
        <Button pending={beginning} onClick={() => onBegin(other)}>
          {other === 'device' ? 'Use a device code' : 'Use the browser'}
        </Button>
        <Button look="primary" pending={beginning} onClick={() => onBegin(means)}>
          Try again
        </Button>
      </DialogActions>
    </div>
  )
}
