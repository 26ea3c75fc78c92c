import type { Page } from '@playwright/test'
import { auditInto } from './data-folder.ts'
import { expect, test } from './launch.ts'
import { posturesOf, startOrganization } from './organization.ts'
import {
  connected,
  ended,
  freshWindow,
  goTo,
  openScene,
  region,
  runsOf,
  type Scene,
} from './scene.ts'

let scene: Scene
test.beforeAll(async ({ backend }) => {
  scene = await openScene({ backend, accounts: 30 })
})
test.afterAll(() => scene?.close())
test.beforeEach(() => freshWindow(scene.page))

const schemeOf = (page: Page) =>
  page.evaluate(() => {
    const [red = 255] = getComputedStyle(document.body).backgroundColor.match(/\d+(\.\d+)?/g) ?? []
    const probe = document.createElement('div')
    probe.style.backgroundColor = 'light-dark(rgb(255, 255, 255), rgb(0, 0, 0))'
    document.body.append(probe)
    const white = getComputedStyle(probe).backgroundColor === 'rgb(255, 255, 255)'
    probe.remove()
    return { scheme: white ? 'light' : 'dark', red: Number(red) }
  })

async function choose(page: Page, theme: string): Promise<void> {
  await region(page, 'Appearance').getByRole('combobox', { name: 'Theme' }).click()
  await page.getByRole('option', { name: theme }).click()
}

test('the theme is light, dark, or that of the system, at once and after a restart', async () => {
  let { page } = scene
  await page.emulateMedia({ colorScheme: 'light' })
  await goTo(page, 'Settings')
  await choose(page, 'Dark')
  await expect.poll(() => schemeOf(page)).toMatchObject({ scheme: 'dark' })
  await choose(page, 'Light')
  await expect.poll(() => schemeOf(page)).toMatchObject({ scheme: 'light' })
  await page.emulateMedia({ colorScheme: 'dark' })
  expect(await schemeOf(page)).toMatchObject({ scheme: 'light' })
  await choose(page, 'As the system')
  await expect.poll(() => schemeOf(page)).toMatchObject({ scheme: 'dark' })
  await page.emulateMedia({ colorScheme: 'light' })
  await expect.poll(() => schemeOf(page)).toMatchObject({ scheme: 'light' })

  await choose(page, 'Dark')
  await expect.poll(() => schemeOf(page)).toMatchObject({ scheme: 'dark' })
  page = await scene.restart()
  await page.emulateMedia({ colorScheme: 'light' })
  await connected(page)
  await expect.poll(() => schemeOf(page)).toMatchObject({ scheme: 'dark' })
  await goTo(page, 'Settings')
  await expect(region(page, 'Appearance').getByRole('combobox')).toContainText('Dark')
  await choose(page, 'As the system')
})

test('a freshness window that has passed makes accounts stale, never compliant', async ({
  start,
  folder,
}) => {
  const organization = await startOrganization({ accounts: 30 })
  try {
    await auditInto(folder, organization, 10)
    const { page } = await start({ env: organization.environment })
    await connected(page)
    const truth = posturesOf(await organization.members())
    const observed = truth.compliant + truth['non-compliant']
    const legend = region(page, 'Postures')
    const entry = (label: string, count: number) =>
      legend.getByRole('button', { name: new RegExp(`^${label} ?${count} `) })
    await expect(entry('Stale', observed)).toBeVisible()
    await expect(entry('Compliant', 0)).toBeVisible()
    await expect(region(page, 'Accounts with root credentials')).toContainText('at least 0')
    await expect(page.getByRole('banner')).toContainText('Audited 10 d ago')

    await goTo(page, 'Settings')
    const days = region(page, 'Audit').getByRole('spinbutton', { name: 'Freshness window, days' })
    const save = region(page, 'Audit').getByRole('button', { name: 'Save' })
    await expect(days).toHaveValue('7')
    await days.fill('0')
    await expect(region(page, 'Audit')).toContainText('a whole number from 1 to 365')
    await expect(save).toBeDisabled()
    await days.fill('30')
    await save.click()
    await expect(save).toBeDisabled()
    await goTo(page, 'Overview')
    await expect(entry('Compliant', truth.compliant)).toBeVisible()
    await expect(entry('Non-compliant', truth['non-compliant'])).toBeVisible()
    await expect(entry('Stale', 0)).toBeVisible()

    await goTo(page, 'Settings')
    await expect(days).toHaveValue('30')
    await days.fill('5')
    await save.click()
    await goTo(page, 'Overview')
    await expect(entry('Stale', observed)).toBeVisible()
  } finally {
    await organization.close()
  }
})

test('a Region that is none is refused in words', async () => {
  const { page } = scene
  await goTo(page, 'Settings')
  await page.getByRole('button', { name: 'New connection' }).click()
  const form = page.getByRole('form', { name: 'New connection' })
  await form.locator('summary').filter({ hasText: 'Region and partition' }).click()
  const sts = form.getByRole('combobox', { name: 'Region for STS' })
  await sts.fill('Frankfurt')
  await page.keyboard.press('Tab')
  await expect(sts).toHaveAttribute('aria-invalid', 'true')
  await expect(form).toContainText(/a Region is written like eu-west-1/i)
  await form.getByRole('button', { name: 'Cancel' }).click()
})

test('the picker goes from the environment to the practice organization and back, each with its own accounts', async () => {
  const { page, organization } = scene
  await expect(page.getByRole('banner')).toContainText(organization.id)
  await expect(region(page, 'Postures')).toContainText('30 accounts')
  await goTo(page, 'Settings')
  const panel = region(page, 'Connection')
  const row = (name: string) => panel.getByRole('listitem').filter({ hasText: name })
  await expect(row('from the environment')).toContainText('Connected')
  await expect(row('from the environment')).toContainText(new URL(organization.endpoint).host)
  // No secret reaches the page.
  const secret = organization.environment['AWS_SECRET_ACCESS_KEY'] ?? '?'
  expect(await page.content()).not.toContain(secret)
  expect(
    JSON.stringify(await page.evaluate(() => window.rootkeep.connections.list())),
  ).not.toContain(secret)

  await panel.getByRole('button', { name: 'Connect to Practice organization' }).click()
  await expect(row('Practice organization')).toContainText('Connected')
  await expect(
    page.getByRole('status').filter({ hasText: 'These accounts are simulated.' }),
  ).toBeVisible()
  await expect(page.getByRole('banner')).not.toContainText(organization.id)
  await goTo(page, 'Overview')
  // It is audited by itself the first time.
  await expect(region(page, 'Postures')).toContainText('3 accounts')
  await ended(page, 1)

  await goTo(page, 'Settings')
  await panel.getByRole('button', { name: 'Connect to Environment' }).click()
  await expect(row('from the environment')).toContainText('Connected')
  await goTo(page, 'Overview')
  await expect(page.getByText('These accounts are simulated.')).toHaveCount(0)
  await expect(page.getByRole('banner')).toContainText(organization.id)
  await expect(region(page, 'Postures')).toContainText('30 accounts')
  expect(await runsOf(page)).toHaveLength(1)
})

test('every exemption of every account is listed, leads to its account, and can be revoked', async () => {
  const { page, organization } = scene
  const members = (await organization.members()).filter((each) => each.posture === 'non-compliant')
  for (const [index, member] of members.slice(0, 2).entries()) {
    const added = await page.evaluate((draft) => window.rootkeep.exemptions.add(draft as never), {
      accountId: member.id,
      kinds: [...member.findings],
      owner: 'Platform team',
      reason: 'To be moved',
      ticket: `SEC-${index}`,
      expiresAt: '2099-12-31T00:00:00.000Z',
    })
    expect(added.ok).toBe(true)
  }
  await goTo(page, 'Settings')
  const panel = region(page, 'Exemptions')
  await expect(panel).toContainText('2 exemptions')
  const first = panel.getByRole('row').filter({ hasText: 'SEC-0' })
  await expect(first).toContainText('Valid')
  await expect(first).toContainText('2099-12-30')
  await first.getByRole('button', { name: 'Revoke the exemption SEC-0' }).click()
  const question = page.getByRole('dialog', { name: 'Revoke this exemption' })
  await question.getByRole('button', { name: /^Revoke/ }).click()
  await expect(first).toContainText('Revoked')
  await panel.getByRole('button', { name: members[1]?.id ?? '?' }).click()
  await expect(
    page.getByRole('complementary', { name: 'Inspector' }).getByRole('heading', { level: 2 }),
  ).toHaveText(members[1]?.name ?? '?')
})

test('about says what this is and where the data lies', async () => {
  const { page, home } = scene
  await goTo(page, 'Settings')
  const about = region(page, 'About')
  await expect(about).toContainText(home)
  await expect(about).toContainText(/Rootkeep\s*\d+\.\d+\.\d+/)
  await expect(about).toContainText(/Node\.js\s*v?24\./)
  await expect(about).toContainText(/SQLite\s*3\./)
})
