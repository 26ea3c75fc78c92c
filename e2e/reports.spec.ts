import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { Report } from '../src/shared/domain/reports.ts'
import { chooseAt, chooseNothing } from './consent.ts'
import { rememberEnvironment } from './data-folder.ts'
import { expect, test } from './launch.ts'
import { pick, posturesOf, startOrganization, type Member } from './organization.ts'
import { connected, freshWindow, goTo, openScene, type Scene } from './scene.ts'
import { expectAccessible, overflowOf } from './wcag.ts'

/** A name that would run in a page that took it for markup. */
const hostileName = '<script>document.title="run"</script><img src=x onerror="document.title=1">'

let scene: Scene
let members: Member[]
let hostile: Member
test.beforeAll(async ({ backend }) => {
  scene = await openScene({
    backend,
    accounts: 30,
    async prepare(organization) {
      const found = pick(
        await organization.members(),
        (each) => each.posture === 'non-compliant' && !each.assumeRootDenied,
      )
      await organization.change(found.id, { name: hostileName })
    },
  })
  members = await scene.organization.members()
  hostile = pick(members, ({ name }) => name === hostileName)
})
test.afterAll(() => scene?.close())
test.beforeEach(async () => {
  await freshWindow(scene.page)
  await goTo(scene.page, 'Reports')
})

const preview = (page: Page) => page.getByRole('region', { name: 'Preview', exact: true })
const document = (page: Page) => preview(page).locator('iframe').contentFrame()
const choose = async (page: Page, field: string, option: string) => {
  await page.getByRole('combobox', { name: field }).click()
  await page.getByRole('option', { name: option }).click()
}

test('every format is written into the folder that a person names, and says of each account what is true', async () => {
  const { page, app, home, organization } = scene
  const folder = join(home, 'reports')
  mkdirSync(folder)
  for (const format of ['PDF', 'CSV', 'JSON', 'OCSF', 'Markdown']) {
    await page.getByRole('checkbox', { name: new RegExp(`^${format}`) }).click()
  }
  await organization.forgetRequests()
  await page.getByRole('button', { name: 'Write 6 files…' }).click()
  await chooseNothing(app)
  expect(readdirSync(folder)).toEqual([])
  await page.getByRole('button', { name: 'Write 6 files…' }).click()
  await chooseAt(app, folder)
  await expect(page.getByRole('main').getByText('6 files written.')).toBeVisible({
    timeout: 30_000,
  })
  expect(await organization.requests()).toEqual([])

  const read = (ending: string) => {
    const name = readdirSync(folder).find((each) => each.endsWith(ending))
    return readFileSync(join(folder, name ?? '?'))
  }
  const report = JSON.parse(read('.json').toString()) as Report
  expect(report.postures).toEqual(posturesOf(members))
  const told = new Map(report.accounts.map(({ id, posture }) => [id, posture]))
  expect(told).toEqual(new Map(members.map(({ id, posture }) => [id, posture])))

  const rows = read('.csv').toString().trimEnd().split('\r\n')
  expect(rows).toHaveLength(members.length + 1)
  for (const { id, posture } of members) {
    expect(rows.find((row) => row.startsWith(id))).toContain(posture)
  }
  const findings = read('.ocsf.jsonl').toString().trimEnd().split('\n')
  expect(findings.every((line) => JSON.parse(line).class_uid === 2003)).toBe(true)
  const held = String(members.filter(({ posture }) => posture === 'non-compliant').length)
  for (const ending of ['.md', '.html']) expect(read(ending).toString()).toContain(held)
  expect(read('.pdf').subarray(0, 5).toString()).toBe('%PDF-')

  // Each stands in the list with the hash that `sha256sum` would say.
  await page.getByRole('button', { name: 'Show with hashes' }).click()
  const lines = page.getByRole('row').filter({ has: page.getByRole('cell') })
  await expect(lines).toHaveCount(6)
  for (const name of readdirSync(folder)) {
    const sha256 = createHash('sha256')
      .update(readFileSync(join(folder, name)))
      .digest('hex')
    await expect(
      lines.filter({ hasText: name }).getByRole('button', { name: `Copy SHA-256 ${sha256}` }),
    ).toBeVisible()
  }
  await expectAccessible(page)
})

test('the preview shows the report, its completeness and its caveats, and runs nothing of it', async () => {
  const { page } = scene
  const counts = posturesOf(members)
  await expect(document(page).getByRole('heading', { level: 1 })).toContainText('Root credentials')
  await expect(document(page).getByText(hostileName).first()).toBeAttached()
  await expect(page).toHaveTitle('Reports · Rootkeep')
  await expect(preview(page).locator('iframe')).toHaveAttribute('sandbox', '')
  await expect(preview(page)).toContainText(`${counts.unknown} unknown`)
  await expect(preview(page).getByRole('list', { name: 'Caveats' })).toContainText('unknown')
  await expectAccessible(page)
})

test('another question draws another preview; one that is not complete says what is missing', async () => {
  const { page } = scene
  await choose(page, 'Judged at', 'A date and time')
  await expect(page.getByRole('button', { name: /^Write \d/ })).toBeEnabled()
  await page.getByLabel('Date and time, UTC').fill('')
  await expect(page.getByText('give a date and a time')).toBeVisible()
  await expect(page.getByRole('button', { name: /^Write \d/ })).toBeDisabled()
  await page.getByLabel('Date and time, UTC').fill('2020-01-01T00:00')
  await expect(preview(page)).toContainText(/2020-01-01 00:00:00 UTC|nothing/i)
  await choose(page, 'Judged at', 'Now')

  await choose(page, 'Changes and actions', 'Last 30 days')
  await expect(preview(page)).toContainText('Since')
  await page.getByText('Narrow it down').click()
  await page.getByRole('main').getByRole('button', { name: 'Non-compliant' }).click()
  const found = members.filter(({ posture }) => posture === 'non-compliant').length
  await expect(preview(page)).toContainText(`${found} of ${members.length}`)

  await page.getByRole('checkbox', { name: /^HTML/ }).click()
  await expect(page.getByText('choose at least one format')).toBeVisible()
  await page.getByRole('checkbox', { name: /^JSON/ }).click()
  const text = preview(page).getByRole('region', { name: 'JSON preview' })
  await expect(text).toContainText(hostile.id)
  await expectAccessible(page)
})

test('without a mouse: the kind, the formats and the preview are reached and changed', async () => {
  const { page } = scene
  await page.getByRole('tab', { name: 'Write', exact: true }).focus()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('radio', { name: /^Report/ })).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('radio', { name: /^Evidence bundle/ })).toBeChecked()
  await expect(page.getByText('has no operator identity yet')).toBeVisible()
  await expectAccessible(page)
})

test('a schedule is saved with its folder, and says when it writes next', async () => {
  const { page, app, home } = scene
  const folder = join(home, 'every-week')
  mkdirSync(folder)
  await page.getByRole('tab', { name: 'Schedule' }).click()
  await choose(page, 'How often', 'Every week')
  await choose(page, 'Weekday', 'Friday')
  await page.getByLabel('Time of this computer').fill('06:05')
  await expect(page.getByText('until then nothing is written')).toBeVisible()
  await page.getByRole('button', { name: 'Choose a folder…' }).click()
  await chooseAt(app, folder)
  await expect(page.getByRole('button', { name: `Copy folder ${folder}` })).toBeVisible()
  await page.getByRole('button', { name: 'Save the schedule' }).click()
  await expect(page.getByRole('main')).toContainText(/Next\d{4}-\d\d-\d\d \d\d:05:00 UTC/)
  await expectAccessible(page)

  await freshWindow(page)
  await goTo(page, 'Reports')
  await page.getByRole('tab', { name: 'Schedule' }).click()
  await expect(page.getByRole('combobox', { name: 'Weekday' })).toContainText('Friday')
  await expect(page.getByLabel('Time of this computer')).toHaveValue('06:05')
})

for (const size of [
  { width: 1024, height: 700 },
  { width: 1920, height: 1080 },
]) {
  test(`nothing is cut off at ${size.width} by ${size.height}`, async () => {
    const { page } = scene
    await page.setViewportSize(size)
    for (const tab of ['Write', 'Written', 'Schedule']) {
      await page.getByRole('tab', { name: tab, exact: true }).click()
      expect(await overflowOf(page)).toBe(0)
    }
    await page.getByRole('tab', { name: 'Write', exact: true }).click()
    await expect(page.getByRole('button', { name: /^Write \d/ })).toBeInViewport()
    await page.setViewportSize({ width: 1280, height: 800 })
  })
}

test('an organization that was never audited is no clean one: the report says that nothing is known', async ({
  start,
  folder,
}) => {
  const organization = await startOrganization({ accounts: 5 })
  rememberEnvironment(folder)
  const { page } = await start({ env: organization.environment })
  await connected(page)
  await goTo(page, 'Reports')
  await expect(preview(page)).toContainText(/unknown|audited|nothing/i)
  await expectAccessible(page)
  await organization.close()
})
