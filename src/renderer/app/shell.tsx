import { useEffect, useRef } from 'react'
import { BundleDialogs } from '../features/bundle/bundle-dialogs.tsx'
import { OpenCaseDialog } from '../features/cases/open-case-dialog.tsx'
import { PaletteDialog } from '../features/palette/palette-dialog.tsx'
import { KeyboardHelp } from '../features/palette/keyboard-help.tsx'
import { SignInDialog } from '../features/sign-in/sign-in-dialog.tsx'
import { StartRunDialog } from '../features/runs/start-run-dialog.tsx'
import { bundleKeyOf, useBundle } from '../state/bundle-store.ts'
import { useSession } from '../state/session-store.ts'
import { useViews, viewOf, type ViewName } from '../state/view-store.ts'
import { FailurePanel } from '../ui/failure-panel.tsx'
import { Banners } from './banners.tsx'
import { ContextBar } from './context-bar.tsx'
import { ErrorBoundary } from './error-boundary.tsx'
import { Rail } from './rail.tsx'
import { RunAnnouncer } from './run-announcer.tsx'
import { ViewOutlet } from './view-outlet.tsx'
import styles from './shell.module.css'

const titles = {
  overview: 'Overview',
  accounts: 'Accounts',
  procedures: 'Procedures',
  cases: 'Cases',
  journal: 'Journal',
  reports: 'Reports',
  runs: 'Runs',
  readiness: 'Readiness',
  settings: 'Settings',
} as const satisfies Record<ViewName, string>

/** The frame around every view: who is connected above, where to go on the left. */
export function Shell() {
  const name = useViews((store) => viewOf(store).name)
  const failure = useSession(({ failure }) => failure)
  const bundleKey = useBundle(({ viewed }) => bundleKeyOf(viewed))
  const main = useRef<HTMLElement>(null)
  const keyBefore = useRef(bundleKey)
  useEffect(() => {
    if (keyBefore.current === bundleKey) return
    keyBefore.current = bundleKey
    // The button that opened or closed a bundle goes with what it stood in, and the focus with it.
    if (document.activeElement === document.body) main.current?.focus()
  }, [bundleKey])
  useEffect(() => {
    document.title = `${titles[name]} · Rootkeep`
  }, [name])

  return (
    <div className={styles.shell}>
      <ContextBar />
      <Banners />
      <div className={styles.body}>
        <Rail />
        <main ref={main} tabIndex={-1} className={styles.main} aria-label={titles[name]}>
          {failure && bundleKey === '' ? (
            <div className={styles.failure}>
              <FailurePanel title="The session could not be read." failure={failure} />
            </div>
          ) : (
            <ErrorBoundary key={`${name} ${bundleKey}`} what={titles[name]}>
              <ViewOutlet />
            </ErrorBoundary>
          )}
        </main>
      </div>
      <RunAnnouncer />
      <PaletteDialog />
      <KeyboardHelp />
      <StartRunDialog />
      <OpenCaseDialog />
      <BundleDialogs />
      <SignInDialog />
    </div>
  )
}
