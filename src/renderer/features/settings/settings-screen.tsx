import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { failureFrom } from '../../state/client.ts'
import { reads } from '../../state/reads.ts'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { AboutPanel } from './about-panel.tsx'
import { AuditSettingsPanel } from './audit-settings-panel.tsx'
import { ConnectionsPanel } from '../connections/connections-panel.tsx'
import { ExemptionsPanel } from './exemptions-panel.tsx'
import { IdentityPanel } from './identity-panel.tsx'
import { LimitsPanel } from './limits-panel.tsx'
import { LockPanel } from './lock-panel.tsx'
import { OperatorsPanel } from './operators-panel.tsx'
import { RulesPanel } from './rules-panel.tsx'
import { sectionIdOf, settingSections, showSetting, type SettingSection } from './show-setting.ts'
import { ThemePanel } from './theme-panel.tsx'
import styles from './settings-screen.module.css'

/** What the operator can set, and what this installation is. */
export function SettingsScreen() {
  const { data: settings, error, refetch } = useQuery(reads.settings())
  const panels: Readonly<Record<SettingSection, ReactNode>> = {
    connection: <ConnectionsPanel />,
    lock: settings ? <LockPanel settings={settings} /> : null,
    audit: settings ? <AuditSettingsPanel settings={settings} /> : null,
    appearance: settings ? <ThemePanel theme={settings.theme} /> : null,
    identity: <IdentityPanel />,
    operators: <OperatorsPanel />,
    rules: settings ? <RulesPanel settings={settings} /> : null,
    limits: settings ? <LimitsPanel settings={settings} /> : null,
    exemptions: <ExemptionsPanel />,
    about: <AboutPanel />,
  }
  return (
    <div className={styles.screen}>
      <nav className={styles.sections} aria-label="Parts of Settings">
        <h1 className={styles.title}>Settings</h1>
        <ul>
          {settingSections.map(({ id, label }) => (
            <li key={id}>
              <button type="button" className={styles.section} onClick={() => showSetting(id)}>
                {label}
              </button>
            </li>
          ))}
        </ul>
      </nav>
      <div className={styles.scroll}>
        {error ? (
          <FailurePanel
            title="The settings could not be read."
            failure={failureFrom(error)}
            onRetry={() => void refetch()}
          />
        ) : null}
        {settingSections.map(({ id }) => (
          <div key={id} id={sectionIdOf(id)} tabIndex={-1} className={styles.part}>
            {panels[id]}
          </div>
        ))}
      </div>
    </div>
  )
}
