import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { openDatabase } from '../src/main/database/database.ts'
import { createRecordStore } from '../src/main/database/record-store.ts'
import { required } from '../src/main/testing/trial.ts'
import { AccountId, OrganizationId } from '../src/shared/domain/accounts.ts'
import { agree, refuse, saveTo } from './consent.ts'
import { auditInto } from './data-folder.ts'
import { expect, test } from './launch.ts'
import { pick, startOrganization, type Organization } from './organization.ts'
import { connected, freshWindow, goTo, openScene, region, type Scene } from './scene.ts'
import { expectAccessible } from './wcag.ts'

let scene: Scene
test.beforeAll(async ({ backend }) => {
  scene = await openScene({ backend, accounts: 30 })
})
test.afterAll(() => scene?.close())
test.beforeEach(() => freshWindow(scene.page))

const countdown = (page: Page) => page.getByRole('banner').getByRole('button', { name: /SEC-/ })
const caseView = (page: Page) => page.getByRole('main', { name: 'Cases' })

/** Opens a case by the form; returns its dialog. */
async function fillCase(
  page: Page,
  { scenario, reason, ticket }: { scenario: string; reason: string; ticket: string },
): Promise<Locator> {
  await goTo(page, 'Cases')
  await page.getByRole('button', { name: 'Open a case' }).first().click()
  const dialog = page.getByRole('dialog', { name: 'Open a break-glass case' })
  await dialog.getByRole('radio', { name: scenario }).click()
  await dialog.getByRole('textbox', { name: 'Reason' }).fill(reason)
  await dialog.getByRole('textbox', { name: 'Ticket' }).fill(ticket)
  await dialog.getByRole('button', { name: 'Open the case' }).click()
  return dialog
}

/** From the plan on screen to the last question: all of it acknowledged, the phrase typed, the button pressed. */
async function confirmPlan(page: Page, phrase: string): Promise<void> {
  const goOn = page.getByRole('button', { name: 'Continue: confirm' })
  const field = page.getByRole('textbox', { name: /^To let it run, type/ })
  await expect(goOn.or(field)).toBeVisible()
  if (await goOn.isVisible()) await goOn.click()
  await expect(field).toBeVisible()
  for (const box of await page.getByRole('main').getByRole('checkbox').all()) await box.click()
  await field.fill(phrase)
  await page.getByRole('button', { name: /: run the plan$/ }).click()
}

test('a case is not opened without scenario, reason and ticket, nor with a link to a chat', async () => {
  const { page } = scene
  await goTo(page, 'Cases')
  await expect(page.getByText('No door has been opened')).toBeVisible()
  await page.getByRole('button', { name: 'Open a case' }).click()
  const dialog = page.getByRole('dialog', { name: 'Open a break-glass case' })
  await expect(dialog).toContainText('Not authorized for: convenience.')
  await dialog.getByRole('button', { name: 'Open the case' }).click()
  await expect(dialog).toContainText('Choose what it is')
  await expect(dialog.getByRole('textbox', { name: 'Reason' })).toHaveAttribute(
    'aria-invalid',
    'true',
  )
  await expectAccessible(page, '[role=dialog]')
  await page.keyboard.press('Escape')

  const link = 'https://example.slack.com/archives/C024BE91L/p1700000000'
  const refused = await fillCase(page, {
    scenario: 'Exercise',
    reason: 'The steps are practised once a year.',
    ticket: link,
  })
  await expect(refused).toContainText('A link to a chat is no record')
  // What was typed is still there to be mended.
  await expect(refused.getByRole('textbox', { name: 'Ticket' })).toHaveValue(link)
  await refused.getByRole('textbox', { name: 'Ticket' }).fill('asap')
  await refused.getByRole('button', { name: 'Open the case' }).click()
  await expect(refused).toContainText('A ticket is written like this here')
  await page.keyboard.press('Escape')
  await expect(page.getByText('No door has been opened')).toBeVisible()
  await expect(countdown(page)).toHaveCount(0)
})

test('an account is reopened in a case, closed again and read back, and only then the case closes with its report', async () => {
  const { organization, app } = scene
  const { page } = scene
  const member = pick(
    await organization.members(),
    (each) => each.posture === 'compliant' && each.state === 'ACTIVE' && !each.assumeRootDenied,
  )
  const opened = await fillCase(page, {
    scenario: 'A task that only root can do',
    reason: 'Finance needs IAM access to billing, which only root can switch on.',
    ticket: 'SEC-42',
  })
  await expect(opened).toBeHidden()
  await expect(caseView(page).getByRole('heading', { name: 'SEC-42' })).toBeVisible()
  await expect(countdown(page)).toContainText(/SEC-42\s*(1 h|59:\d\d) left/)

  // The door is opened inside the case.
  await page.getByRole('button', { name: 'Begin a procedure' }).click()
  await page.getByRole('menuitem', { name: 'Allow password recovery' }).click()
  await page.getByRole('combobox', { name: 'Account' }).fill(member.id)
  await page.getByRole('option', { name: member.id }).click()
  await page.getByRole('textbox', { name: 'Who reads the root mailbox today?' }).fill('J. Doe')
  await page.getByRole('textbox', { name: 'Reason' }).fill('Switch on IAM access to billing')
  await page.getByRole('button', { name: 'Look and plan' }).click()
  await confirmPlan(page, member.id)
  await agree(app)
  await expect
    .poll(async () => (await organization.member(member.id)).root.passwordPresent)
    .toBe(true)

  // It is open, loudly, and the case cannot be closed.
  await countdown(page).click()
  const account = region(page, member.name)
  await expect(caseView(page).getByRole('alert')).toContainText(`${member.name} is open.`)
  await expect(account).toContainText('Open for')
  await page.getByRole('button', { name: 'Close the case' }).click()
  const blocked = page.getByRole('dialog', { name: 'The case cannot be closed yet' })
  await expect(blocked).toContainText(member.id)
  await expect(blocked).toContainText('not verified closed')
  await blocked.getByRole('button', { name: 'Back to the case' }).click()
  const forced = await page.evaluate(async () => {
    const { rootkeep } = window
    const cases = await rootkeep.cases.list()
    const caseId = cases.ok ? (cases.value[0]?.id ?? '') : ''
    return await rootkeep.cases.close({ caseId, outcome: 'By a script of the page.' })
  })
  expect(forced).toMatchObject({ ok: false, error: { code: 'case-still-open' } })

  // The human steps, who and when for each.
  await account.getByRole('textbox', { name: 'Who did it' }).fill('J. Doe')
  await account.getByRole('button', { name: 'Done', exact: true }).click()
  const steps = account.getByRole('list', { name: `Steps in ${member.name}` })
  await expect(steps.getByRole('listitem').first()).toContainText(/J\. Doe, \d{4}-\d\d-\d\d/)
  await organization.control('POST', `accounts/${member.id}/recover`, { registerMfa: true })
  await account.getByRole('button', { name: 'Done: The task was done' }).click()
  await account.getByRole('textbox', { name: 'Who did it' }).fill('A. Lovelace')
  await account.getByRole('button', { name: 'Done', exact: true }).click()
  await expect(steps.getByRole('listitem').nth(3)).toContainText('A. Lovelace')

  // Closing again: refused outside of the page first, then agreed to.
  await account.getByRole('button', { name: 'Close again' }).click()
  await confirmPlan(page, member.id)
  await refuse(app)
  await expect(page.getByRole('main').getByRole('alert')).toContainText('It does not run.')
  expect((await organization.member(member.id)).root.passwordPresent).toBe(true)
  await countdown(page).click()
  await account.getByRole('button', { name: 'Go on closing it' }).click()
  await confirmPlan(page, member.id)
  await agree(app)
  await expect
    .poll(async () => (await organization.member(member.id)).root)
    .toMatchObject({ passwordPresent: false, mfaDevices: [], accessKeys: [] })
  await countdown(page).click()
  await expect(account).toContainText('Closed again: its root credentials were read back as gone')
  await expect(caseView(page).getByRole('alert')).toHaveCount(0)

  // Closed, with the report.
  await page.getByRole('button', { name: 'Close the case' }).click()
  const closing = page.getByRole('dialog', { name: 'Close the case' })
  await closing.getByRole('button', { name: 'Close the case' }).click()
  await expect(closing).toContainText('say in a sentence how it ended')
  await closing
    .getByRole('textbox', { name: 'Outcome' })
    .fill('IAM access to billing is on; nothing was left open.')
  await closing.getByRole('button', { name: 'Close the case' }).click()
  const report = page.getByRole('dialog', { name: 'Post-incident report' })
  await expect(report).toContainText('SEC-42')
  await expect(report).toContainText('nothing was left open')
  await expect(report).toContainText('A. Lovelace')
  await expectAccessible(page, '[role=dialog]')
  const file = join(scene.home, 'report.md')
  await report.getByRole('button', { name: 'Save: Post-incident report' }).click()
  await saveTo(app, file)
  await expect.poll(() => existsSync(file)).toBe(true)
  expect(readFileSync(file, 'utf8')).toContain(member.id)
  const requests = await organization.requests()
  const created = requests.find(({ operation }) => operation === 'CreateLoginProfile')
  expect(readFileSync(file, 'utf8')).toContain(created?.requestId)
  await page.keyboard.press('Escape')
  await expect(countdown(page)).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Begin a procedure' })).toHaveCount(0)
})

test('a case takes notes, is extended with a reason, and tells both in its timeline', async () => {
  const { page } = scene
  await fillCase(page, {
    scenario: 'Exercise',
    reason: 'The steps are practised once a year.',
    ticket: 'SEC-7',
  })
  const timeline = region(page, 'Timeline')
  await expect(timeline.getByRole('button', { name: 'Add the note' })).toBeDisabled()
  await timeline.getByRole('textbox', { name: 'Note' }).fill('The mailbox owner was called.')
  await timeline.getByRole('button', { name: 'Add the note' }).click()
  await expect(timeline.getByRole('listitem').first()).toContainText(
    'The mailbox owner was called.',
  )
  await expect(timeline.getByRole('textbox', { name: 'Note' })).toHaveValue('')

  await page.getByRole('button', { name: 'Extend' }).click()
  const dialog = page.getByRole('dialog', { name: 'Extend the case' })
  await dialog.getByRole('button', { name: 'Extend' }).click()
  await expect(dialog).toContainText('say in a sentence why')
  await dialog.getByRole('combobox', { name: 'Longer by' }).click()
  await page.getByRole('option', { name: '4 hours' }).click()
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('The owner is back this afternoon.')
  await dialog.getByRole('button', { name: 'Extend' }).click()
  await expect(dialog).toBeHidden()
  await expect(countdown(page)).toContainText(/SEC-7\s*(5 h|4 h 59 min) left/)
  await expect(timeline.getByRole('listitem').first()).toContainText('The owner is back')

  // From the timeline to the journal, narrowed to the case.
  await timeline.getByRole('button', { name: 'Show in the journal' }).click()
  const entries = page.getByRole('main', { name: 'Journal' })
  await expect(entries.getByRole('button', { name: 'Case SEC-7' })).toBeVisible()
  await expect(entries.getByRole('grid', { name: 'Entries' })).toContainText('Case extended')
})

test('an account that is left open after the time box is the loudest thing in the window', async ({
  start,
  folder,
}) => {
  const organization = await startOrganization({ accounts: 30 })
  try {
    await auditInto(folder, organization)
    keepOverdueCase(
      folder,
      organization,
      pick(await organization.members(), () => true),
    )
    const { page } = await start({ env: organization.environment })
    await connected(page)
    await expect(countdown(page)).toContainText(/SEC-99\s*account open\s*over by 2 h/)
    await countdown(page).click()
    await expect(caseView(page).getByRole('alert')).toContainText('The time box is over')
    await expect(page.getByRole('button', { name: 'Begin a procedure' })).toBeDisabled()
    // What is open can be closed all the same.
    await expect(page.getByRole('button', { name: 'Close again' })).toBeEnabled()
    await expectAccessible(page)
  } finally {
    await organization.close()
  }
})

/** Keeps a case whose time box ended two hours ago, with an account that it opened. */
function keepOverdueCase(
  folder: string,
  { id }: Organization,
  { id: accountId, name: accountName }: { readonly id: string; readonly name: string },
): void {
  const database = required(openDatabase(folder, new Date(), 'record'))
  const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3600_000).toISOString()
  // There is no procedure behind it.
  database.db.prepare('PRAGMA foreign_keys = OFF').run()
  const { cases } = createRecordStore(database.db)
  const opened = {
    id: 'overdue',
    organizationId: OrganizationId.parse(id),
    scenario: 'lost-mailbox',
    reason: 'The mailbox of the account is gone.',
    ticket: 'SEC-99',
    openedAt: hoursAgo(3),
    openedBy: 'A. Lovelace',
    until: hoursAgo(2),
    state: 'open',
    closedAt: null,
    outcome: null,
    reopened: [],
    procedureIds: [],
  } as const
  cases.add({ ...opened, reopened: [], procedureIds: [] })
  cases.reopen(opened.id, {
    accountId: AccountId.parse(accountId),
    accountName,
    procedureId: 'earlier',
    reopenedAt: hoursAgo(3),
  })
  database.close()
}
