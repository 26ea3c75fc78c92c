import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { postures } from '../src/shared/domain/posture.ts'
import {
  repacked,
  resignedFiles,
  sampleFiles,
  sampleOrder,
} from '../src/main/reports/bundle/testing/sample-bundle.ts'
import { postureLabel } from '../src/renderer/format/labels.ts'
import { accountTable } from './account-table.ts'
import { askForBundle, banner, makeIdentity, openBundle, signBundle } from './bundle-steps.ts'
import { chooseAt, chooseNothing, dialogsSoFar, refuse, saveNowhere, saveTo } from './consent.ts'
import { rememberEnvironment } from './data-folder.ts'
import { expect, launch, test } from './launch.ts'
import type { Launched } from './launched.ts'
import { pick, posturesOf, type Member } from './organization.ts'
import { auditAll, freshWindow, goTo, openScene, type Scene } from './scene.ts'
import { expectAccessible } from './wcag.ts'

/** Where the bundles lie: with the auditor, not with the operator. */
const folder = mkdtempSync(join(tmpdir(), 'rootkeep-bundles-'))
const first = join(folder, 'first.zip')
const second = join(folder, 'second.zip')

let scene: Scene
let members: Member[]
/** A workstation with an empty data folder and no way to AWS. */
let auditor: Launched

test.beforeAll(async ({ backend }) => {
  scene = await openScene({ backend, accounts: 30 })
  members = await scene.organization.members()
  await makeIdentity(scene.page, 'A. Lovelace')
  await signBundle(scene.app, first)
  const home = join(folder, 'auditor')
  mkdirSync(home)
  rememberEnvironment(home)
  auditor = await launch({ backend, home, env: { AWS_ACCESS_KEY_ID: undefined } })
})
test.afterAll(async () => {
  await auditor?.close()
  await scene?.close()
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
})
test.beforeEach(async () => {
  await auditor.page.evaluate(() => window.rootkeep.bundles.close())
  await auditor.page.evaluate(() => location.reload())
  await expect(auditor.page.getByText('No organization is known yet')).toBeVisible()
})

/** The counts of the legend of the posture bar. */
async function countsOf(page: Page): Promise<Record<string, number>> {
  const legend = page.getByRole('region', { name: 'Postures' }).getByRole('listitem')
  const lines = await legend.allInnerTexts()
  return Object.fromEntries(
    postures.map((posture, index) => [
      posture,
      Number(/\d+/.exec((lines[index] ?? '').replace(postureLabel[posture], ''))?.[0]),
    ]),
  )
}

test('nothing is signed, and no file is left, unless a person names the place and agrees', async () => {
  const { page, app, home } = scene
  const path = join(home, 'refused.zip')
  await freshWindow(page)
  await askForBundle(page)
  await saveNowhere(app)
  await page.getByRole('button', { name: 'Sign and write the bundle…' }).click()
  await saveTo(app, path)
  const asked = await refuse(app)
  expect(asked.detail).toContain(scene.organization.id)
  await expect(page.getByRole('main').getByRole('alert')).toBeVisible()
  expect(existsSync(path)).toBe(false)
})

test('an auditor with an empty folder and no way to AWS sees the same numbers, under a banner that names signer and date', async () => {
  const { page } = auditor
  await scene.organization.forgetRequests()
  await page.getByRole('main').getByRole('button', { name: 'Open an evidence bundle…' }).click()
  await chooseAt(auditor, first)

  await expect(banner(page)).toContainText('Signer not known')
  await expect(banner(page)).toContainText('A. Lovelace')
  await expect(banner(page)).toContainText(/on \d{4}-\d\d-\d\d \d\d:\d\d UTC/)
  await expect(page.getByRole('banner')).toContainText(scene.organization.id)
  expect(await countsOf(page)).toEqual(posturesOf(members))
  await expectAccessible(page)

  await goTo(page, 'Accounts')
  await expect(accountTable(page).grid).toHaveAttribute('aria-rowcount', String(members.length + 1))
  const shown = pick(members, ({ posture }) => posture === 'non-compliant')
  await page.getByRole('searchbox', { name: 'Search accounts' }).fill(shown.id)
  await accountTable(page).grid.getByRole('row').nth(1).click()
  const inspector = page.getByRole('complementary', { name: 'Inspector' })
  await expect(inspector).toContainText(shown.name)
  await expect(inspector).toContainText(postureLabel['non-compliant'])
  await expectAccessible(page)
  expect(await scene.organization.requests()).toEqual([])
})

test('nothing can be done from a bundle: not by button, by key, by command, nor by call', async () => {
  const { page } = auditor
  await openBundle(auditor, first)
  await expect(banner(page)).toBeVisible()
  const dialogs = await dialogsSoFar(auditor)

  for (const view of ['Procedures', 'Cases', 'Journal', 'Reports', 'Runs', 'Settings']) {
    const place = page
      .getByRole('navigation', { name: 'Views' })
      .getByRole('button', { name: view })
    await expect(place).toHaveAttribute('aria-disabled', 'true')
    await expect(place).toHaveAccessibleName(/not in an evidence bundle/)
  }
  await page.keyboard.press('g')
  await page.keyboard.press('p')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('main', { name: 'Overview' })).toBeVisible()
  await expect(page.getByRole('dialog')).toHaveCount(0)

  await goTo(page, 'Accounts')
  await accountTable(page).grid.getByRole('row').nth(1).click()
  const inspector = page.getByRole('complementary', { name: 'Inspector' })
  await inspector.getByRole('tab', { name: 'Exemptions' }).click()
  for (const act of [
    /audit/i,
    /delete/i,
    /unlock/i,
    /exemption$/i,
    /attest/i,
    /save/i,
    /revoke/i,
  ]) {
    await expect(page.getByRole('main').getByRole('button', { name: act })).toHaveCount(0)
  }

  await page.keyboard.press('Control+k')
  const field = page.getByRole('combobox', { name: 'Find a command or an account' })
  await field.fill('delete root credentials')
  await expect(page.getByRole('option', { name: /Delete root credentials/ })).toHaveCount(0)
  await page.keyboard.press('Escape')

  const answers = await page.evaluate(async () => [
    await window.rootkeep.runs.start({ scope: { kind: 'organization' }, deep: false }),
    await window.rootkeep.settings.update({ freshnessDays: 30 }),
  ])
  for (const answer of answers) {
    expect(answer).toMatchObject({ ok: false, error: { code: 'bundle-shown' } })
  }
  expect(await dialogsSoFar(auditor)).toBe(dialogs)
})

test('every check stands in the details with its sentence and the hash of the file; Close leads back', async () => {
  const { page } = auditor
  await openBundle(auditor, first)
  await expect(banner(page)).toContainText('Signer not known')
  await banner(page).getByRole('button', { name: 'Details' }).click()
  const dialog = page.getByRole('dialog', { name: 'Evidence bundle' })
  for (const check of ['File', 'Signature', 'Journal', 'Postures', 'Reports']) {
    await expect(dialog.getByRole('listitem').filter({ hasText: check }).first()).toContainText(
      /Fits|Not judged/,
    )
  }
  await expect(dialog.getByRole('button', { name: /^Copy SHA-256/ })).toBeVisible()
  await expectAccessible(page, '[role="dialog"]')
  await dialog.getByRole('button', { name: 'Close bundle' }).click()
  await expect(page.getByText('No organization is known yet')).toBeVisible()
  await expect(banner(page)).toHaveCount(0)
})

test('where the signer is known the bundle is verified', async () => {
  const { page, app } = scene
  await freshWindow(page)
  await openBundle(app, first)
  await expect(banner(page)).toContainText('Verified')
  await banner(page).getByRole('button', { name: 'Close bundle' }).click()
  await expect(
    page.getByRole('banner').getByRole('button', { name: /Management account/ }),
  ).toBeVisible()
})

test('a bundle that was altered by one byte is refused in words, and what was shown stays', async () => {
  const { page } = auditor
  const altered = join(folder, 'altered.zip')
  const bytes = readFileSync(first)
  bytes[Math.floor(bytes.length / 2)] = (bytes[Math.floor(bytes.length / 2)] ?? 0) ^ 1
  writeFileSync(altered, bytes)
  await openBundle(auditor, altered)
  const dialog = page.getByRole('dialog', { name: 'The bundle was not opened' })
  await expect(dialog.getByRole('alert')).toBeVisible()
  await expectAccessible(page, '[role="dialog"]')
  await dialog.getByRole('button', { name: 'Close' }).first().click()
  await expect(page.getByText('No organization is known yet')).toBeVisible()

  await page.keyboard.press('Control+o')
  await chooseNothing(auditor)
  await expect(page.getByText('No organization is known yet')).toBeVisible()
})

test('a bundle whose report says another thing than its evidence is shown as what it is, whoever signed it', async () => {
  const { page } = auditor
  const order = sampleOrder(folder)
  const files = await sampleFiles(order)
  const report = 'reports/report.json'
  const text = Buffer.from(files.get(report) ?? '').toString('utf8')
  const nicer = text.replace('"posture":"non-compliant"', '"posture":"compliant"')
  expect(nicer).not.toBe(text)
  const forged = repacked(
    resignedFiles(new Map([...files, [report, Buffer.from(nicer)]]), order.signer),
    folder,
  )
  await openBundle(auditor, forged)
  await expect(banner(page)).toContainText('CONTRADICTED')
  await expect(banner(page)).toHaveAttribute('role', 'alert')
  await expect(banner(page)).toContainText(
    'compliant in the report, and non-compliant by the evidence',
  )
  await expectAccessible(page)
})

test('a redacted bundle fits as a whole one does, and names no account', async () => {
  const path = join(folder, 'redacted.zip')
  await freshWindow(scene.page)
  await goTo(scene.page, 'Reports')
  await scene.page.getByRole('radio', { name: /^Evidence bundle/ }).click()
  await scene.page.getByRole('switch', { name: /^Redact/ }).click()
  await signBundle(scene.app, path)

  const { page } = auditor
  await openBundle(auditor, path)
  await expect(banner(page)).toContainText('Redacted')
  await expect(banner(page)).toContainText('Signer not known')
  expect(await countsOf(page)).toEqual(posturesOf(members))
  await goTo(page, 'Accounts')
  const { grid } = accountTable(page)
  await expect(grid).toHaveAttribute('aria-rowcount', String(members.length + 1))
  for (const { id, name } of members) {
    await expect(grid).not.toContainText(id)
    await expect(grid).not.toContainText(name)
  }
})

test('two bundles are compared: what got worse and what got better, by name', async () => {
  const { organization, page: operator } = scene
  const worse = pick(members, (each) => each.posture === 'compliant' && !each.assumeRootDenied)
  await organization.change(worse.id, { root: { passwordPresent: true } })
  await freshWindow(operator)
  await auditAll(operator)
  await signBundle(scene.app, second)

  const { page } = auditor
  await openBundle(auditor, first)
  await expect(banner(page)).toBeVisible()
  await banner(page).getByRole('button', { name: 'Compare with another…' }).click()
  await chooseAt(auditor, second)
  const dialog = page.getByRole('dialog', { name: 'What changed between two bundles' })
  const table = dialog.getByRole('grid', { name: 'Accounts that changed' })
  await expect(table.getByRole('row').filter({ hasText: worse.id })).toContainText('Worse')
  await expect(table.getByRole('row').filter({ hasText: worse.id })).toContainText('Non-compliant')
  await expectAccessible(page, '[role="dialog"]')
  await dialog.getByRole('button', { name: /^Better/ }).click()
  await expect(dialog.getByText('No account changed in this way')).toBeVisible()
})
