import { expect, test } from './launch.ts'
import { posturesOf } from './organization.ts'
import {
  auditAll,
  ended,
  freshWindow,
  goTo,
  openScene,
  region,
  runsOf,
  startAudit,
  type Scene,
} from './scene.ts'

let scene: Scene
test.beforeAll(async ({ backend }) => {
  scene = await openScene({ backend, size: { width: 1600, height: 1000 } })
})
test.afterAll(() => scene?.close())
test.beforeEach(() => freshWindow(scene.page))

test('a run is listed with its completeness, its caller, and every kind of call it made', async () => {
  const { page, organization } = scene
  await organization.forgetRequests()
  const run = await auditAll(page)
  const truth = posturesOf(await organization.members())
  await goTo(page, 'Runs')
  const line = page.getByRole('row').filter({ hasText: 'Completed' }).first()
  const auditable = truth.compliant + truth['non-compliant'] + truth.unknown
  await expect(line).toContainText(`${auditable - truth.unknown} of ${auditable}`)
  await expect(line).toContainText('Whole organization')

  const detail = region(page, 'Run')
  await expect(detail).toContainText(
    `Observed ${auditable - truth.unknown} of ${auditable}, ${truth.unknown} unknown, ${truth['not-applicable']} not applicable.`,
  )
  await expect(detail).toContainText(run.callerArn)
  await expect(detail).toContainText(run.id)
  await expect(detail).toContainText(organization.id)
  // Two calls for a clean account, more only where something is present: as the organization counted them.
  const requests = await organization.requests()
  for (const operation of ['AssumeRoot', 'GetAccountSummary', 'ListAccessKeys'] as const) {
    // The summary of the management account is read with the operator's own keys.
    const counted = requests.filter((each) => each.operation === operation).length
    await expect(
      detail.getByRole('row', { name: new RegExp(`:${operation} ${counted} 0 \\d+$`) }),
    ).toBeVisible()
  }
  await expect(detail.getByRole('row', { name: /AssumeRoot/ })).toHaveText(
    new RegExp(
      `${requests.filter((each) => each.operation === 'AssumeRoot' && each.errorCode !== null).length}$`,
    ),
  )
})

test('runs stand newest first, and each opens beside the list', async () => {
  const { page } = scene
  await auditAll(page)
  const runs = await runsOf(page)
  await goTo(page, 'Runs')
  const history = region(page, 'History')
  await expect(history.getByRole('row')).toHaveCount(runs.length + 1)
  await expect(region(page, 'Run')).toContainText(runs[0]?.id ?? '?')
  const oldest = history.getByRole('row').last().getByRole('button')
  await oldest.focus()
  await page.keyboard.press('Enter')
  await expect(region(page, 'Run')).toContainText(runs.at(-1)?.id ?? '?')
  await expect(oldest).toHaveAttribute('aria-current', 'true')
  await page.keyboard.press('Alt+ArrowLeft')
  await expect(region(page, 'Run')).toContainText(runs[0]?.id ?? '?')
})

test('one run at a time: while one is under way no other can be started', async () => {
  const { page, organization } = scene
  await organization.faults([{ operation: 'AssumeRoot', probability: 1, latencyMs: 10_000 }])
  const before = (await runsOf(page)).length
  await startAudit(page)
  await goTo(page, 'Runs')
  const strip = region(page, 'Audit run')
  await expect(strip).toBeVisible()
  await expect(page.getByRole('button', { name: 'New run' })).toBeDisabled()
  await expect(region(page, 'History').getByRole('row', { name: /Running/ })).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  const refused = await page.evaluate(() =>
    window.rootkeep.runs.start({ scope: { kind: 'organization' }, deep: false }),
  )
  expect(refused).toMatchObject({ ok: false, error: { code: 'run-in-progress' } })
  await strip.getByRole('button', { name: 'Cancel' }).click()
  await expect(strip).toHaveCount(0)
  await organization.faults([])
  expect(await ended(page, before + 1)).toMatchObject({ state: 'cancelled' })
  await expect(page.getByRole('button', { name: 'New run' })).toBeEnabled()
})

test('an audit under faults of every kind says unknown where it could not look, and the truth elsewhere', async () => {
  const { page, organization } = scene
  await organization.faults([
    { operation: 'AssumeRoot', probability: 0.15, throttle: true },
    { service: 'iam', probability: 0.05, status: 500 },
    { service: 'iam', probability: 0.05, reset: true },
    { service: 'iam', probability: 0.05, truncate: true },
    { service: 'iam', probability: 0.05, garbage: true },
  ])
  const run = await auditAll(page)
  await organization.faults([])
  expect(run.state).toBe('completed')
  const shown = await page.evaluate(() =>
    window.rootkeep.accounts.page({
      filter: {
        postures: [],
        findings: [],
        states: [],
        unitId: null,
        tag: null,
        search: '',
        includeLeft: false,
      },
      sort: { key: 'id', descending: false },
      offset: 0,
      limit: 500,
    }),
  )
  if (!shown.ok) throw new Error(shown.error.message)
  const members = await organization.members()
  expect(shown.value.total).toBe(members.length)
  for (const row of shown.value.rows) {
    const truth = members.find((member) => member.id === row.id)?.posture ?? 'unknown'
    expect([truth, 'unknown'], row.id).toContain(row.posture)
    if (row.posture === 'unknown') expect(row.unknownReason, row.id).not.toBeNull()
  }
})
