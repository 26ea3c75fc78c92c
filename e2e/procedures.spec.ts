import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { accountTable } from './account-table.ts'
import { agree, refuse, saveTo } from './consent.ts'
import { expect, test } from './launch.ts'
import { pick, type Member } from './organization.ts'
import {
  confirmIt,
  listOfProcedures,
  planIt,
  planLine,
  procedureIn,
  stepPanel,
} from './procedure-steps.ts'
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
  await region(page, 'New procedure')
    .getByRole('button', { name: /^Delete root credentials/ })
    .click()
  await page.getByRole('textbox', { name: 'Account IDs' }).fill(accountIds.join('\n'))
}

test('every root credential of an account is named, deleted after phrase and consent, and read back', async () => {
  const { page, organization, app } = scene
  const member = pick(
    await membersWith((root) => root.accessKeys.length > 0),
    ({ root }) => root.passwordPresent && root.mfaDevices.length > 0,
  )
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
  await expect(
    plan.getByRole('button', { name: /^Copy digest of the plan [0-9a-f]{64}$/ }),
  ).toBeVisible()
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
  const report = join(scene.home, 'report.md')
  await page.getByRole('button', { name: 'Save: Report' }).click()
  await saveTo(app, report)
  await expect.poll(() => existsSync(report)).toBe(true)
  expect(readFileSync(report, 'utf8')).toContain(member.id)
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

test('only the chosen kind is deleted from a selection; what cannot be a target is left out by name', async () => {
  const { page, organization, app } = scene
  const members = (await membersWith((root) => root.accessKeys.length > 0)).slice(0, 3)
  const before = new Map(members.map((member) => [member.id, member.root]))
  expect(members.length).toBeGreaterThan(1)
  await deleteForm([...members.map((member) => member.id), organization.managementAccountId])
  await page.getByRole('checkbox', { name: 'Access keys' }).click()
  await planIt(page, 'Keys of root users are never needed.')

  const plan = stepPanel(page, 'Plan')
  await expect(plan).not.toContainText('DeleteLoginProfile')
  await plan.getByRole('button', { name: 'Courtesy note…' }).click()
  await expect(plan.getByRole('textbox', { name: 'Note' })).toHaveValue(/AssumeRoot/)
  const leftOut = plan.getByRole('row').filter({ hasText: organization.managementAccountId })
  await expect(leftOut).toContainText('cannot be the target of a root session')
  await confirmIt(page, `delete ${members.length} accounts`)
  const asked = await agree(app)
  expect(asked.message + asked.detail).toContain(String(members.length))
  await procedureIn(page, 'completed')
  for (const member of members) {
    const { root } = await organization.member(member.id)
    expect(root.accessKeys, member.id).toEqual([])
    expect(root.passwordPresent, member.id).toBe(before.get(member.id)?.passwordPresent)
    expect(root.mfaDevices, member.id).toEqual(before.get(member.id)?.mfaDevices)
  }
})

test('a rehearsal says what would be called and changes nothing', async () => {
  const { page } = scene
  const member = pick(await membersWith((root) => root.passwordPresent), () => true)
  await deleteForm([member.id])
  await page.getByRole('button', { name: 'All four kinds' }).click()
  await planIt(page, 'A rehearsal.')
  await page.getByRole('button', { name: 'Continue: confirm' }).click()
  await page.getByRole('button', { name: 'Rehearse' }).click()
  await expect(stepPanel(page, 'Confirm')).toContainText('Rehearsed ')
  await expect(planLine(page, member.id)).toContainText(/[Rr]ehearsed/)
  expect(await changesMade()).toEqual([])
  await page.getByRole('button', { name: 'End it…' }).click()
  const dialog = page.getByRole('dialog', { name: 'End this procedure?' })
  await expect(dialog).toContainText('Nothing has been changed in AWS.')
  await dialog.getByRole('button', { name: 'End it' }).click()
  await procedureIn(page, 'cancelled')
  await expect(page.getByRole('button', { name: 'Plan anew' })).toHaveCount(0)
})

test('what changed between the plan and the deletion is not touched, and is said', async () => {
  const { page, organization, app } = scene
  const member = pick(
    await membersWith((root) => root.passwordPresent),
    ({ root }) => root.accessKeys.length < 2,
  )
  await deleteForm([member.id])
  await page.getByRole('button', { name: 'All four kinds' }).click()
  await planIt(page, 'Clean-up.')
  const added = {
    id: 'AKIANEWBYSOMEBODY001',
    status: 'Active',
    createdAt: new Date().toISOString(),
    lastUsed: null,
  }
  await organization.change(member.id, {
    root: { ...member.root, accessKeys: [...member.root.accessKeys, added] },
  })
  await organization.forgetRequests()
  await confirmIt(page, member.id)
  await agree(app)
  await procedureIn(page, 'completed')
  await page.getByRole('button', { name: /^Execute/ }).click()
  await expect(planLine(page, member.id)).toContainText('Changed meanwhile')
  await expect(planLine(page, member.id)).toContainText(added.id)
  expect(await changesMade()).toEqual([])
  await listOfProcedures(page)
  await expect(region(page, 'History').getByRole('row').nth(1)).toContainText('1 changed meanwhile')
})

test('a deletion that AWS refuses in one account is shown there with code, request and remedy', async () => {
  const { page, organization, app } = scene
  const members = await membersWith((root) => root.passwordPresent)
  const first = pick(members, () => true)
  const refused = pick(members, ({ id }) => id !== first.id)
  await deleteForm([first.id, refused.id])
  await page.getByRole('checkbox', { name: 'Console password' }).click()
  await planIt(page, 'Clean-up.')
  await organization.faults([
    {
      operation: 'DeleteLoginProfile',
      accountId: refused.id,
      probability: 1,
      status: 403,
      code: 'AccessDenied',
      message: 'Not here.',
    },
  ])
  try {
    await confirmIt(page, 'delete 2 accounts')
    await agree(app)
    await expect
      .poll(async () => (await organization.member(first.id)).root.passwordPresent)
      .toBe(false)
    await procedureIn(page, 'completed')
    await page.getByRole('button', { name: /^Execute/ }).click()
    await page.getByRole('button', { name: /^Not as wanted ?1$/ }).click()
    const line = planLine(page, refused.id)
    await expect(line).toContainText('Failed')
    const request = (await organization.requests()).findLast(
      ({ operation, errorCode }) => operation === 'DeleteLoginProfile' && errorCode !== null,
    )
    await expect(line).toContainText('AccessDenied')
    await expect(line).toContainText(request?.requestId ?? 'no request')
    await expect(planLine(page, first.id)).toHaveCount(0)
    expect((await organization.member(refused.id)).root.passwordPresent).toBe(true)
  } finally {
    await organization.faults([])
  }
})

test('a run that is paused and then cut off comes back on the same step, and nothing is done twice', async () => {
  const { organization, app } = scene
  const members = (await membersWith((root) => root.passwordPresent)).slice(0, 4)
  const ids = members.map((member) => member.id)
  expect(ids.length).toBeGreaterThan(2)
  await deleteForm(ids)
  await scene.page.getByRole('button', { name: 'All four kinds' }).click()
  await planIt(scene.page, 'Clean-up.')
  await organization.forgetRequests()
  await organization.faults([{ service: 'iam', probability: 1, latencyMs: 400 }])
  try {
    await confirmIt(scene.page, `delete ${ids.length} accounts`)
    await agree(app)
    // The canary account alone is under way.
    await scene.page.getByRole('button', { name: 'Pause' }).click()
    await expect(scene.page.getByRole('button', { name: 'Resume' })).toBeVisible()
    await expect(scene.page.getByRole('main')).toContainText('no further one begins')
    await scene.page.getByRole('button', { name: 'Resume' }).click()
    await expect(scene.page.getByRole('button', { name: 'Pause' })).toBeVisible()
    await scene.app.kill()
  } finally {
    await organization.faults([])
  }
  const page = await scene.restart()
  await goTo(page, 'Procedures')
  const unfinished = region(page, 'Unfinished')
  await expect(unfinished).toContainText('Interrupted')
  await unfinished
    .getByRole('button', { name: `Delete root credentials of ${ids.length} accounts` })
    .click()
  await expect(stepPanel(page, 'Execute')).toBeVisible()
  await page.getByRole('button', { name: 'Resume' }).click()
  await procedureIn(page, 'completed')
  for (const id of ids) {
    expect((await organization.member(id)).root, id).toMatchObject({
      passwordPresent: false,
      accessKeys: [],
      mfaDevices: [],
    })
  }
  const deletions = (await organization.requests()).filter(
    ({ operation, errorCode }) => operation === 'DeleteLoginProfile' && errorCode === null,
  )
  expect(deletions.length).toBe(ids.length)
})

test('a plan of many accounts is walked and unfolded by the keyboard, and runs for nobody but its caller', async () => {
  const { page, organization } = scene
  await listOfProcedures(page)
  await region(page, 'New procedure')
    .getByRole('button', { name: /^Delete root credentials/ })
    .click()
  await page.getByRole('radio', { name: /^Whatever fits the filter of Accounts/ }).click()
  await page.getByRole('checkbox', { name: 'MFA devices' }).click()
  await page.getByRole('checkbox', { name: 'Access keys' }).click()
  await planIt(page, 'Clean-up.')
  const lines = page.getByRole('list', { name: 'Accounts of the plan' }).getByRole('listitem')
  const total = Number(await lines.first().getAttribute('aria-setsize'))
  expect(total).toBeGreaterThan(2)
  const left = stepPanel(page, 'Plan').getByRole('row').filter({ hasText: 'MFA devices are kept' })
  await stepPanel(page, 'Plan').getByText('Left out', { exact: true }).click()
  await expect(left.first()).toBeVisible()

  await lines.first().getByRole('button').first().focus()
  await page.keyboard.press('End')
  const last = page.locator(`li[aria-posinset="${total}"] > button`)
  await expect(last).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(last).toHaveAttribute('aria-expanded', 'true')
  await expect(page.locator(`li[aria-posinset="${total}"]`)).toContainText(
    /iam:(Delete|Deactivate)/,
  )
  await page.keyboard.press('Home')
  await expect(lines.first().getByRole('button').first()).toBeFocused()

  // Another operator of the same account sees all of it, and cannot let it run.
  const other = (await organization.control('POST', 'operators', {
    accountId: organization.managementAccountId,
    name: 'somebody-else',
  })) as { accessKeyId: string; secretAccessKey: string }
  const theirs = await scene.restart({
    ...organization.environment,
    AWS_ACCESS_KEY_ID: other.accessKeyId,
    AWS_SECRET_ACCESS_KEY: other.secretAccessKey,
  })
  await goTo(theirs, 'Procedures')
  await region(theirs, 'Unfinished')
    .getByRole('button', { name: `Delete root credentials of ${total} accounts` })
    .click()
  await expect(theirs.getByRole('main')).toContainText('runs for nobody else')
  for (const box of await stepPanel(theirs, 'Confirm').getByRole('checkbox').all()) {
    await box.click()
  }
  await theirs
    .getByRole('textbox', { name: /^To let it run, type/ })
    .fill(`delete ${total} accounts`)
  await theirs.getByRole('button', { name: /: run the plan$/ }).click()
  await expect(theirs.getByRole('main').getByRole('alert')).toContainText(
    'Another caller is connected',
  )
  await scene.restart()
})
