import { expect, type Locator, type Page } from '@playwright/test'
import type { Procedure } from '../src/shared/domain/procedures.ts'
import { goTo } from './scene.ts'

/** Goes to all procedures, from wherever: the first step lands where one was last. */
export async function listOfProcedures(page: Page): Promise<void> {
  await goTo(page, 'Procedures')
  await goTo(page, 'Procedures')
  await expect(page.getByRole('heading', { level: 1, name: 'Procedures' })).toBeVisible()
}

/** The panel of one step of the procedure on screen. */
export function stepPanel(page: Page, title: string): Locator {
  return page.getByRole('main').getByRole('region', { name: title, exact: true })
}

/** Says why, sends the form, and waits for the plan. */
export async function planIt(page: Page, reason: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Reason' }).fill(reason)
  await page.getByRole('button', { name: 'Look and plan' }).click()
  await expect(page.getByRole('button', { name: /^Continue: / })).toBeVisible()
}

/** From the plan on screen to the button: acknowledges each item by itself, types the phrase, presses. */
export async function confirmIt(page: Page, phrase: string): Promise<void> {
  await page.getByRole('button', { name: 'Continue: confirm' }).click()
  for (const box of await stepPanel(page, 'Confirm').getByRole('checkbox').all()) await box.click()
  await page.getByRole('textbox', { name: `To let it run, type: ${phrase}` }).fill(phrase)
  await page.getByRole('button', { name: /: run the plan$/ }).click()
}

/** Waits until the newest procedure is in this state, and returns it. */
export async function procedureIn(page: Page, state: Procedure['state']): Promise<Procedure> {
  await expect
    .poll(async () => (await newestProcedure(page))?.state, { timeout: 30_000 })
    .toBe(state)
  const newest = await newestProcedure(page)
  if (!newest) throw new Error('there is no procedure')
  return newest
}

/** The procedure that was begun last, as main knows it. */
async function newestProcedure(page: Page): Promise<Procedure | undefined> {
  const result = await page.evaluate(() =>
    window.rootkeep.procedures.list({ caseId: null, offset: 0, limit: 200 }),
  )
  if (!result.ok) throw new Error(result.error.message)
  return result.value.procedures.toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1))[0]
}

/** One account in the table of a plan. */
export function planLine(page: Page, accountId: string): Locator {
  return page
    .getByRole('list', { name: 'Accounts of the plan' })
    .getByRole('listitem')
    .filter({ hasText: accountId })
}
