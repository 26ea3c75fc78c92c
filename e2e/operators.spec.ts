import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { openWorkstation, required } from '../src/main/testing/trial.ts'
import { agree, dialogsSoFar, refuse, saveTo } from './consent.ts'
import { expect, test } from './launch.ts'
import { freshWindow, goTo, openScene, region, type Scene } from './scene.ts'
import { expectAccessible } from './wcag.ts'

// The identity that the first test makes is that of the others.
test.describe.configure({ mode: 'serial' })

let scene: Scene
test.beforeAll(async ({ backend }) => {
  scene = await openScene({ backend, accounts: 30 })
})
test.afterAll(() => scene?.close())
test.beforeEach(async () => {
  await freshWindow(scene.page)
  await goTo(scene.page, 'Settings')
})

const passphrase = 'correct horse battery'
const identityPanel = (page: Page) => region(page, 'Operator identity')

/** The card of an operator at another workstation. */
async function cardOf(name: string): Promise<{ text: string; fingerprint: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'rootkeep-other-'))
  const workstation = openWorkstation(folder, {})
  try {
    const { identity } = workstation.handlers
    const { fingerprint } = required(await identity.create({ name, passphrase }))
    const { text } = required(await identity.card(undefined))
    return { text, fingerprint: fingerprint ?? '' }
  } finally {
    await workstation.close()
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** Hands a card to the dialog and has it read. */
async function readCard(page: Page, text: string) {
  await region(page, 'Trusted operators').getByRole('button', { name: 'Trust an operator' }).click()
  const dialog = page.getByRole('dialog', { name: 'Trust an operator' })
  await dialog.getByRole('textbox', { name: 'Card of the operator' }).fill(text)
  await dialog.getByRole('button', { name: 'Read the card' }).click()
  return dialog
}

test('an identity is made with a passphrase of enough length, typed twice; locked, only its passphrase opens it', async () => {
  const { page, app, home } = scene
  const panel = identityPanel(page)
  await expect(panel).toContainText('Not made yet')
  const own = panel.getByRole('checkbox', { name: /^Protect the key with a passphrase/ })
  if (await own.isVisible()) await own.click()
  const first = panel.getByLabel('Passphrase', { exact: true })
  const again = panel.getByLabel('Passphrase again')
  const make = panel.getByRole('button', { name: 'Make the identity' })
  await make.click()
  await expect(panel).toContainText('say your name')
  await panel.getByRole('textbox', { name: 'Your name' }).fill('A. Lovelace')
  await first.fill('short')
  await again.fill('short')
  await make.click()
  await expect(panel).toContainText('at least 12 characters')
  await first.fill(passphrase)
  await again.fill(`${passphrase}!`)
  await make.click()
  await expect(panel).toContainText('this is not the same as the first')
  await again.fill(passphrase)
  await make.click()
  await expect(panel).toContainText('Unlocked')

  // The fingerprint in the groups that people compare.
  const made = await page.evaluate(() => window.rootkeep.identity.get())
  const fingerprint = made.ok ? (made.value.fingerprint ?? '') : ''
  const groups = await panel
    .getByRole('list', { name: 'Fingerprint' })
    .getByRole('listitem')
    .allInnerTexts()
  expect(groups.join('-')).toBe(fingerprint)
  expect(groups.length).toBeGreaterThan(4)

  // The card goes out as a file; what is in it is public.
  const file = join(home, 'card.json')
  await panel.getByRole('button', { name: 'Save: Operator card' }).click()
  await saveTo(app, file)
  await expect.poll(() => existsSync(file)).toBe(true)
  expect(readFileSync(file, 'utf8')).toContain('A. Lovelace')

  await panel.getByRole('button', { name: 'Lock' }).click()
  await expect(panel).toContainText('Locked')
  await expect(panel.getByRole('textbox', { name: 'Operator card' })).toHaveCount(0)
  await first.fill('some other passphrase')
  await panel.getByRole('button', { name: 'Unlock' }).click()
  await expect(panel.getByRole('alert')).toContainText('The passphrase does not open the key.')
  await first.fill(passphrase)
  await panel.getByRole('button', { name: 'Unlock' }).click()
  await expect(panel).toContainText('Unlocked')
  // Nothing of the passphrase is left in the page.
  expect(await page.content()).not.toContain(passphrase)
})

test('a new identity takes the place of the old one only where a person agrees outside of the page', async () => {
  const { page, app } = scene
  const panel = identityPanel(page)
  const fingerprintNow = async () => {
    const identity = await page.evaluate(() => window.rootkeep.identity.get())
    return identity.ok ? identity.value.fingerprint : null
  }
  const before = await fingerprintNow()
  await panel.getByRole('button', { name: 'Make a new identity…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Make a new identity' })
  const own = dialog.getByRole('checkbox', { name: /^Protect the key with a passphrase/ })
  if (await own.isVisible()) await own.click()
  await dialog.getByRole('textbox', { name: 'Your name' }).fill('A. Lovelace')
  await dialog.getByLabel('Passphrase', { exact: true }).fill(passphrase)
  await dialog.getByLabel('Passphrase again').fill(passphrase)
  await dialog.getByRole('button', { name: 'Make a new identity' }).click()
  await refuse(app)
  await expect(dialog.getByRole('alert')).toContainText('not agreed to')
  expect(await fingerprintNow()).toBe(before)
})

test('an operator is trusted once the fingerprint was compared and a person agreed; revoked, never again', async () => {
  const { page, app } = scene
  const { text, fingerprint } = await cardOf('G. Hopper')
  const panel = region(page, 'Trusted operators')
  await expect(panel).toContainText('Nobody is trusted here')

  const dialog = await readCard(page, text)
  await expect(dialog).toContainText('G. Hopper')
  const groups = dialog.getByRole('list', { name: 'Fingerprint' }).getByRole('listitem')
  await expect(groups).toHaveCount(fingerprint.split('-').length)
  expect((await groups.allInnerTexts()).join('-')).toBe(fingerprint)
  const trust = dialog.getByRole('button', { name: 'Trust G. Hopper' })
  await expect(trust).toBeDisabled()
  await expectAccessible(page, '[role=dialog]')
  await dialog.getByRole('checkbox', { name: /^I compared every group/ }).click()
  await trust.click()
  expect((await refuse(app)).detail).toContain(fingerprint)
  await expect(dialog.getByRole('alert')).toContainText('not agreed to')
  const trusted = await page.evaluate(() => window.rootkeep.identity.operators())
  expect(trusted).toMatchObject({ ok: true, value: [] })
  await trust.click()
  await agree(app)
  await expect(dialog).toBeHidden()
  const row = panel.getByRole('row').filter({ hasText: 'G. Hopper' })
  await expect(row).toContainText(fingerprint)

  await row.getByRole('button', { name: 'Revoke G. Hopper' }).click()
  const question = page.getByRole('dialog', { name: 'Revoke G. Hopper' })
  await question.getByRole('button', { name: 'Revoke', exact: true }).click()
  await expect(row).toContainText('revoked')
  const again = await readCard(page, text)
  await again.getByRole('checkbox', { name: /^I compared every group/ }).click()
  await again.getByRole('button', { name: 'Trust G. Hopper' }).click()
  await expect(again.getByRole('alert')).toContainText('revoked')
})

test('a card that was altered, that is one’s own, or that is none is refused before anybody is asked', async () => {
  const { page, app } = scene
  const asked = await dialogsSoFar(app)
  const { text } = await cardOf('G. Hopper')
  const altered = await readCard(page, text.replace('G. Hopper', 'E. Mallory'))
  await expect(altered.getByRole('alert')).toContainText('signature')
  await altered.getByRole('textbox', { name: 'Card of the operator' }).fill('{}')
  await altered.getByRole('button', { name: 'Read the card' }).click()
  await expect(altered.getByRole('alert')).toContainText('not the card of an operator')
  await page.keyboard.press('Escape')

  const own = await page.evaluate(() => window.rootkeep.identity.card())
  const mine = await readCard(page, own.ok ? own.value.text : '')
  await mine.getByRole('checkbox', { name: /^I compared every group/ }).click()
  await mine
    .getByRole('button', { name: /^Trust / })
    .last()
    .click()
  await expect(mine.getByRole('alert')).toContainText('card of this workstation')
  expect(await dialogsSoFar(app)).toBe(asked)
})

test('rules change when a person agrees outside of the page, and not before', async () => {
  const { page, app } = scene
  const panel = region(page, 'Procedure rules')
  const ruleNow = async () => {
    const settings = await page.evaluate(() => window.rootkeep.settings.get())
    return settings.ok ? settings.value.rules['delete-root-credentials'] : null
  }
  const save = panel.getByRole('button', { name: 'Save the rules' })
  await expect(save).toBeDisabled()
  await panel.getByRole('checkbox', { name: 'Delete root credentials needs an approval' }).click()
  await panel
    .getByRole('spinbutton', { name: 'Delete root credentials: accounts at most' })
    .fill('25')
  await expect(panel).toContainText('nobody can give the approval')
  await save.click()
  await refuse(app)
  await expect(panel.getByRole('alert')).toContainText('The rules stay as they were.')
  expect(await ruleNow()).toMatchObject({ needsApproval: false })
  await save.click()
  await agree(app)
  await expect(save).toBeDisabled()
  expect(await ruleNow()).toMatchObject({ needsApproval: true, maxAccounts: 25 })

  // What opens an account always needs a case: there is nothing to tick.
  await expect(
    panel.getByRole('checkbox', { name: 'Allow password recovery needs a case' }),
  ).toHaveCount(0)
  // A line that is no account ID is named and not saved.
  const accounts = panel.getByRole('textbox', { name: 'Protected accounts' })
  await accounts.fill('111122223333\npayments')
  await expect(panel).toContainText('“payments” is not an account ID')
  await expect(save).toBeDisabled()
  await panel
    .getByRole('spinbutton', { name: 'Delete root credentials: accounts at most' })
    .fill('0')
  await expect(panel).toContainText('1 to 50,000')
  await expectAccessible(page)

  await goTo(page, 'Journal')
  await expect(page.getByRole('grid', { name: 'Entries' })).toContainText('Rules changed')
})

test('a pattern of tickets is tried out before it is saved, and numbers keep their range', async () => {
  const { page, app } = scene
  const panel = region(page, 'Tickets and limits')
  const trial = panel.getByRole('textbox', { name: 'Try a ticket' })
  await trial.fill('SEC-42')
  await expect(panel).toContainText('It fits, and is kept as SEC-42')
  await panel.getByRole('textbox', { name: 'Pattern of tickets' }).fill('CHG[0-9]{6}')
  await expect(panel).toContainText('A ticket is written like this here')
  await trial.fill('https://example.slack.com/archives/C1/p2')
  await expect(panel).toContainText('A link to a chat is no record')
  await panel.getByRole('textbox', { name: 'Pattern of tickets' }).fill('[')
  await expect(panel).toContainText('this is not a regular expression')
  const save = panel.getByRole('button', { name: 'Save the limits' })
  await expect(save).toBeDisabled()

  await panel.getByRole('textbox', { name: 'Pattern of tickets' }).fill('[A-Z][A-Z0-9]+-[0-9]+')
  const stop = panel.getByRole('spinbutton', { name: 'Stop above, percent' })
  await stop.fill('101')
  await expect(panel).toContainText('a whole number from 0 to 100')
  await stop.fill('5')
  await save.click()
  await refuse(app)
  await expect(panel.getByRole('alert')).toContainText('The settings stay as they were.')
  await save.click()
  await agree(app)
  await expect(save).toBeDisabled()
  const settings = await page.evaluate(() => window.rootkeep.settings.get())
  expect(settings).toMatchObject({ ok: true, value: { stopAbovePercent: 5 } })
})
