import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import type { Run } from '../src/shared/domain/runs.ts'
import type { SimulatorOptions } from '../src/simulator/options.ts'
import { auditInto, rememberEnvironment } from './data-folder.ts'
import { electronBinary, launch, test, type Backend } from './launch.ts'
import type { Launched } from './launched.ts'
import { startOrganization, type Organization } from './organization.ts'

/** An organization and the app connected to it, shared by the tests of a file. */
export type Scene = {
  readonly organization: Organization
  readonly home: string
  /** The window of the app that runs now. */
  readonly page: Page
  readonly app: Launched
  /** Ends the app and starts it again over the same folder. */
  restart(environment?: Readonly<Record<string, string | undefined>>): Promise<Page>
  close(): Promise<void>
}

export type SceneOptions = SimulatorOptions & {
  readonly backend: Backend
  /** False: nothing has been audited when the window opens. */
  readonly audited?: boolean
  readonly size?: { readonly width: number; readonly height: number }
  /** Called before the first audit. */
  readonly prepare?: (organization: Organization) => Promise<void>
}

/** Builds a scene; for `beforeAll`, with `close` in `afterAll`. */
export async function openScene(options: SceneOptions): Promise<Scene> {
  const { backend, audited = true, size, prepare, ...simulated } = options
  test.skip(
    backend === 'electron' && electronBinary() === null,
    'the Electron binary is not installed here (node_modules/electron/dist)',
  )
  const home = mkdtempSync(join(tmpdir(), 'rootkeep-e2e-'))
  const organization = await startOrganization(simulated)
  await prepare?.(organization)
  if (audited) await auditInto(home, organization)
  else rememberEnvironment(home)

  async function open(environment = organization.environment): Promise<Launched> {
    return await launch({ backend, home, env: environment, ...(size ? { size } : {}) })
  }
  let app = await open()
  await connected(app.page)
  return {
    organization,
    home,
    get page() {
      return app.page
    },
    get app() {
      return app
    },
    async restart(environment) {
      await app.close()
      app = await open(environment)
      return app.page
    },
    async close() {
      await app.close()
      await organization.close()
      rmSync(home, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/** Waits until the window says who is calling. */
export async function connected(page: Page): Promise<void> {
  await expect(
    page.getByRole('banner').getByRole('button', { name: /Management account/ }),
  ).toBeVisible()
}

/** Draws the window anew: no filter, no selection, no dialog, the Overview. */
export async function freshWindow(page: Page): Promise<void> {
  await page.evaluate(() => location.reload())
  await page.waitForFunction(() => 'rootkeep' in window)
  await connected(page)
}

/** Goes to a view by the rail. */
export async function goTo(
  page: Page,
  view:
    | 'Overview'
    | 'Accounts'
    | 'Procedures'
    | 'Cases'
    | 'Journal'
    | 'Reports'
    | 'Runs'
    | 'Readiness'
    | 'Settings',
): Promise<void> {
  await page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: view }).click()
  await expect(page.getByRole('main', { name: view })).toBeVisible()
}

/** Audits the whole organization from the window, and waits for the end of the run. */
export async function auditAll(page: Page): Promise<Run> {
  const before = (await runsOf(page)).length
  await startAudit(page)
  return await ended(page, before + 1)
}

/** Starts a run over the organization by the shortcut and the dialog. */
export async function startAudit(page: Page): Promise<void> {
  await page.keyboard.press('Control+Enter')
  const dialog = page.getByRole('dialog', { name: 'New audit run' })
  await dialog.getByRole('button', { name: 'Start the audit' }).click()
  await expect(dialog).toBeHidden()
}

/** Waits until there are so many runs and the newest is over; returns that one. */
export async function ended(page: Page, count: number): Promise<Run> {
  await expect
    .poll(
      async () => {
        const runs = await runsOf(page)
        return runs.length >= count && runs[0] !== undefined && runs[0].endedAt !== null
      },
      { timeout: 30_000 },
    )
    .toBe(true)
  const [newest] = await runsOf(page)
  if (!newest) throw new Error('there is no run')
  return newest
}

/** The runs that main knows, newest first. */
export async function runsOf(page: Page): Promise<readonly Run[]> {
  const result = await page.evaluate(() => window.rootkeep.runs.list({ offset: 0, limit: 200 }))
  if (!result.ok) throw new Error(result.error.message)
  return result.value.runs
}

/** A titled part of the view. */
export function region(page: Page, name: string) {
  return page.getByRole('region', { name, exact: true })
}
