import type { Page } from '@playwright/test'
import { agree, dialogsSoFar, refuse } from './consent.ts'
import { expect, test } from './launch.ts'
import { pick, type Member } from './organization.ts'
import { confirmIt, procedureIn, stepPanel } from './procedure-steps.ts'
import { freshWindow, openScene, region, type Scene } from './scene.ts'
import { expectAccessible } from './wcag.ts'

let scene: Scene
test.beforeAll(async ({ backend }) => {
  scene = await openScene({ backend, size: { width: 1440, height: 900 } })
})
test.afterAll(() => scene?.close())
test.beforeEach(async () => {
  await scene.page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  await freshWindow(scene.page)
  await scene.organization.forgetRequests()
})

type Resource = Member['buckets'][number]
type Kind = 'buckets' | 'queues'
type Found = { readonly member: Member; readonly resource: Resource }

/** The bucket or queue that serves this purpose, as it is now. */
async function find(kind: Kind, purpose: string): Promise<Found> {
  const fits = ({ name, policy }: Resource) => name.startsWith(`${purpose}-`) && policy !== null
  const member = pick(await scene.organization.members(), (each) => each[kind].some(fits))
  const resource = member[kind].find(fits)
  if (!resource) throw new Error('the member was picked by it')
  return { member, resource }
}

/** Its policy as AWS holds it now. */
async function policyOf(kind: Kind, { member, resource }: Found): Promise<string | null> {
  const now = (await scene.organization.member(member.id))[kind]
  return now.find(({ name }) => name === resource.name)?.policy ?? null
}

/** Somebody else writes another policy. */
async function changeBehind(kind: Kind, { member, resource }: Found, policy: string) {
  const now = (await scene.organization.member(member.id))[kind]
  await scene.organization.change(member.id, {
    [kind]: now.map((each) => (each.name === resource.name ? { ...each, policy } : each)),
  })
}

/** What wrote a policy. */
async function writes(): Promise<string[]> {
  const requests = await scene.organization.requests()
  return requests
    .map(({ operation }) => operation)
    .filter((operation) => /^(Put|Delete|Set)/.test(operation))
}

/** By the palette to the choice of the account, and to this one. */
async function chooseAccount(page: Page, kind: Kind, { member }: Found): Promise<void> {
  await page.keyboard.press('Control+k')
  const field = page.getByRole('combobox', { name: 'Find a command or an account' })
  await field.fill(kind === 'buckets' ? 'Unlock an S3 bucket' : 'Unlock an SQS queue')
  await page.keyboard.press('Enter')
  await expect(field).toBeHidden()
  await page.getByRole('combobox', { name: 'Account', exact: true }).fill(member.id)
  await page.getByRole('option', { name: new RegExp(member.id) }).click()
}

/** From nothing to the policy of a bucket on screen, by keyboard once the account is chosen. */
async function lookAt(page: Page, found: Found): Promise<void> {
  await chooseAccount(page, 'buckets', found)
  const search = page.getByRole('combobox', { name: 'Find a bucket' })
  await search.fill(found.resource.name)
  await expect(page.getByRole('option', { name: new RegExp(found.resource.name) })).toHaveCount(1)
  await search.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(found.resource.name)
  await expect(region(page, 'Verdict')).toBeVisible()
}

async function makePlan(page: Page, reason: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Reason' }).fill(reason)
  await page.getByRole('button', { name: 'Make the plan' }).click()
}

/** The lines of one side of the difference on screen, without their numbers. */
async function shownLines(page: Page, side: 'before' | 'after'): Promise<string> {
  const folds = region(page, 'Difference').getByRole('button', { name: /without a change$/ })
  while ((await folds.count()) > 0) await folds.first().click()
  const rows = await region(page, 'Difference')
    .locator('tbody tr')
    .evaluateAll((lines) =>
      lines.map((line) => {
        const cells = Array.from(line.querySelectorAll('td'))
        const span = (cell: HTMLTableCellElement | undefined) => (cell?.colSpan === 2 ? null : cell)
        const [first] = cells
        return first?.colSpan === 2
          ? { before: null, after: cells[2]?.textContent ?? null }
          : {
              before: cells[1]?.textContent ?? null,
              after: span(cells[2]) === null ? null : (cells[3]?.textContent ?? null),
            }
      }),
    )
  return rows.flatMap((row) => row[side] ?? []).join('\n')
}

test('a locked bucket is freed by the smallest repair, and AWS then holds what the screen showed', async () => {
  const { page, app } = scene
  const found = await find('buckets', 'ledger')
  await lookAt(page, found)
  const verdict = region(page, 'Verdict')
  await expect(verdict).toContainText('Locked for everyone')
  await expect(verdict).toContainText('statement 4 (“OnlyOurOrganization”)')
  await expect(page.getByRole('list', { name: 'Statements' }).getByRole('listitem')).toHaveCount(7)
  await expect(
    page.getByRole('button', { name: /OnlyOurOrganization.*Locks everyone out/ }),
  ).toHaveAttribute('aria-expanded', 'true')
  // The smallest repair is chosen; what it does stands there before anything is planned.
  await expect(page.getByRole('radio', { name: /^Narrow statement 4/ })).toBeChecked()
  await expect(
    page.getByRole('row', { name: /^Read, replace and delete the policy/ }),
  ).toContainText('Only the root user')
  expect(await shownLines(page, 'before')).toBe(found.resource.policy)
  const after = await shownLines(page, 'after')
  expect(after).not.toBe(found.resource.policy)

  await page.getByRole('button', { name: 'Make the plan' }).click()
  await expect(page.getByRole('textbox', { name: 'Reason' })).toBeFocused()
  await makePlan(page, 'Nobody in the account can read the ledger.')
  await expect(stepPanel(page, 'Plan')).toContainText('s3:PutBucketPolicy')
  expect(await shownLines(page, 'after')).toBe(after)
  expect(await writes()).toEqual([])
  await confirmIt(page, found.resource.name)
  const asked = await agree(app)
  expect(asked.message).toBe(`Repair the policy of the bucket ${found.resource.name}`)
  const procedure = await procedureIn(page, 'completed')
  expect(procedure.accounts).toMatchObject({ total: 1, done: 1, verified: 1 })
  expect(await policyOf('buckets', found)).toBe(after)
  expect(await writes()).toEqual(['PutBucketPolicy'])

  await page.getByRole('button', { name: 'Look at the policy' }).click()
  await expect(verdict).toContainText('Open')
  const last = region(page, 'What changed last')
  await expect(last).toContainText('It stands as it was written then.')
  await last.getByRole('button', { name: 'Show the difference' }).click()
  expect(await shownLines(page, 'before')).toBe(found.resource.policy)
})

test('what was replaced is restored later, byte for byte, as a procedure of its own', async () => {
  const { page, app } = scene
  const found = await find('buckets', 'belege')
  const original = found.resource.policy
  await lookAt(page, found)
  await page.getByRole('radio', { name: 'Delete the whole policy' }).click()
  await makePlan(page, 'A drill: it is restored at once.')
  await expect(stepPanel(page, 'Plan')).toContainText('s3:DeleteBucketPolicy')
  await confirmIt(page, found.resource.name)
  await agree(app)
  await procedureIn(page, 'completed')
  expect(await policyOf('buckets', found)).toBeNull()

  await page.getByRole('button', { name: 'Look at the policy' }).click()
  await expect(region(page, 'Verdict')).toContainText('There is no policy')
  await expect(region(page, 'Verdict')).toContainText('The policy of a VPC endpoint')
  await page.getByRole('button', { name: 'Restore…' }).click()
  await expect(page.getByRole('radio', { name: 'Restore an earlier policy' })).toBeChecked()
  expect(await shownLines(page, 'after')).toBe(original)
  await expect(page.getByText('It locks again afterwards.')).toBeVisible()
  await expectAccessible(page, 'main')
  await makePlan(page, 'The drill is over.')
  await confirmIt(page, found.resource.name)
  await agree(app)
  await procedureIn(page, 'completed')
  expect(await policyOf('buckets', found)).toBe(original)
})

test('nothing is written with a wrong phrase, nor where the person at the screen refuses', async () => {
  const { page, app } = scene
  const found = await find('buckets', 'invoices')
  await lookAt(page, found)
  await makePlan(page, 'To see that it needs more than a page.')
  await page.getByRole('button', { name: 'Continue: confirm' }).click()
  const run = page.getByRole('button', { name: /: run the plan$/ })
  await page.getByRole('textbox', { name: /^To let it run/ }).fill('another-bucket')
  await expect(run).toBeDisabled()
  const asked = await dialogsSoFar(app)
  const refused = await page.evaluate(async () => {
    const listed = await window.rootkeep.procedures.list({ caseId: null, offset: 0, limit: 1 })
    const [procedure] = listed.ok ? listed.value.procedures : []
    const given = { acknowledged: [], typed: 'another-bucket' }
    const answer = await window.rootkeep.procedures.confirm({
      procedureId: procedure?.id ?? '',
      digest: procedure?.digest ?? '',
      ...given,
    })
    return answer.ok ? null : answer.error.code
  })
  expect(refused).toBe('wrong-phrase')
  expect(await dialogsSoFar(app)).toBe(asked)

  await page.getByRole('textbox', { name: /^To let it run/ }).fill(found.resource.name)
  await run.click()
  await refuse(app)
  await expect(page.getByText('It does not run.')).toBeVisible()
  expect(await writes()).toEqual([])
  expect(await policyOf('buckets', found)).toBe(found.resource.policy)
})

test('a policy that somebody else changed is not planned over, and is shown anew', async () => {
  const { page } = scene
  const found = await find('buckets', 'archive')
  await lookAt(page, found)
  const theirs = JSON.stringify(JSON.parse(found.resource.policy ?? ''), null, 3)
  await changeBehind('buckets', found, theirs)
  await makePlan(page, 'Somebody is quicker.')
  const procedure = await procedureIn(page, 'stopped')
  expect(procedure.failure?.code).toBe('policy-changed')
  await page.getByRole('button', { name: 'Look at the policy' }).first().click()
  await expect(page.getByText('The policy is another one than when you last')).toBeVisible()
  expect(await shownLines(page, 'before')).toBe(theirs)
  expect(await writes()).toEqual([])
})

test('a policy that somebody else changed after the plan is left as they wrote it', async () => {
  const { page, app } = scene
  const found = await find('buckets', 'releases')
  await lookAt(page, found)
  await makePlan(page, 'Somebody is quicker still.')
  const theirs = JSON.stringify(JSON.parse(found.resource.policy ?? ''), null, 3)
  await expect(page.getByRole('button', { name: 'Continue: confirm' })).toBeVisible()
  await changeBehind('buckets', found, theirs)
  await confirmIt(page, found.resource.name)
  await agree(app)
  await expect(page.getByText('The policy is not the one that was shown').first()).toBeVisible()
  expect(await policyOf('buckets', found)).toBe(theirs)
  expect(await writes()).toEqual([])
})

test('a queue is freed by a text of one’s own, which is checked while it is written', async () => {
  const { page, app } = scene
  const violations: string[] = []
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) violations.push(message.text())
  })
  const found = await find('queues', 'payments')
  const { name, region: lies, policy } = found.resource
  await chooseAccount(page, 'queues', found)
  await page.getByRole('radio', { name: 'One Region' }).click()
  await page.getByRole('textbox', { name: 'Region' }).fill(lies)
  await page.getByRole('button', { name: 'Look there' }).click()
  await expect(region(page, 'Which queue')).toContainText('in 1 Region')
  await expectAccessible(page, 'main')
  await page.getByRole('option', { name: new RegExp(name) }).click()
  await expect(region(page, 'Verdict')).toContainText('Locked for everyone')

  await page.getByRole('radio', { name: 'Edit the text' }).click()
  const plan = page.getByRole('button', { name: 'Make the plan' })
  await expect(page.getByText('Nothing but white space is changed yet.')).toBeVisible()
  await expect(plan).toBeDisabled()
  const editor = page.getByRole('textbox', { name: 'The new policy' })
  // SECURITY: the editor has its styles under the policy of the page as it is.
  await expect(editor).toHaveCSS('white-space', 'break-spaces')
  expect(violations).toEqual([])
  await editor.press('Control+a')
  await page.keyboard.insertText('{"Version": "2012-10-17", "Statement": [}')
  await expect(page.getByText('It is no policy yet, so it cannot be planned')).toBeVisible()
  await expect(plan).toBeDisabled()
  // Tab leaves the editor: the keyboard is not caught in it.
  await page.keyboard.press('Tab')
  await expect(editor).not.toBeFocused()
  await expectAccessible(page, 'main')

  const parsed = JSON.parse(policy ?? '') as { Statement: { Effect: string }[] }
  const written = JSON.stringify(
    { ...parsed, Statement: parsed.Statement.filter(({ Effect }) => Effect === 'Allow') },
    null,
    2,
  )
  await editor.press('Control+a')
  await page.keyboard.press('Delete')
  await page.keyboard.insertText(written)
  await expect(page.getByText('It is a policy.')).toBeVisible()
  await expect(page.getByRole('row', { name: /^Read and change the policy/ })).toContainText(
    'Whoever IAM allows',
  )
  await makePlan(page, 'The workers stand still.')
  await expect(stepPanel(page, 'Plan')).toContainText('sqs:SetQueueAttributes')
  await confirmIt(page, name)
  await agree(app)
  await procedureIn(page, 'completed')
  expect(await policyOf('queues', found)).toBe(written)
})

test('Regions that do not answer are named, and never shown as empty', async () => {
  const { page, organization } = scene
  const found = await find('queues', 'settlements')
  await organization.faults([
    {
      service: 'sqs',
      operation: 'ListQueues',
      probability: 0.5,
      status: 403,
      code: 'AccessDenied',
    },
  ])
  await chooseAccount(page, 'queues', found)
  await expect(page.getByRole('alert')).toContainText('could not be looked through')
  await expect(region(page, 'Which queue')).toContainText(/ of 17 Regions/)
  await organization.faults([
    { service: 'sqs', operation: 'ListQueues', probability: 1, status: 403, code: 'AccessDenied' },
  ])
  await page.getByRole('button', { name: 'Look again' }).click()
  await expect(page.getByRole('alert')).toContainText('That does not mean that there are no queues')
  await organization.faults([
    { service: 's3', operation: 'ListBuckets', probability: 1, status: 403, code: 'AccessDenied' },
  ])
  await page.getByRole('radio', { name: 'An S3 bucket' }).click()
  await expect(page.getByRole('alert')).toContainText('That does not mean that there are none')
  await organization.faults([])
  // A bucket whose name is known needs no list, and no Region.
  const bucket = await find('buckets', 'website')
  await chooseAccount(page, 'buckets', bucket)
  await page.getByRole('combobox', { name: 'Find a bucket' }).fill('no-such-bucket-anywhere')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert')).toContainText('The bucket does not exist.')
})

test('the choice of a bucket, a locked policy and an open one pass WCAG 2.2 AA in both themes', async () => {
  const { page } = scene
  const locked = await find('buckets', 'snapshots')
  await chooseAccount(page, 'buckets', locked)
  await expect(page.getByRole('combobox', { name: 'Find a bucket' })).toBeFocused()
  await expectAccessible(page, 'main')
  await page.getByRole('combobox', { name: 'Find a bucket' }).fill(locked.resource.name)
  await page.keyboard.press('Enter')
  await expect(region(page, 'Verdict')).toBeVisible()
  await page.getByRole('button', { name: 'Whole text' }).click()
  await expectAccessible(page, 'main')
  await freshWindow(page)
  await lookAt(page, await find('buckets', 'website'))
  await expect(region(page, 'Verdict')).toContainText('Open')
  // Nothing is proposed for a policy that does not lock, and nothing is chosen.
  await expect(page.getByRole('radio', { checked: true })).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Make the plan' })).toBeDisabled()
  await expectAccessible(page, 'main')
})
