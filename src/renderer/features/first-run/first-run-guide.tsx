import { FileCheck2, FileDown, Settings2 } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { goTo } from '../../state/view-store.ts'
import { Button } from '../../ui/button.tsx'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { openBundle } from '../bundle/bundle-work.ts'
import { ConnectionFilePicker } from '../connections/connection-file-picker.tsx'
import { ConnectionForm } from '../connections/connection-form.tsx'
import { closeConnectionForm, useConnectionPlace } from '../connections/connection-place.ts'
import { useConnect, type Connecting } from '../sign-in/connect.ts'
import { showSetting } from '../settings/show-setting.ts'
import { FoundWay } from './found-way.tsx'
import { IdentityCenterWay } from './identity-center-way.tsx'
import { PracticeWay } from './practice-way.tsx'
import styles from './first-run-guide.module.css'

/** What stands here until a connection was chosen for the first time: what Rootkeep is, and three ways to begin. */
export function FirstRunGuide() {
  const formOpen = useConnectionPlace((place) => place.form !== null)
  const connecting = useConnect()
  const title = useRef<HTMLHeadingElement>(null)
  const wasOpen = useRef(formOpen)
  useEffect(() => {
    // The button that opened or closed the form goes with what it stood in, and the focus with it.
    if (wasOpen.current !== formOpen) title.current?.focus()
    wasOpen.current = formOpen
  }, [formOpen])

  return (
    <div className={styles.place}>
      <div className={styles.guide}>
        <header className={styles.header}>
          <h1 ref={title} tabIndex={-1} className={styles.title}>
            {formOpen ? 'Connect to AWS' : 'Welcome to Rootkeep'}
          </h1>
          <p className={styles.lead}>
            {formOpen
              ? 'Everything but name and sign-in can stay as it is, and can be changed later under Settings.'
              : 'See which member accounts of an AWS Organization still hold root credentials, remove them safely, and prove it later. Choose how to begin; until then, nothing is contacted.'}
          </p>
        </header>
        {connecting.failure ? (
          <FailurePanel title="Not connected" failure={connecting.failure} />
        ) : null}
        {formOpen ? (
          <ConnectionForm
            onCancel={closeConnectionForm}
            onSaved={(connection, connect) => {
              if (connect) connecting.open(connection)
              else showSetting('connection')
            }}
          />
        ) : (
          <Ways connecting={connecting} />
        )}
      </div>
    </div>
  )
}

function Ways({ connecting }: { readonly connecting: Connecting }) {
  const picker = useRef<HTMLInputElement>(null)
  return (
    <>
      <div className={styles.ways}>
        <PracticeWay connecting={connecting} />
        <IdentityCenterWay connecting={connecting} />
        <FoundWay connecting={connecting} />
      </div>
      <footer className={styles.footer}>
        <span>Or begin elsewhere:</span>
        <Button look="quiet" icon={<FileCheck2 aria-hidden />} onClick={openBundle}>
          Open an evidence bundle…
        </Button>
        <Button
          look="quiet"
          icon={<FileDown aria-hidden />}
          onClick={() => picker.current?.click()}
        >
          Import connections…
        </Button>
        <Button look="quiet" icon={<Settings2 aria-hidden />} onClick={() => goTo('settings')}>
          Settings
        </Button>
        <ConnectionFilePicker ref={picker} onImported={() => showSetting('connection')} />
      </footer>
    </>
  )
}
