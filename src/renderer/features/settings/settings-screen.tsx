import { useQuery } from '@tanstack/react-query'
import type { Settings } from '../../../shared/domain/settings.ts'
import { failureFrom } from '../../state/client.ts'
import { reads } from '../../state/reads.ts'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { AboutPanel } from './about-panel.tsx'
import { AuditSettingsPanel } from './audit-settings-panel.tsx'
import { ConnectionPanel } from './connection-panel.tsx'
import { ExemptionsPanel } from './exemptions-panel.tsx'
import { ThemePanel } from './theme-panel.tsx'
import styles from './settings-screen.module.css'

/** What the operator can set, and what this installation is. */
export function SettingsScreen() {
  const { data, error, refetch } = useQuery(reads.settings())
  return (
    <div className={styles.scroll}>
      <h1 className={styles.title}>Settings</h1>
      <ConnectionPanel />
      {error ? (
        <FailurePanel
          title="The settings could not be read."
          failure={failureFrom(error)}
          onRetry={() => void refetch()}
        />
      ) : null}
      {data ? <Saved settings={data} /> : null}
      <ExemptionsPanel />
      <AboutPanel />
    </div>
  )
}

function Saved({ settings }: { readonly settings: Settings }) {
  return (
    <>
      <AuditSettingsPanel settings={settings} />
      <ThemePanel theme={settings.theme} />
    </>
  )
}
