import { agree, refuse } from './consent.ts'
import { expect, test } from './launch.ts'
import { pick } from './organization.ts'
import { confirmIt, listOfProcedures, planIt, procedureIn, stepPanel } from './procedure-steps.ts'
import { freshWindow, goTo, openScene, region, type Scene } from './scene.ts'

let scene: Scene
test.beforeAll(async ({ backend }) => {
  scene = await openScene({ backend, accounts: 30, size: { width: 1440, height: 900 } })
})
test.afterAll(() => scene?.close())
test.beforeEach(() => freshWindow(scene.page))

async function newProcedure(title: string): Promise<void> {
  await listOfProcedures(scene.page)
  await region(scene.page, 'New procedure').getByRole('button', { name: title }).click()
}

async function chooseAccount(accountId: string): Promise<void> {
  const { page } = scene
  await page.getByRole('combobox', { name: 'Account' }).fill(accountId)
  await page.getByRole('option', { name: accountId }).click()
}

type Truth = {
  readonly organization: {
    readonly features: string[]
    readonly trustedServices: string[]
    readonly delegatedAdministrators: string[]
  }
}

async function truth(): Promise<Truth['organization']> {
  return ((await scene.organization.control('GET', 'state')) as Truth).organization
}

test('a feature that is off fails the preflight with the way on; turned on from the window, the plan is made', async () => {
  const { page, organization, app } = scene
  const member = pick(
    await organization.members(),
    (each) => each.posture === 'non-compliant' && each.root.passwordPresent,
  )
  const iam = 'iam.amazonaws.com'

  // Off: with who loses what, confirmed, and read back.
  await newProcedure('Organization switches')
  const card = page.getByRole('listitem').filter({ hasText: 'Root credentials management' }).first()
  await expect(card).toContainText('On')
  await card.getByText('Who gains and who loses what').click()
  await expect(card).toContainText('Root credentials can no longer be audited or deleted from here')
  await card.getByRole('button', { name: 'Turn off…' }).click()
  await planIt(page, 'To see what it does.')
  await expect(stepPanel(page, 'Plan')).toContainText(
    'iam:DisableOrganizationsRootCredentialsManagement()',
  )
  await confirmIt(page, organization.id)
  await refuse(app)
  await expect(page.getByRole('alert')).toContainText('It does not run.')
  expect((await truth()).features).toContain('RootCredentialsManagement')
  await page.getByRole('button', { name: /: run the plan$/ }).click()
  await agree(app)
  await procedureIn(page, 'completed')
  expect((await truth()).features).not.toContain('RootCredentialsManagement')

  // The preflight of a deletion says so, and nothing is planned.
  await newProcedure('Delete root credentials')
  await page.getByRole('textbox', { name: 'Account IDs' }).fill(member.id)
  await page.getByRole('button', { name: 'All four kinds' }).click()
  await page.getByRole('textbox', { name: 'Reason' }).fill('Clean-up.')
  await page.getByRole('button', { name: 'Look and plan' }).click()
  const preflight = stepPanel(page, 'Preflight')
  const failed = preflight.getByRole('listitem').filter({ hasText: 'Failed' })
  await expect(failed).toContainText('Root credentials management')
  await expect(failed).toContainText('Turn it on')
  await expect(page.getByRole('alert')).toContainText('Stopped.')
  await expect(page.getByRole('button', { name: /^Confirm/ })).toBeDisabled()

  // On again.
  await newProcedure('Organization switches')
  await card.getByRole('button', { name: 'Turn on…' }).click()
  await planIt(page, 'It is needed.')
  await confirmIt(page, organization.id)
  await agree(app)
  await expect.poll(async () => (await truth()).features).toContain('RootCredentialsManagement')
  await procedureIn(page, 'completed')
  await listOfProcedures(page)
  await region(page, 'Unfinished')
    .getByRole('button', { name: `Delete root credentials of ${member.id}` })
    .click()
  await page.getByRole('button', { name: 'Plan anew' }).click()
  await expect(page.getByRole('button', { name: 'Continue: confirm' })).toBeVisible()
  await expect(stepPanel(page, 'Plan')).toContainText(member.id)
  expect((await truth()).trustedServices).toContain(iam)
})

test('switches stand in their order: what another one needs, and what this caller may not do, is said instead of offered', async () => {
  const { page, app, organization } = scene
  await newProcedure('Organization switches')
  const trusted = page.getByRole('listitem').filter({ hasText: 'Trusted access for IAM' }).first()
  await expect(trusted).toContainText('Not offered: A delegated administrator is registered')
  await expect(trusted.getByRole('button', { name: 'Turn off…' })).toBeDisabled()

  // The delegate is taken out, then registered again by another account.
  const [delegate] = (await truth()).delegatedAdministrators
  const delegation = page
    .getByRole('listitem')
    .filter({ hasText: 'Delegated administrator for IAM' })
  await expect(delegation).toContainText(delegate ?? 'no delegate')
  await delegation.getByRole('button', { name: 'Deregister…' }).click()
  await planIt(page, 'The security account moves.')
  await expect(stepPanel(page, 'Plan')).toContainText(`AccountId: ${delegate}`)
  await confirmIt(page, delegate ?? '')
  await agree(app)
  await procedureIn(page, 'completed')
  expect((await truth()).delegatedAdministrators).toEqual([])

  const next = pick(
    await organization.members(),
    (each) => each.state === 'ACTIVE' && each.id !== delegate && each.posture !== 'not-applicable',
  )
  await newProcedure('Organization switches')
  await delegation.getByRole('button', { name: 'Register an account…' }).click()
  await page.getByRole('button', { name: 'Look and plan' }).click()
  await expect(page.getByRole('main')).toContainText('Choose the account.')
  await chooseAccount(next.id)
  await planIt(page, 'The security account moves.')
  await confirmIt(page, next.id)
  await agree(app)
  await procedureIn(page, 'completed')
  expect((await truth()).delegatedAdministrators).toEqual([next.id])
})

test('one account is audited in full; what only reads asks for no phrase and no consent', async () => {
  const { page, organization } = scene
  const member = pick(
    await organization.members(),
    (each) => each.root.accessKeys.length > 0 && each.posture === 'non-compliant',
  )
  await newProcedure('Audit one account')
  await chooseAccount(member.id)
  await planIt(page, 'A second look.')
  await page.getByRole('button', { name: 'Continue: confirm' }).click()
  await expect(page.getByRole('textbox')).toHaveCount(0)
  await page.getByRole('button', { name: 'Audit root credentials: run the plan' }).click()
  await procedureIn(page, 'completed')
  await page.getByRole('button', { name: 'Show the account' }).click()
  await expect(page.getByRole('complementary', { name: 'Inspector' })).toContainText(
    member.root.accessKeys[0]?.id ?? 'no key',
  )
})

test('the root mailbox is changed inside a case with the code that AWS mails; a wrong code is asked for again', async () => {
  const { page, organization, app } = scene
  const member = pick(
    await organization.members(),
    (each) => each.state === 'ACTIVE' && each.posture === 'compliant' && !each.assumeRootDenied,
  )
  const address = 'root+found-again@example.com'
  await newProcedure('Fix the root mailbox')
  await expect(page.getByRole('main')).toContainText('none is open')
  const opened = await page.evaluate(() =>
    window.rootkeep.cases.open({
      scenario: 'lost-mailbox',
      reason: 'Whoever read the mailbox has left.',
      ticket: 'SEC-77',
      minutes: 60,
    }),
  )
  expect(opened.ok).toBe(true)
  await chooseAccount(member.id)
  await expect(page.getByRole('main')).toContainText(member.email)
  await page.getByRole('textbox', { name: 'New root mailbox' }).fill(address)
  await page.getByRole('combobox', { name: 'Break-glass case' }).click()
  await page.getByRole('option', { name: /^SEC-77/ }).click()
  await planIt(page, 'Whoever read it has left.')
  await confirmIt(page, member.id)
  await agree(app)

  const code = page.getByRole('textbox', { name: /^Code/ })
  await code.fill('XXXXXX')
  await page.getByRole('button', { name: 'Give AWS the code' }).click()
  await expect(stepPanel(page, 'Execute')).toContainText('AWS did not accept the code')
  const letters = (await organization.control('GET', 'mailboxes')) as {
    to: string
    code: string
  }[]
  const mailed = letters.findLast((letter) => letter.to === address)
  await code.fill(mailed?.code ?? 'no letter')
  await page.getByRole('button', { name: 'Give AWS the code' }).click()
  await procedureIn(page, 'completed')
  expect((await organization.member(member.id)).email).toBe(address)
  await page.getByRole('button', { name: 'Go on in the case' }).click()
  await expect(page.getByRole('main', { name: 'Cases' })).toContainText('SEC-77')
})

test('“Is root really needed?” leads to the procedure, to a case, or away from root', async () => {
  const { page } = scene
  await goTo(page, 'Procedures')
  await page.getByRole('button', { name: 'Is root really needed?' }).click()
  const group = (title: string) => region(page, title)
  await group('Somebody says that it takes root, and it does not')
    .getByText('It would be quicker')
    .click()
  await expect(page.getByText('Convenience is not a reason.')).toBeVisible()
  await expect(region(page, 'What only a signed-in root user can do')).toContainText(
    'Reserved Instance Marketplace',
  )
  await group('Nobody can get in').getByText('The only administrator').click()
  await group('Nobody can get in').getByRole('button', { name: 'Cases' }).click()
  await expect(page.getByRole('main', { name: 'Cases' })).toBeVisible()
  await page.keyboard.press('Alt+ArrowLeft')
  await group('Something is locked').getByText('Nobody can read or change this bucket').click()
  await group('Something is locked').getByRole('button', { name: 'Unlock an S3 bucket' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('S3 bucket')
})
