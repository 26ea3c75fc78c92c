import { accountTable } from './account-table.ts'
import { agree, refuse } from './consent.ts'
import { expect, test } from './launch.ts'
import { pick, type Member } from './organization.ts'
import { confirmIt, planIt, planLine, procedureIn, stepPanel } from './procedure-steps.ts'
import { freshWindow, goTo, openScene, region, type Scene } from './scene.ts'

/** What deletes or creates something in an account. */
const changing =
  /^(Delete|Deactivate|Create|Put|Set|Enable|Disable|Register|Deregister|Start|Accept)/

let scene: Scene
test.beforeAll(async ({ backend }) => {
  scene = await openScene({ backend, size: { width: 1440, height: 900 } })
})
test.afterAll(() => scene?.close())
test.beforeEach(async () => {
  await freshWindow(scene.page)
  await scene.organization.forgetRequests()
})

/** Members that a root session can be opened in, with these credentials. */
async function membersWith(fits: (root: Member['root']) => boolean): Promise<Member[]> {
  return (await scene.organization.members()).filter(
    (each) => each.posture === 'non-compliant' && each.state === 'ACTIVE' && fits(each.root),
  )
}

async function changesMade(): Promise<string[]> {
  const requests = await scene.organization.requests()
  return requests.map(({ operation }) => operation).filter((operation) => changing.test(operation))
}

/** Opens the form for these accounts by their IDs. */
async function deleteForm(accountIds: readonly string[]): Promise<void> {
  const { page } = scene
  await goTo(page, 'Procedures')
  await page.getByRole('button', { name: /^Delete root credentials/ }).click()
  await page.getByRole('textbox', { name: 'Account IDs' }).fill(accountIds.join('\n'))
}

test('every root credential of an account is named, deleted after phrase and consent, and read back', async () => {
  const { page, organization, app } = scene
  const [member] = (await membersWith((root) => root.accessKeys.length > 0)).filter(
    (each) => each.root.passwordPresent && each.root.mfaDevices.length > 0,
  )
  if (!member) throw new Error('the organization has no such account: choose a seed')
  await goTo(page, 'Accounts')
  await page.getByRole('searchbox', { name: 'Search accounts' }).fill(member.id)
  await accountTable(page).line(member.id).click()
  await page.getByRole('button', { name: 'Delete root credentials…' }).click()
  await expect(page.getByRole('radio', { name: `Account ${member.id}` })).toBeChecked()
  // Nothing destructive is chosen before the operator does.
  await expect(page.getByRole('checkbox', { checked: true })).toHaveCount(0)
  await page.getByRole('button', { name: 'Look and plan' }).click()
  await expect(page.getByRole('main')).toContainText('Choose what is deleted.')
  await page.getByRole('button', { name: 'All four kinds' }).click()
  await planIt(page, 'Nobody uses them.')

  const plan = stepPanel(page, 'Plan')
  for (const key of member.root.accessKeys) {
    await expect(plan).toContainText(`iam:DeleteAccessKey(AccessKeyId: ${key.id})`)
  }
  for (const { serialNumber } of member.root.mfaDevices) {
    await expect(plan).toContainText(`iam:DeactivateMFADevice(SerialNumber: ${serialNumber})`)
  }
  await expect(plan).toContainText('iam:DeleteLoginProfile()')
  await expect(plan).toContainText('Way back proven')
  await expect(plan.getByRole('button', { name: /^Copy digest of the plan [0-9a-f]{64}$/ })).toBeVisible()
  expect(await changesMade()).toEqual([])

  // A word that is not the phrase opens nothing.
  await page.getByRole('button', { name: 'Continue: confirm' }).click()
  const run = page.getByRole('button', { name: 'Delete root credentials: run the plan' })
  for (const box of await stepPanel(page, 'Confirm').getByRole('checkbox').all()) {
    await expect(run).toBeDisabled()
    await box.click()
  }
  const phrase = page.getByRole('textbox', { name: /^To let it run, type/ })
  await phrase.fill(member.name)
  await expect(run).toBeDisabled()
  await phrase.fill(member.id)

  // Refused outside of the page: nothing is done.
  await run.click()
  await refuse(app)
  await expect(page.getByRole('alert')).toContainText('It does not run.')
  expect(await changesMade()).toEqual([])

  await run.click()
  await agree(app)
  await procedureIn(page, 'completed')
  await expect(stepPanel(page, 'Report')).toContainText('1 account: 1 done')
  expect((await organization.member(member.id)).root).toMatchObject({
    passwordPresent: false,
    accessKeys: [],
    mfaDevices: [],
    signingCertificates: [],
  })
  await page.getByRole('button', { name: /^Verify/ }).click()
  await expect(stepPanel(page, 'Verify')).toContainText('AWS was read back and shows')
  // Each deletion is there with the request that did it.
  const deleted = (await organization.requests()).find(
    ({ operation }) => operation === 'DeleteLoginProfile',
  )
  await expect(stepPanel(page, 'Verify')).toContainText(deleted?.requestId ?? 'no request')
  await goTo(page, 'Accounts')
  await expect(accountTable(page).line(member.id)).toContainText('Compliant')
})
