import { completedRun, fillStore, organizationId } from './filled-store.ts'

const dayMs = 86_400_000
const earlierRuns = 30

/** What is in a data folder whose connection cannot be opened: the window then shows the cache. */
export type OfflineFolder = {
  /** Names credentials, and an endpoint where nothing listens. */
  readonly environment: Readonly<Record<string, string>>
}

/** Fills a data folder with an organization that was audited today, and daily before. */
export function fillOfflineFolder(folder: string, accounts: number): OfflineFolder {
  const now = Date.now()
  const filled = fillStore(folder, accounts, new Date(now))
  const { store } = filled
  const postures = store.accountTable.postureCounts(organizationId)
  for (let day = earlierRuns; day >= 0; day -= 1) {
    const run = completedRun(`run-${day}`, new Date(now - day * dayMs))
    store.runs.begin(run, { pid: process.pid })
    store.runs.save(run, postures, { pid: process.pid }, run.startedAt)
  }
  store.settings.remember('connection', 'environment')
  store.settings.remember('connection.organization.environment', organizationId)
  filled.close()
  return {
    environment: {
      AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'nothing-listens-where-this-is-sent',
      AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
      AWS_REGION: 'us-east-1',
    },
  }
}
