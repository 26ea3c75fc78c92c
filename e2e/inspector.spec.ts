import { failureCatalogue } from '../src/shared/domain/failure-catalogue.ts'
import { findingLabel } from '../src/renderer/format/labels.ts'
import { spanOf } from '../src/renderer/format/age.ts'
import type { Locator } from '@playwright/test'
import { accountTable } from './account-table.ts'
import { expect, test } from './launch.ts'
import { pick, type Member } from './organization.ts'
import { ended, freshWindow, goTo, openScene, region, runsOf, type Scene } from './scene.ts'

let scene: Scene
test.beforeAll(async ({ backend }) => {
  scene = await openScene({ backend, size: { width: 1600, height: 1000 } })
})
test.afterAll(() => scene?.close())
test.beforeEach(() => freshWindow(scene.page))

const inspector = (): Locator => scene.page.getByRole('complementary', { name: 'Inspector' })
const tab = (name: string) => inspector().getByRole('tab', { name: new RegExp(`^${name}`) })

async function inspect(member: Member): Promise<void> {
  const { page } = scene
  await goTo(page, 'Accounts')
  await page.getByRole('searchbox', { name: 'Search accounts' }).fill(member.id)
  await accountTable(page).line(member.id).click()
  await expect(inspector().getByRole('heading', { level: 2 })).toHaveText(
    member.name.replace(/\s+/g, ' ').trim(),
  )
}

/** Looks at the account in the inspector again, and waits for the end. */
async function auditAgain(button: 'Audit' | 'Deep audit' = 'Audit'): Promise<void> {
  const runs = (await runsOf(scene.page)).length
  await inspector().getByRole('button', { name: button, exact: true }).click()
  await ended(scene.page, runs + 1)
}

test('each access key is shown with its ID, its age, and where it was last used', async () => {
  const members = (await scene.organization.members()).filter(
    (each) => each.posture === 'non-compliant' && each.root.accessKeys.length > 0,
  )
  const keys = members.flatMap((member) => member.root.accessKeys)
  expect(keys.some((key) => key.lastUsed !== null)).toBe(true)
  expect(keys.some((key) => key.lastUsed === null)).toBe(true)
  for (const member of members) {
    await inspect(member)
    for (const kind of member.findings) {
      await expect(inspector()).toContainText(findingLabel[kind])
    }
    for (const key of member.root.accessKeys) {
      const copy = scene.page.getByRole('button', { name: `Copy access key ID ${key.id}` })
      await expect(copy).toBeVisible()
      const item = inspector()
        .locator('div')
        .filter({ has: copy })
        .filter({ hasText: 'Created' })
        .last()
      await expect(item).toContainText(key.status)
      const age = spanOf(Date.now() - Date.parse(key.createdAt))
      await expect(item).toContainText(`Created ${age} ago`)
      if (key.lastUsed === null) await expect(item).toContainText('no use recorded')
      else {
        await expect(item).toContainText(`on ${key.lastUsed.service} in ${key.lastUsed.region}`)
        // IAM gives the second; the truth of the simulator may have more.
        await expect(item.getByRole('time').nth(1)).toHaveAttribute(
          'datetime',
          new RegExp(`^${key.lastUsed.at.slice(0, 16)}`),
        )
      }
    }
  }
})

test('passwords, MFA devices and certificates are shown as they are', async () => {
  const members = await scene.organization.members()
  const visible = members.filter((each) => each.posture === 'non-compliant')
  const mfa = pick(visible, (each) => each.root.mfaDevices.length > 0)
  await inspect(mfa)
  for (const device of mfa.root.mfaDevices) {
    await expect(
      inspector().getByRole('button', { name: `Copy serial number ${device.serialNumber}` }),
    ).toBeVisible()
    await expect(inspector()).toContainText(`since ${device.enabledAt.slice(0, 10)}`)
  }
  const certified = pick(visible, (each) => each.root.signingCertificates.length > 0)
  await inspect(certified)
  for (const { id } of certified.root.signingCertificates) {
    await expect(
      inspector().getByRole('button', { name: `Copy certificate ID ${id}` }),
    ).toBeVisible()
  }
  const password = pick(visible, (each) => each.root.passwordPresent)
  await inspect(password)
  await expect(inspector().getByRole('heading', { name: /^Console password/ })).toHaveText(
    /present$/,
  )
})

test('an unknown account shows the reason, the code of AWS, the request ID and the remedy', async () => {
  const { organization } = scene
  const denied = pick(
    await organization.members(),
    (each) => each.posture === 'unknown' && each.assumeRootDenied,
  )
  await inspect(denied)
  const alert = inspector().getByRole('alert')
  await expect(alert).toContainText(failureCatalogue['assume-root-denied'].remedy)
  await expect(alert).toContainText('AccessDenied')
  const refused = (await organization.requests()).findLast(
    (each) => each.targetAccountId === denied.id && each.operation === 'AssumeRoot',
  )
  expect(refused?.errorCode).toBe('AccessDenied')
  await expect(alert).toContainText(refused?.requestId ?? '?')
  // Nothing on the page says that it is clean.
  await expect(inspector()).not.toContainText('Compliant')
  await expect(inspector()).not.toContainText('None of the four kinds')

  const behindPolicy = pick(
    await organization.members(),
    (each) => each.posture === 'unknown' && !each.assumeRootDenied,
  )
  await inspect(behindPolicy)
  await expect(alert).toContainText(failureCatalogue['denied-by-scp'].remedy)
})

test('a change shows as a new line of the history, and each look is kept', async () => {
  const { organization } = scene
  const member = pick(await organization.members(), (each) => each.posture === 'compliant')
  await organization.change(member.id, { root: { passwordPresent: true } })
  await inspect(member)
  await expect(inspector()).toContainText('None of the four kinds of root credential is present.')
  await auditAgain()
  await expect(inspector()).toContainText('Root credentials are present.')
  await tab('History').click()
  const lines = inspector().getByRole('table').getByRole('row')
  await expect(lines).toHaveCount(3)
  await expect(lines.nth(1)).toContainText('password')
  await expect(lines.nth(2)).toContainText('no root credentials')
})

test('an exemption asks for everything, makes the account exempt, and ends when it is revoked', async () => {
  const { page, organization } = scene
  const member = pick(
    await organization.members(),
    (each) => each.posture === 'non-compliant' && each.findings.includes('access-key'),
  )
  await inspect(member)
  await tab('Exemptions').click()
  await inspector().getByRole('button', { name: 'Add an exemption' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add an exemption' })
  await dialog.getByRole('button', { name: 'Add the exemption' }).click()
  for (const fault of [
    'give the reason',
    'name the owner',
    'give the ticket',
    'give the last day',
  ]) {
    await expect(dialog.getByText(fault)).toBeVisible()
  }
  await expect(dialog.getByRole('textbox', { name: 'Owner' })).toHaveAttribute(
    'aria-invalid',
    'true',
  )
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('Legacy signing, to be moved')
  await dialog.getByRole('textbox', { name: 'Owner' }).fill('Platform team')
  await dialog.getByRole('textbox', { name: 'Ticket' }).fill('SEC-1042')
  await dialog.getByLabel('Last day').fill('2020-01-01')
  await expect(dialog.getByText('the last day is over already')).toBeVisible()
  await dialog.getByLabel('Last day').fill('2099-12-31')
  await dialog.getByRole('button', { name: 'Add the exemption' }).click()
  await expect(dialog).toBeHidden()
  await expect(inspector()).toContainText('valid exemptions cover every finding')
  await expect(accountTable(page).line(member.id)).toContainText('Exempt')
  await expect(inspector()).toContainText('2099-12-31')
  await expect(tab('Exemptions')).toHaveAccessibleName(/1$/)
  // What is exempt still holds root credentials and still counts as such.
  const held = (await organization.members()).filter((each) => each.posture === 'non-compliant')
  await goTo(page, 'Overview')
  await expect(region(page, 'Accounts with root credentials')).toContainText(`${held.length}`)
  await expect(region(page, 'Postures').getByRole('button', { name: /^Exempt ?1 / })).toBeVisible()

  await goTo(page, 'Accounts')
  await tab('Exemptions').click()
  await inspector().getByRole('button', { name: 'Revoke the exemption SEC-1042' }).click()
  const question = page.getByRole('dialog', { name: 'Revoke this exemption' })
  await question.getByRole('button', { name: /^Revoke/ }).click()
  await expect(question).toBeHidden()
  await expect(accountTable(page).line(member.id)).toContainText('Non-compliant')
  await expect(inspector()).toContainText('Revoked')
})

test('an exemption that leaves a finding uncovered changes no posture', async () => {
  const { page, organization } = scene
  const member = pick(
    await organization.members(),
    (each) => each.posture === 'non-compliant' && each.findings.length > 1,
  )
  await inspect(member)
  await tab('Exemptions').click()
  await inspector().getByRole('button', { name: 'Add an exemption' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add an exemption' })
  const [left] = member.findings
  if (left) await dialog.getByRole('checkbox', { name: findingLabel[left] }).first().click()
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('Half of it')
  await dialog.getByRole('textbox', { name: 'Owner' }).fill('Platform team')
  await dialog.getByRole('textbox', { name: 'Ticket' }).fill('SEC-1')
  await dialog.getByLabel('Last day').fill('2099-12-31')
  await dialog.getByRole('button', { name: 'Add the exemption' }).click()
  await expect(dialog).toBeHidden()
  await expect(inspector()).toContainText('SEC-1')
  await expect(accountTable(page).line(member.id)).toContainText('Non-compliant')
})

test('the controls say for each framework whether the account passes, and why', async () => {
  const members = await scene.organization.members()
  await inspect(
    pick(
      members,
      (each) => each.posture === 'non-compliant' && each.findings.includes('access-key'),
    ),
  )
  await tab('Controls').click()
  for (const framework of [/CIS/, /Security Hub/, /PCI/, /800-53/, /27001/]) {
    await expect(inspector().getByRole('heading', { name: framework }).first()).toBeVisible()
  }
  const accessKeyControl = inspector()
    .getByRole('listitem')
    .filter({ hasText: /^Fail\s*IAM\.4/ })
  await expect(accessKeyControl).toHaveCount(1)

  await inspect(pick(members, (each) => each.posture === 'unknown'))
  await tab('Controls').click()
  const items = inspector().getByRole('tabpanel').getByRole('listitem')
  await expect(items.first()).toBeVisible()
  for (const words of await items.allInnerTexts()) {
    expect(words).toMatch(/^(Unknown|Not applicable)/)
  }
})

test('tags are read from Organizations when asked for', async () => {
  const { organization } = scene
  const member = pick(
    await organization.members(),
    (each) => Object.keys(each.tags).length > 0 && each.posture === 'compliant',
  )
  await organization.forgetRequests()
  await inspect(member)
  expect((await organization.requests()).map((each) => each.operation)).toEqual([])
  await inspector().getByRole('button', { name: 'Read from Organizations' }).click()
  for (const [key, value] of Object.entries(member.tags)) {
    await expect(inspector().getByRole('button', { name: `${key}=${value}` })).toBeVisible()
  }
  expect((await organization.requests()).map((each) => each.operation)).toEqual([
    'ListTagsForResource',
  ])
})

test('every call about the account is listed with the request ID that CloudTrail has', async () => {
  const { organization } = scene
  const member = pick(
    await organization.members(),
    (each) => each.posture === 'non-compliant' && each.root.accessKeys.length > 0,
  )
  await organization.forgetRequests()
  await inspect(member)
  await auditAgain('Deep audit')
  await tab('Calls').click()
  const requests = (await organization.requests()).filter(
    (each) => each.targetAccountId === member.id,
  )
  expect(requests.map((each) => each.operation)).toEqual(
    expect.arrayContaining(['AssumeRoot', 'GetAccountSummary', 'ListAccessKeys', 'GetUser']),
  )
  for (const { requestId, service, operation } of requests) {
    const call = inspector().getByRole('listitem').filter({ hasText: requestId })
    await expect(call, requestId).toContainText(`${service}:${operation}`)
  }
  // Ask for secrets and there are none: key IDs of root sessions are not shown either.
  await expect(inspector()).not.toContainText(/ASIA|SecretAccessKey|SessionToken/)
})

test('a deep audit reads the details of an account that has nothing', async () => {
  const { organization } = scene
  const member = pick(
    await organization.members(),
    (each) => each.posture === 'compliant' && !each.root.passwordPresent,
  )
  await inspect(member)
  await organization.forgetRequests()
  await auditAgain()
  const fast = (await organization.requests()).map((each) => each.operation)
  expect(fast.filter((operation) => !/^(List|Describe)/.test(operation))).toEqual([
    'AssumeRoot',
    'GetAccountSummary',
  ])
  await organization.forgetRequests()
  await auditAgain('Deep audit')
  expect((await organization.requests()).map((each) => each.operation)).toEqual(
    expect.arrayContaining(['ListAccessKeys', 'ListMFADevices', 'ListSigningCertificates']),
  )
  await expect(inspector()).toContainText('None of the four kinds of root credential is present.')
  expect((await runsOf(scene.page))[0]).toMatchObject({ deep: true, state: 'completed' })
})

test('the management account is not audited by a root session, but attested by a person', async () => {
  const { page, organization } = scene
  const management = await organization.member(organization.managementAccountId)
  await inspect(management)
  await expect(inspector()).toContainText('cannot be the target of a root session')
  await expect(inspector().getByRole('button', { name: 'Deep audit' })).toHaveCount(0)
  await inspector().getByRole('button', { name: 'Attest' }).click()
  await expect(inspector().getByText('say how it was checked')).toBeVisible()
  await expect(inspector().getByText('name who attests')).toBeVisible()
  await inspector().getByRole('checkbox', { name: 'MFA is enabled' }).click()
  await inspector()
    .getByRole('textbox', { name: 'How it was checked' })
    .fill('Looked at the security page together')
  await inspector().getByRole('textbox', { name: 'Attested by' }).fill('Ada Lovelace')
  await inspector().getByRole('button', { name: 'Attest' }).click()
  await expect(inspector().getByRole('heading', { name: 'Attested' })).toBeVisible()
  await expect(inspector()).toContainText('Ada Lovelace')
  await expect(inspector()).toContainText(
    new RegExp(`When\\s*${new Date().toISOString().slice(0, 10)}`),
  )
  await expect(accountTable(page).line(management.id)).toContainText('Not applicable')
})
