import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { ProcedureKind } from '../src/shared/domain/procedures.ts'
import { agree, refuse, saveTo } from './consent.ts'
import { rememberEnvironment } from './data-folder.ts'
import { expect, test } from './launch.ts'
import type { Launched } from './launched.ts'
import { pick } from './organization.ts'
import { planIt, planLine, procedureIn, stepPanel } from './procedure-steps.ts'
import { connected, freshWindow, goTo, openScene, region, type Scene } from './scene.ts'

const passphrase = 'correct horse battery staple'

let scene: Scene
test.beforeAll(async ({ backend }) => {
  scene = await openScene({ backend, accounts: 30, size: { width: 1440, height: 900 } })
})
test.afterAll(() => scene?.close())

/** Makes an operator identity by the call that Settings make; returns the card for the other workstation. */
async function identityOf(page: Page, name: string): Promise<string> {
  return await page.evaluate(
    async ([name, passphrase]) => {
      const { identity } = window.rootkeep
      const before = await identity.get()
      const keyStore = before.ok && before.value.keyStore
      const made = await identity.create({ name, passphrase: keyStore ? null : passphrase })
      const card = await identity.card()
      if (!made.ok || !card.ok) throw new Error('the identity was not made')
      return card.value.text
    },
    [name, passphrase] as const,
  )
}

async function trust({ page, app }: { page: Page; app: Launched }, card: string): Promise<void> {
  const trusted = page.evaluate(async (text) => {
    const read = await window.rootkeep.identity.readCard({ text })
    if (!read.ok) return read.error.message
    const { fingerprint } = read.value
    const done = await window.rootkeep.identity.trust({ text, fingerprint })
    return done.ok ? null : done.error.message
  }, card)
  await agree(app)
  expect(await trusted).toBeNull()
}

async function askForApproval(page: Page, app: Launched, kind: ProcedureKind): Promise<void> {
  const changed = page.evaluate(async (kind) => {
    const { settings } = window.rootkeep
    const now = await settings.get()
    if (!now.ok) return now.error.message
    const { rules } = now.value
    const rule = { ...rules[kind], needsApproval: true }
    const done = await settings.update({ rules: { ...rules, [kind]: rule } })
    return done.ok ? null : done.error.message
  }, kind)
  await agree(app)
  expect(await changed).toBeNull()
}

test('a plan runs only after a second operator has read the whole of it elsewhere and signed it', async ({
  start,
  folder,
}) => {
  const { page, organization, app } = scene
  const member = pick(
    await organization.members(),
    (each) => each.posture === 'non-compliant' && each.root.accessKeys.length > 0,
  )
  const [key] = member.root.accessKeys
  // The second workstation has no way to AWS at all.
  rememberEnvironment(folder)
  const second = await start({
    env: { ...organization.environment, AWS_SECRET_ACCESS_KEY: 'none' },
  })
  await second.page.setViewportSize({ width: 1440, height: 900 })
  const first = { page, app }
  const cards = {
    requester: await identityOf(page, 'Jane Doe'),
    approver: await identityOf(second.page, 'John Roe'),
  }
  await trust(first, cards.approver)
  await askForApproval(page, app, 'delete-root-credentials')
  await freshWindow(page)

  await goTo(page, 'Procedures')
  await region(page, 'New procedure')
    .getByRole('button', { name: /^Delete root credentials/ })
    .click()
  await expect(page.getByRole('main')).toContainText(
    'Here it needs the approval of a second operator',
  )
  await page.getByRole('textbox', { name: 'Account IDs' }).fill(member.id)
  await page.getByRole('button', { name: 'All four kinds' }).click()
  await planIt(page, 'Nobody uses them.')
  await page.getByRole('button', { name: 'Continue: ask for approval' }).click()
  await page.getByRole('button', { name: 'Make the request' }).click()
  const requestFile = join(scene.home, 'request.json')
  await page.getByRole('button', { name: 'Save: Approval request' }).click()
  await saveTo(app, requestFile)
  const request = await page.getByRole('textbox', { name: 'Approval request' }).inputValue()
  await expect.poll(() => existsSync(requestFile)).toBe(true)
  expect(readFileSync(requestFile, 'utf8')).toBe(request)

  // Nobody approves their own.
  await goTo(page, 'Procedures')
  await page.getByRole('button', { name: 'Approve somebody’s plan' }).click()
  await page.getByRole('textbox', { name: 'Approval request' }).fill(request)
  await page.getByRole('button', { name: 'Read the request' }).click()
  await expect(page.getByRole('alert')).toContainText('It cannot be approved here.')

  // Of somebody who is not trusted there the plan is shown; the name in it proves nothing.
  const approving = second.page
  const approve = async (text: string): Promise<void> => {
    await goTo(approving, 'Procedures')
    await goTo(approving, 'Procedures')
    await approving.getByRole('button', { name: 'Approve somebody’s plan' }).click()
    await approving.getByRole('textbox', { name: 'Approval request' }).fill(text)
    await approving.getByRole('button', { name: 'Read the request' }).click()
  }
  await approve(request)
  await expect(region(approving, 'Requester')).toContainText('Not among the trusted operators')
  await approving.getByRole('textbox', { name: /^To approve, type/ }).fill(member.id)
  await expect(approving.getByRole('button', { name: /^Approve as/ })).toBeDisabled()
  await expect(
    approving.getByRole('checkbox', { name: /^I have compared the fingerprint with Jane Doe/ }),
  ).not.toBeChecked()
  await trust({ page: approving, app: second }, cards.requester)

  // Changed by one byte it is no request any more.
  await approve(request.replace(key?.id ?? '', `${key?.id.slice(0, -1)}X`))
  await expect(approving.getByRole('main').getByRole('alert')).toBeVisible()
  await expect(region(approving, 'Plan')).toHaveCount(0)

  await approve(request)
  const plan = region(approving, 'Plan')
  await expect(plan).toContainText(`iam:DeleteAccessKey(AccessKeyId: ${key?.id})`)
  await expect(plan).toContainText('Nobody uses them.')
  await expect(region(approving, 'Requester')).toContainText('Jane Doe')
  await expect(region(approving, 'Requester')).toContainText('that of a trusted operator')
  const sign = approving.getByRole('button', { name: 'Approve as John Roe' })
  await expect(sign).toBeDisabled()
  await approving.getByRole('textbox', { name: /^To approve, type/ }).fill(member.id)
  await sign.click()
  await refuse(second)
  await expect(approving.getByRole('main').getByRole('alert')).toContainText('It was not signed.')
  await sign.click()
  await agree(second)
  const approval = await approving
    .getByRole('textbox', { name: 'Approval', exact: true })
    .inputValue()

  // Without it there is nothing to confirm; with it there is.
  await page.getByRole('button', { name: 'Procedures', exact: true }).first().click()
  await region(page, 'Unfinished')
    .getByRole('button', { name: /^Delete root credentials/ })
    .click()
  await expect(page.getByRole('button', { name: /^Confirm/ })).toBeDisabled()
  const given = page.getByRole('textbox', { name: 'Approval', exact: true })
  await given.fill(approval.replace('"note"', '"n0te"'))
  await page.getByRole('button', { name: 'Take the approval' }).click()
  await expect(page.getByRole('alert')).toBeVisible()
  await given.fill(approval)
  await page.getByRole('button', { name: 'Take the approval' }).click()
  await expect(stepPanel(page, 'Confirm')).toBeVisible()
  await page.getByRole('button', { name: /^Approval/ }).click()
  await expect(stepPanel(page, 'Approval')).toContainText('Approved by John Roe')
  await page.getByRole('button', { name: /^Confirm/ }).click()
  for (const box of await stepPanel(page, 'Confirm').getByRole('checkbox').all()) await box.click()
  await page.getByRole('textbox', { name: /^To let it run, type/ }).fill(member.id)
  await page.getByRole('button', { name: /: run the plan$/ }).click()
  await agree(app)
  await procedureIn(page, 'completed')
  expect((await organization.member(member.id)).root.accessKeys).toEqual([])
  await page.getByRole('button', { name: /^Execute/ }).click()
  await expect(planLine(page, member.id)).toContainText('Done')
  await connected(page)
})
