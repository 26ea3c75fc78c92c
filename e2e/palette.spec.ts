import { tableKeys } from '../src/renderer/table-keys.ts'
import { expect, test } from './launch.ts'
import { pick, posturesOf } from './organization.ts'
import { freshWindow, openScene, region, type Scene } from './scene.ts'

let scene: Scene
test.beforeAll(async ({ backend }) => {
  scene = await openScene({ backend, accounts: 30 })
})
test.afterAll(() => scene?.close())
test.beforeEach(() => freshWindow(scene.page))

const palette = () => scene.page.getByRole('dialog', { name: 'Command palette' })
const field = () => palette().getByRole('combobox', { name: 'Find a command or an account' })

/** Each shortcut that leads somewhere, and where; what the help must list is drawn from here. */
const places = [
  { keys: ['g', 'a'], title: 'Go to Accounts', view: 'Accounts' },
  { keys: ['g', 'r'], title: 'Go to Runs', view: 'Runs' },
  { keys: ['g', 'p'], title: 'Go to Procedures', view: 'Procedures' },
  { keys: ['g', 'c'], title: 'Go to Cases', view: 'Cases' },
  { keys: ['g', 'j'], title: 'Go to Journal', view: 'Journal' },
  { keys: ['g', 'e'], title: 'Go to Reports', view: 'Reports' },
  { keys: ['g', 'd'], title: 'Go to Readiness', view: 'Readiness' },
  { keys: ['g', 'n'], title: 'Go to Network', view: 'Readiness' },
  { keys: ['g', 's'], title: 'Go to Settings', view: 'Settings' },
  { keys: ['g', 'o'], title: 'Go to Overview', view: 'Overview' },
  { keys: ['Control+,'], title: 'Go to Settings', view: 'Settings' },
  { keys: ['Alt+ArrowLeft'], title: 'Back', view: 'Overview' },
  { keys: ['Alt+ArrowRight'], title: 'Forward', view: 'Settings' },
  { keys: ['/'], title: 'Search accounts', view: 'Accounts' },
] as const

test('every shortcut of the registry does what it says', async () => {
  const { page } = scene
  for (const { keys, view, title } of places) {
    for (const key of keys) await page.keyboard.press(key)
    await expect(page.getByRole('main', { name: view }), title).toBeVisible()
    await expect(page).toHaveTitle(`${view} · Rootkeep`)
  }
  await expect(page.getByRole('searchbox', { name: 'Search accounts' })).toBeFocused()
  // In a field a letter is a letter.
  await page.keyboard.type('gr?')
  await expect(page.getByRole('searchbox', { name: 'Search accounts' })).toHaveValue('gr?')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('dialog', { name: 'New audit run' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
})

test('Ctrl+K runs a command', async () => {
  const { page, organization } = scene
  const { 'non-compliant': count } = posturesOf(await organization.members())
  await page.keyboard.press('Control+k')
  await expect(field()).toBeFocused()
  await field().fill('non-compliant')
  await page.keyboard.press('Enter')
  await expect(palette()).toHaveCount(0)
  await expect(region(page, 'Selection')).toContainText(
    count === 1 ? '1 account fits the filter' : `${count} accounts fit the filter`,
  )

  await page.keyboard.press('Control+k')
  await field().fill('settings')
  await expect(palette().getByRole('option', { name: /Go to Settings/ })).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('main', { name: 'Settings' })).toBeVisible()
})

test('Ctrl+K jumps to an account by its name and by its ID', async () => {
  const { page, organization } = scene
  const members = await organization.members()
  const heading = page
    .getByRole('complementary', { name: 'Inspector' })
    .getByRole('heading', { level: 2 })
  for (const member of [
    pick(members, (each) => each.posture === 'unknown'),
    pick(members, (each) => each.posture === 'compliant'),
  ]) {
    for (const words of [member.id, member.name]) {
      await page.keyboard.press('Control+k')
      await field().fill(words)
      const option = palette().getByRole('option').filter({ hasText: member.id })
      await expect(option).toBeVisible()
      if (words === member.id) await page.keyboard.press('Enter')
      else await option.click()
      await expect(palette()).toHaveCount(0)
      await expect(heading).toHaveText(member.name.replace(/\s+/g, ' ').trim())
    }
  }
})

test('what fits nothing is said, and Escape gives the keyboard back', async () => {
  const { page } = scene
  await page.getByRole('button', { name: 'Find or do' }).click()
  await field().fill('zzzz no such thing')
  await expect(palette()).toContainText('No command and no account fits.')
  await page.keyboard.press('Escape')
  await expect(palette()).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Find or do' })).toBeFocused()
})

test('a command that would do nothing now is not offered', async () => {
  const { page } = scene
  await page.keyboard.press('Control+k')
  await field().fill('run')
  await expect(palette().getByRole('option', { name: 'Go to Runs' })).toBeVisible()
  for (const name of ['Pause the run', 'Resume the run', 'Cancel the run']) {
    await expect(palette().getByRole('option', { name })).toHaveCount(0)
  }
  await page.keyboard.press('Escape')
})

test('? lists every shortcut there is', async () => {
  const { page } = scene
  await page.keyboard.press('Shift+?')
  const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  const titles = [
    ...new Set(places.map((place) => place.title)),
    'Audit the organization',
    'Open an evidence bundle…',
    'Command palette',
    'Keyboard shortcuts',
    'Lock Rootkeep',
    ...Object.values(tableKeys).map((key) => key.title),
  ]
  for (const title of titles) {
    const entry = help.getByRole('term').filter({ hasText: new RegExp(`^${title}$`) })
    await expect(entry, title).toBeVisible()
  }
  await expect(help.getByRole('term')).toHaveCount(titles.length)
  for (const keys of await help.getByRole('definition').allInnerTexts()) {
    expect(keys.trim()).not.toBe('')
  }
  await page.keyboard.press('Escape')
  await expect(help).toHaveCount(0)
})

test('shortcuts of a single key can be turned off, for those who speak to the computer', async () => {
  const { page } = scene
  await page.keyboard.press('Shift+?')
  const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  const plainKeys = help.getByRole('switch', { name: 'Shortcuts without Ctrl' })
  await plainKeys.click()
  await expect(plainKeys).not.toBeChecked()
  await page.keyboard.press('Escape')
  await expect(help).toHaveCount(0)
  await page.keyboard.press('g')
  await page.keyboard.press('a')
  await page.keyboard.press('Shift+?')
  await page.keyboard.press('Control+k')
  await expect(palette()).toBeVisible()
  await expect(help).toHaveCount(0)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('main', { name: 'Overview' })).toBeVisible()
})
