import { styleNonce } from './content-policy.ts'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import './styles/tokens.css'
import './styles/base.css'
import { App } from './app/app.tsx'
import { followShortcuts } from './app/shortcuts.ts'
import { followBundle } from './app/follow-bundle.ts'
import { followLock } from './app/follow-lock.ts'
import { followOrganization } from './app/follow-organization.ts'
import { followSettings } from './app/follow-settings.ts'
import { followActivity } from './features/lock/activity.ts'
import { followDataChanges } from './state/query-client.ts'
import { followProcedures } from './state/procedure-pushes.ts'
import { followReadiness } from './state/readiness-store.ts'
import { followReports } from './state/report-store.ts'
import { followRuns } from './state/run-store.ts'
import { followSession } from './state/session-store.ts'

// These last as long as the window: nothing ever stops them.
followDataChanges()
followLock()
followOrganization()
followSession()
followActivity()
followRuns()
followProcedures()
followReports()
followReadiness()
followBundle()
followSettings()
followShortcuts()

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root')
createRoot(root).render(
  <StrictMode>
    <App nonce={styleNonce} />
  </StrictMode>,
)
