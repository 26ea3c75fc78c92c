import { expect, type Page } from '@playwright/test'
import { agree, chooseAt, saveTo } from './consent.ts'
import type { Launched } from './launched.ts'
import { goTo } from './scene.ts'

/** Gives this workstation an identity that can sign. */
export async function makeIdentity(page: Page, name: string): Promise<void> {
  const made = await page.evaluate(
    (named) =>
      window.rootkeep.identity.create({ name: named, passphrase: 'correct horse battery' }),
    name,
  )
  expect(made.ok).toBe(true)
}

/** Asks for an evidence bundle on the Reports screen, without saying where yet. */
export async function askForBundle(page: Page): Promise<void> {
  await goTo(page, 'Reports')
  await page.getByRole('tab', { name: 'Write', exact: true }).click()
  await page.getByRole('radio', { name: /^Evidence bundle/ }).click()
  await page.getByRole('button', { name: 'Sign and write the bundle…' }).click()
}

/** Signs an evidence bundle into a file; the person agrees. */
export async function signBundle(rootkeep: Launched, path: string): Promise<void> {
  const { page } = rootkeep
  await askForBundle(page)
  await saveTo(rootkeep, path)
  await agree(rootkeep)
  await expect(page.getByRole('main').getByText('The bundle is signed and written.')).toBeVisible()
}

/** Opens a bundle in the viewer by the palette, which is there on every screen. */
export async function openBundle(rootkeep: Launched, path: string): Promise<void> {
  await rootkeep.page.keyboard.press('Control+o')
  await chooseAt(rootkeep, path)
}

/** The strip that says whose bundle is shown. */
export function banner(page: Page) {
  return page
    .getByRole('status')
    .or(page.getByRole('alert'))
    .filter({ hasText: 'Evidence bundle:' })
}
