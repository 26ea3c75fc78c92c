import { postureLabel } from '../src/renderer/format/labels.ts'
import { accountTable, type Line } from './account-table.ts'
import { expect, test } from './launch.ts'
import { pick, type Member } from './organization.ts'
import { keepAccounts } from './data-folder.ts'
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

const size = { width: 1920, height: 1080 }
let scene: Scene
test.beforeAll(async ({ backend }) => {
  scene = await openScene({ backend, size })
})
test.afterAll(() => scene?.close())
test.beforeEach(async () => {
  await freshWindow(scene.page)
  await goTo(scene.page, 'Accounts')
})

const trueIdsOf = (members: readonly Member[]) => members.map((member) => member.id).toSorted()
const idsOf = (lines: readonly Line[]) => lines.map((line) => line['ID'] ?? '').toSorted()

test('every posture in the table, and every figure beside it, is the truth', async () => {
  const { page, organization } = scene
  const members = await organization.members()
  const table = accountTable(page)
  expect(await table.count()).toBe(members.length)
  const lines = new Map((await table.lines()).map((line) => [line['ID'], line]))
  expect(lines.size).toBe(members.length)
  for (const member of members) {
    const line = lines.get(member.id)
    const { passwordPresent, accessKeys, mfaDevices, signingCertificates } = member.root
    expect(line?.['Posture'], member.id).toBe(postureLabel[member.posture])
    expect(line?.['Account'], member.id).toContain(member.name.replace(/\s+/g, ' ').trim())
    const seen = [line?.['Password'], line?.['Keys'], line?.['MFA'], line?.['Certs']]
    if (member.posture === 'unknown') {
      expect(seen, member.id).toEqual(Array(4).fill('? not known'))
    } else if (member.posture !== 'not-applicable') {
      expect(seen, member.id).toEqual([
        passwordPresent ? 'Yes' : 'No',
        String(accessKeys.length),
        String(mfaDevices.length),
        String(signingCertificates.length),
      ])
    }
  }
})

test('each column sorts both ways', async () => {
  const { page } = scene
  const table = accountTable(page)
  const text = (title: string) => (a: Line, b: Line) =>
    compare((a[title] ?? '').toLowerCase(), (b[title] ?? '').toLowerCase())
  const figure = (title: string) => (a: Line, b: Line) =>
    Number(a[title]?.replace(/\D/g, '') ?? 0) - Number(b[title]?.replace(/\D/g, '') ?? 0)
  const orders: Record<string, (a: Line, b: Line) => number> = {
    // The marks after the name are no part of it.
    Account: (a, b) => compare(nameOf(a), nameOf(b)),
    ID: text('ID'),
    // The root stands above its units.
    Unit: (a, b) => compare(unitOf(a), unitOf(b)),
    Password: text('Password'),
    Keys: figure('Keys'),
    MFA: figure('MFA'),
    Certs: figure('Certs'),
    Posture: () => 0,
    Oldest: () => 0,
    'Last used': () => 0,
    Observed: () => 0,
  }
  for (const [title, order] of Object.entries(orders)) {
    const header = table.grid.getByRole('columnheader', { name: title, exact: true })
    if ((await header.getAttribute('aria-sort')) !== 'ascending') await table.header(title).click()
    await expect(header).toHaveAttribute('aria-sort', 'ascending')
    const up = await table.lines()
    await table.header(title).click()
    await expect(header).toHaveAttribute('aria-sort', 'descending')
    const down = await table.lines()
    for (const [lines, sign] of [
      [up, 1],
      [down, -1],
    ] as const) {
      // What is not known has no place in an order; it stands last either way.
      const known = lines.filter((line) => !/^(\?.*|–)$/.test(line[title] ?? ''))
      const names = known.map((line) => line[title])
      const sorted = known.toSorted((a, b) => sign * order(a, b)).map((line) => line[title])
      expect(names, `${title} ${sign > 0 ? 'ascending' : 'descending'}`).toEqual(sorted)
      const firstGap = lines.findIndex((line) => /^(\?.*|–)$/.test(line[title] ?? ''))
      if (firstGap !== -1) expect(firstGap, title).toBe(known.length)
    }
    expect(idsOf(up), title).toEqual(idsOf(down))
  }
})

test('chips filter by posture and by finding, and count what they would show', async () => {
  const { page, organization } = scene
  const members = await organization.members()
  const table = accountTable(page)
  const unknown = members.filter((each) => each.posture === 'unknown')
  const keys = members.filter(
    (each) => each.posture === 'non-compliant' && each.findings.includes('access-key'),
  )
  const postures = page.getByRole('group', { name: 'Posture' })
  const chip = postures.getByRole('button', { name: /^Unknown/ })
  await expect(chip).toHaveAccessibleName(new RegExp(`Unknown ?${unknown.length}$`))
  await chip.click()
  await expect(region(page, 'Selection')).toContainText(`${unknown.length} accounts fit the filter`)
  expect(idsOf(await table.lines())).toEqual(trueIdsOf(unknown))

  await page.getByRole('button', { name: 'Clear the filter' }).click()
  await page
    .getByRole('group', { name: 'Finding' })
    .getByRole('button', { name: /^Access key/ })
    .click()
  await expect(region(page, 'Selection')).toContainText(`${keys.length} accounts fit the filter`)
  expect(idsOf(await table.lines())).toEqual(trueIdsOf(keys))
  // Two fields must both fit: no account with a key is compliant.
  await postures.getByRole('button', { name: /^Compliant/ }).click()
  await expect(page.getByText('No account fits this filter')).toBeVisible()
})

test('the menu of states filters by what Organizations says', async () => {
  const { page, organization } = scene
  const suspended = (await organization.members()).filter((each) => each.state === 'SUSPENDED')
  await page.getByRole('button', { name: 'Any state' }).click()
  await page.getByRole('menuitemcheckbox', { name: /^Suspended/ }).click()
  await page.keyboard.press('Escape')
  await expect(region(page, 'Selection')).toContainText(
    suspended.length === 1 ? '1 account fits' : `${suspended.length} accounts fit`,
  )
  expect(idsOf(await accountTable(page).lines())).toEqual(trueIdsOf(suspended))
})

test('the search finds by name, ID, e-mail, unit and tag', async () => {
  const { page, organization } = scene
  const members = await organization.members()
  const table = accountTable(page)
  const field = page.getByRole('searchbox', { name: 'Search accounts' })
  const member = pick(members, (each) => each.posture === 'compliant' && !each.name.includes('"'))
  const search = async (words: string): Promise<string[]> => {
    await field.fill(words)
    await expect(region(page, 'Selection')).toContainText(/fits? the filter/)
    return idsOf(await table.lines())
  }
  for (const words of [member.name, member.id, member.id.slice(2, 9), member.email]) {
    expect(await search(words), words).toContain(member.id)
  }
  expect(await search(member.id)).toEqual([member.id])

  await field.fill('')
  await expect(region(page, 'Selection')).not.toContainText('fit')
  const lines = await table.lines()
  const unit = lines.map((line) => line['Unit'] ?? '').find((path) => path.includes(' / ')) ?? ''
  const leaf = unit.split(' / ').at(-1) ?? ''
  const below = lines.filter((line) => (line['Unit'] ?? '').includes(leaf))
  expect(await search(leaf)).toEqual(expect.arrayContaining(idsOf(below)))

  // Tags are read when asked for; then they are found.
  const tagged = pick(members, (each) => Object.keys(each.tags).length > 0)
  const [key, value] = Object.entries(tagged.tags)[0] ?? ['', '']
  await field.fill(tagged.id)
  await table.line(tagged.id).click()
  const inspector = page.getByRole('complementary', { name: 'Inspector' })
  await inspector.getByRole('button', { name: 'Read from Organizations' }).click()
  await inspector.getByRole('button', { name: `${key}=${value}`, exact: true }).click()
  await field.fill('')
  await expect(page.getByRole('button', { name: `Tag ${key}=${value}` })).toBeVisible()
  expect(idsOf(await table.lines())).toEqual([tagged.id])
  await page.getByRole('button', { name: 'Clear the filter' }).click()
  expect(await search(`${key}=${value}`)).toContain(tagged.id)

  await field.fill('no such account anywhere')
  await expect(page.getByText('No account fits this filter')).toBeVisible()
})

test('a unit of the tree shows the accounts anywhere below it', async () => {
  const { page, organization } = scene
  const members = await organization.members()
  const tree = page.getByRole('tree', { name: 'Organizational units' })
  const units = tree.getByRole('treeitem')
  const branch = tree.getByRole('treeitem', { expanded: false }).first()
  const words = await branch.innerText()
  const name = words.split('\n')[0] ?? ''
  await branch.click()
  await expect(page.getByRole('button', { name: `In ${name}` })).toBeVisible()
  const lines = await accountTable(page).lines()
  const [total] = /(\d+)\s*accounts/.exec(words.replaceAll('\n', ' '))?.slice(1) ?? []
  expect(lines).toHaveLength(Number(total))
  for (const line of lines) expect(line['Unit']).toMatch(new RegExp(`^${name}( / |$)`))
  // The path in Organizations is the truth: all accounts of this unit share its beginning.
  const first = members.find((each) => each.id === lines[0]?.['ID'])
  const prefix = first?.path.split('/').slice(0, 3).join('/') ?? '?'
  expect(idsOf(lines)).toEqual(trueIdsOf(members.filter((each) => each.path.startsWith(prefix))))

  // By the keyboard: open it, step into it, choose, and let go.
  await branch.focus()
  const before = await units.count()
  await page.keyboard.press('ArrowRight')
  await expect(units).not.toHaveCount(before)
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  await expect(tree.getByRole('treeitem', { selected: true })).toHaveAttribute('aria-level', '3')
  await page.keyboard.press('Enter')
  await expect(tree.getByRole('treeitem', { selected: true })).toHaveCount(0)
})

test('a filter is saved under a name, is there after a restart, applies, and is removed', async () => {
  const { organization } = scene
  let { page } = scene
  const unknown = (await organization.members()).filter((each) => each.posture === 'unknown')
  const postures = () => page.getByRole('group', { name: 'Posture' })
  await postures()
    .getByRole('button', { name: /^Unknown/ })
    .click()
  await page.getByRole('button', { name: 'Save the present filter' }).click()
  const dialog = page.getByRole('dialog', { name: 'Save this filter' })
  await expect(dialog.getByRole('button', { name: 'Save' })).toBeDisabled()
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Ask the platform team')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('button', { name: 'Ask the platform team' })).toBeVisible()

  page = await scene.restart()
  await page.setViewportSize(size)
  await connected(page)
  await goTo(page, 'Accounts')
  await expect.poll(() => accountTable(page).count()).toBeGreaterThan(unknown.length)
  await page.getByRole('button', { name: 'Saved filters' }).click()
  await page.getByRole('menuitem', { name: 'Ask the platform team' }).click()
  await expect(postures().getByRole('button', { name: /^Unknown/ })).toHaveAttribute(
    'aria-pressed',
    'true',
  )
  expect(idsOf(await accountTable(page).lines())).toEqual(trueIdsOf(unknown))

  await page.getByRole('button', { name: 'Ask the platform team' }).click()
  await page.getByRole('menuitem', { name: 'Remove saved filters' }).click()
  const list = page.getByRole('dialog', { name: 'Saved filters' })
  await list.getByRole('button', { name: 'Remove Ask the platform team' }).click()
  await expect(list).toContainText('No filter is saved')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Ask the platform team' })).toHaveCount(0)
})

test('accounts are picked one by one, by range, and all that match; the count stays on screen', async () => {
  const { page, organization } = scene
  const table = accountTable(page)
  const bar = region(page, 'Selection')
  const row = (index: number) => table.grid.locator(`[aria-rowindex="${index + 2}"]`)
  await row(2).getByRole('gridcell').first().click()
  await expect(bar).toContainText('1 selected')
  await row(6).click({ modifiers: ['Shift'] })
  await expect(bar).toContainText('5 selected')
  await row(9).click({ modifiers: ['ControlOrMeta'] })
  await expect(bar).toContainText('6 selected')
  await row(9).getByRole('gridcell').first().click()
  await expect(bar).toContainText('5 selected')
  await expect(table.selected()).toHaveCount(5)

  // The count outlives filters and views.
  await page
    .getByRole('group', { name: 'Posture' })
    .getByRole('button', { name: /^Compliant/ })
    .click()
  await expect(bar).toContainText('5 selected')
  await goTo(page, 'Overview')
  await goTo(page, 'Accounts')
  await expect(bar).toContainText('5 selected')
  await bar.getByRole('button', { name: 'Clear' }).click()
  await expect(bar).not.toContainText('selected')

  const compliant = (await organization.members()).filter((each) => each.posture === 'compliant')
  await table.grid.getByRole('button', { name: 'Select all that match' }).click()
  await expect(bar).toContainText(`${compliant.length} selected`)
  await page.getByRole('button', { name: 'Clear the filter' }).click()
  await expect(bar).toContainText(`${compliant.length} selected`)
  await table.grid.getByRole('button', { name: 'Clear the selection' }).click()
  await expect(bar).not.toContainText('selected')
})

test('an audit of the selection asks about those accounts and no other', async () => {
  const { page, organization } = scene
  const members = await organization.members()
  const chosen = members.filter((each) => each.posture === 'compliant').slice(0, 3)
  const table = accountTable(page)
  for (const { id } of chosen) {
    await table.line(id).click({ modifiers: ['ControlOrMeta'] })
  }
  await organization.forgetRequests()
  const runs = (await runsOf(page)).length
  await region(page, 'Selection').getByRole('button', { name: 'Audit these again' }).click()
  const dialog = page.getByRole('dialog', { name: 'New audit run' })
  await expect(dialog.getByRole('radio', { name: '3 accounts' })).toBeChecked()
  await dialog.getByRole('button', { name: 'Start the audit' }).click()
  const run = await ended(page, runs + 1)
  expect(run).toMatchObject({ state: 'completed', scope: { kind: 'accounts' } })
  const touched = (await organization.requests()).filter(
    (each) => each.operation === 'AssumeRoot' || each.operation === 'GetAccountSummary',
  )
  expect([...new Set(touched.map((each) => each.targetAccountId ?? ''))].toSorted()).toEqual(
    trueIdsOf(chosen),
  )
  expect(touched).toHaveLength(6)
})

test('everything in the table works from the keyboard', async () => {
  const { page } = scene
  const table = accountTable(page)
  const bar = region(page, 'Selection')
  const inspector = page.getByRole('complementary', { name: 'Inspector' })
  const field = page.getByRole('searchbox', { name: 'Search accounts' })
  await page.keyboard.press('/')
  await expect(field).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(table.grid).toBeFocused()

  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await expect(table.grid).toHaveAttribute('aria-activedescendant', /-2$/)
  await page.keyboard.press('Space')
  await expect(bar).toContainText('1 selected')
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Shift+ArrowDown')
  await expect(bar).toContainText('3 selected')
  await page.keyboard.press('Home')
  await expect(table.grid).toHaveAttribute('aria-activedescendant', /-0$/)
  await page.keyboard.press('End')
  const last = (await table.count()) - 1
  await expect(table.grid).toHaveAttribute('aria-activedescendant', new RegExp(`-${last}$`))
  await expect(await table.activeLine()).toBeInViewport()
  await page.keyboard.press('PageUp')
  await expect(table.grid).not.toHaveAttribute('aria-activedescendant', new RegExp(`-${last}$`))

  await page.keyboard.press('Enter')
  const heading = inspector.getByRole('heading', { level: 2 })
  await expect(heading).toBeVisible()
  const opened = await heading.innerText()
  // An open inspector goes along.
  await page.keyboard.press('ArrowUp')
  await expect(heading).not.toHaveText(opened)
  await page.keyboard.press('Escape')
  await expect(inspector).toHaveCount(0)
  await expect(table.grid).toBeFocused()
  await expect(bar).toContainText('3 selected')
  await page.keyboard.press('Escape')
  await expect(bar).not.toContainText('selected')
  await page.keyboard.press('ControlOrMeta+a')
  await expect(bar).toContainText(`${last + 1} selected`)
})

test('a table of 2,000 accounts scrolls to its end and shows the right last line', async ({
  start,
  folder,
}) => {
  const ids = keepAccounts(folder, 2000).toSorted()
  const { page } = await start({
    env: {
      AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
      AWS_ACCESS_KEY_ID: 'AKIAX',
      AWS_SECRET_ACCESS_KEY: 'x',
    },
    size: { width: 1440, height: 900 },
  })
  // The banner takes room: it comes before anything is scrolled.
  await expect(page.getByRole('alert')).toContainText('Not connected')
  await goTo(page, 'Accounts')
  const table = accountTable(page)
  await table.header('ID').click()
  await expect(table.grid).toHaveAttribute('aria-rowcount', '2001')
  const line = (index: number) => table.grid.locator(`[aria-rowindex="${index + 2}"]`)
  await expect(line(0)).toContainText(ids[0] ?? '?')
  await table.grid.evaluate((element) => element.scrollTo({ top: element.scrollHeight }))
  await expect(line(1999)).toContainText(ids[1999] ?? '?')
  await expect(line(1999)).toBeInViewport()
  // Only the lines in sight exist.
  expect(await table.grid.getByRole('row').count()).toBeLessThan(100)
  await table.grid.focus()
  await page.keyboard.press('Home')
  await expect(line(0)).toBeInViewport()
  await page.keyboard.press('End')
  await expect(await table.activeLine()).toContainText(ids[1999] ?? '?')
  await expect(line(1999)).toBeInViewport()
})

function unitOf(line: Line): string {
  const path = line['Unit'] ?? ''
  return path === 'Root' ? '' : path.toLowerCase()
}

function nameOf(line: Line): string {
  const marks = / (management|delegate|left|suspended|closed|pending \w+|state unknown)$/
  return (line['Account'] ?? '').replace(marks, '').replace(marks, '').toLowerCase()
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
