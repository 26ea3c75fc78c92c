import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Locator, type Page } from '@playwright/test'
import {
  startInspectingProxy,
  type InspectingProxy,
} from '../src/simulator/testing/inspecting-proxy.ts'
import { isWell } from '../src/shared/domain/readiness.ts'
import { agree, chooseAt } from './consent.ts'
import { openedPages, test } from './launch.ts'
import type { Launched } from './launched.ts'
import { pick, startOrganization, type Organization } from './organization.ts'
import { openPersonsBrowser, type PersonsBrowser } from './persons-browser.ts'
import { confirmIt, planIt, procedureIn } from './procedure-steps.ts'
import { auditAll, goTo, region } from './scene.ts'

/** From an empty data folder to an act: as somebody does who has never seen Rootkeep, through a real sign-in page. */

const person = 'sam.okafor'
const role = 'RootAccess'
let organization: Organization
let browser: PersonsBrowser

test.beforeAll(async () => {
  organization = await startOrganization({ accounts: 30 })
})
test.afterAll(() => organization?.close())
test.afterEach(() => browser?.close())

type IdentityCenter = { readonly startUrl: string; readonly region: string }
const identityCenter = async () =>
  (await organization.control('GET', 'identity-center')) as IdentityCenter

test('an empty data folder leads over a sign-in in the browser to an audit and a procedure', async ({
  start,
}) => {
  browser = await openPersonsBrowser()
  const rootkeep = await start({ asked: true })
  const { page } = rootkeep
  await openForm(page, await identityCenter())
  const form = page.getByRole('form', { name: 'New connection' })
  await unfold(form, 'Network')
  await form.getByRole('switch', { name: 'Endpoints of your own' }).click()
  await form.getByLabel('All services').fill(organization.endpoint)
  await signInAndLook(rootkeep, form)
  await expect(page.getByRole('banner')).toContainText(new URL(organization.endpoint).host)
})

test('the same goes through a proxy that wants a password and inspects TLS, to the hosts of AWS by their names', async ({
  start,
  folder,
}) => {
  const credentials = { user: 'sam', password: 'a-password-of-the-proxy' }
  await using proxy: InspectingProxy = await startInspectingProxy({
    upstream: organization.endpoint,
    credentials,
  })
  // A door of its own to the network: what a browser asks for by itself is not what Rootkeep asks for.
  await using browsersProxy = await startInspectingProxy({ upstream: organization.endpoint })
  browser = await openPersonsBrowser({
    proxy: { server: browsersProxy.url },
  })
  const authority = join(`${folder}.pages.pem`)
  writeFileSync(authority, proxy.caPem)
  const rootkeep = await start({ asked: true })
  const { page } = rootkeep
  await openForm(page, await identityCenter())
  const form = page.getByRole('form', { name: 'New connection' })
  await unfold(form, 'Network')
  await form.getByRole('switch', { name: 'Proxy' }).click()
  await form.getByLabel('Address of the proxy').fill(proxy.url)
  await form.getByLabel('User of the proxy').fill(credentials.user)
  await form.getByLabel('Password of the proxy').fill(credentials.password)
  await form.getByRole('button', { name: 'Choose a file…' }).click()
  await chooseAt(rootkeep, authority)
  await expect(form.getByRole('list', { name: 'Subjects' })).toBeVisible()
  await signInAndLook(rootkeep, form)
  await expect(page.getByRole('banner')).toContainText(new URL(proxy.url).host)
  const reached = new Set(proxy.connects().map((target) => target.replace(/:443$/, '')))
  expect([...reached].filter((host) => !host.includes('amazonaws.com'))).toEqual([])
  expect(reached).toContain('sts.us-east-1.amazonaws.com')

  // Nothing that has to stay secret is in what was written, whatever of it AWS and the proxy saw.
  const tokens = [...proxy.bodies().matchAll(secretMembers)].map(({ groups }) => groups?.['secret'])
  expect(tokens.length).toBeGreaterThan(8)
  await rootkeep.close()
  const written = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
  const everything = written.join('\n') + rootkeep.output()
  expect(everything).toContain(organization.id)
  const secrets = [credentials.password, ...tokens.filter((token) => token !== undefined)]
  expect(secrets.filter((secret) => everything.includes(secret))).toEqual([])
})

/** What signs, and what is traded for it, in the bodies of sign-in services and of STS. */
const secretMembers =
  /(?:"(?:accessToken|refreshToken|clientSecret|code|codeVerifier|secretAccessKey|sessionToken)":\s*"|<(?:SecretAccessKey|SessionToken)>)(?<secret>[^"<]+)/g

/** From the three ways of the first start to the whole form, with what was typed in it. */
async function openForm(page: Page, { startUrl, region: at }: IdentityCenter): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Welcome to Rootkeep' })).toBeVisible()
  await page.getByLabel('Start URL').fill(startUrl)
  await page.getByRole('combobox', { name: 'Region' }).fill(at)
  await page.keyboard.press('Tab')
  await page.getByRole('button', { name: 'More settings…' }).click()
}

async function unfold(form: Locator, section: string): Promise<void> {
  await form.locator('summary').filter({ hasText: section }).click()
}

/** Saves and signs in, chooses whom to be, sees that all is ready, audits, and deletes root credentials. */
async function signInAndLook(rootkeep: Launched, form: Locator): Promise<void> {
  const { page } = rootkeep
  const accountId = await assignedAccount()
  await form.getByRole('button', { name: 'Save and sign in' }).click()
  await agree(rootkeep)
  await expect(page.getByRole('dialog', { name: /^Sign in to / })).toContainText(
    'Your browser shows the AWS sign-in.',
  )
  await expect.poll(async () => (await openedPages(rootkeep)).length).toBe(1)
  const [address = ''] = await openedPages(rootkeep)
  expect(await browser.allow(address, person)).toContain('Rootkeep')

  const choice = page.getByRole('dialog', { name: /as whom\?$/ })
  await choice.getByRole('combobox', { name: 'Find an account' }).fill(accountId)
  await choice.getByRole('option', { name: new RegExp(accountId) }).click()
  await choice.getByRole('radio', { name: role }).click()
  await choice.getByRole('button', { name: 'Connect' }).click()
  await expect(choice).toBeHidden()
  const banner = page.getByRole('banner')
  await expect(banner).toContainText(organization.id)
  await expect(banner).toContainText(person)

  const members = await organization.members()
  const member = pick(
    members,
    ({ posture, root, id }) =>
      posture === 'non-compliant' && root.accessKeys.length > 0 && id !== accountId,
  )
  await goTo(page, 'Readiness')
  await page.getByRole('combobox', { name: 'Account for the task policies' }).fill(member.id)
  await page.getByRole('option', { name: new RegExp(member.id) }).click()
  await page.getByRole('button', { name: 'Run all' }).click()
  await expect(region(page, 'Verdict')).toContainText(/^Ready/, { timeout: 30_000 })
  // A shell without sandbox and key store, as in a container, is said; everything else is well.
  expect((await notWell(page)).filter((id) => !ofTheShell.has(id))).toEqual([])

  expect(await auditAll(page)).toMatchObject({ state: 'completed' })
  await deleteCredentials(rootkeep, member.id)
}

const ofTheShell: ReadonlySet<string> = new Set(['key-store', 'versions'])

/** The checks that did not come out well, by their IDs. */
async function notWell(page: Page): Promise<string[]> {
  const answer = await page.evaluate(() => window.rootkeep.readiness.get())
  if (!answer.ok) throw new Error(answer.error.message)
  return answer.value.checks
    .filter(({ result }) => result === null || !isWell(result.state))
    .map(({ id }) => id)
}

/** Deletes all root credentials of an account, from its inspector to the truth. */
async function deleteCredentials(rootkeep: Launched, accountId: string): Promise<void> {
  const { page } = rootkeep
  await goTo(page, 'Procedures')
  await region(page, 'New procedure')
    .getByRole('button', { name: /^Delete root credentials/ })
    .click()
  await page.getByRole('textbox', { name: 'Account IDs' }).fill(accountId)
  await page.getByRole('button', { name: 'All four kinds' }).click()
  await planIt(page, 'Nobody uses them.')
  await confirmIt(page, accountId)
  expect((await agree(rootkeep)).detail).toContain(organization.id)
  await procedureIn(page, 'completed')
  const { root } = await organization.member(accountId)
  expect(root.accessKeys).toEqual([])
  expect(root.passwordPresent).toBe(false)
}

/** The account in which the person may open root sessions. */
async function assignedAccount(): Promise<string> {
  const { assignments } = (await organization.control('GET', 'identity-center')) as {
    assignments: { userName: string; permissionSet: string; accountId: string }[]
  }
  return (
    assignments.find(({ userName, permissionSet }) => userName === person && permissionSet === role)
      ?.accountId ?? ''
  )
}
