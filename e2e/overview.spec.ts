import { failureCatalogue } from '../src/shared/domain/failure-catalogue.ts'
import { accountTable } from './account-table.ts'
import { expect, test } from './launch.ts'
import { pick, posturesOf } from './organization.ts'
import {
  auditAll,
  ended,
  freshWindow,
  goTo,
  openScene,
  region,
  runsOf,
  startAudit,
  type Scene,
} from './scene.ts'

let scene: Scene
test.beforeAll(async ({ backend }) => {
  scene = await openScene({ backend })
})
test.afterAll(() => scene?.close())
test.beforeEach(() => freshWindow(scene.page))

test('a segment of the posture bar leads to the accounts of that posture', async () => {
  const { page, organization } = scene
  const truth = posturesOf(await organization.members())
  await page.getByTitle(`Non-compliant: ${truth['non-compliant']}`).click()
  await expect(page.getByRole('main', { name: 'Accounts' })).toBeVisible()
  await expect(
    page.getByRole('group', { name: 'Posture' }).getByRole('button', { name: /^Non-compliant/ }),
  ).toHaveAttribute('aria-pressed', 'true')
  const lines = await accountTable(page).lines()
  expect(lines).toHaveLength(truth['non-compliant'])
  expect(new Set(lines.map((line) => line['Posture']))).toEqual(new Set(['Non-compliant']))
})

test('a kind of finding, and the worst accounts, lead to the accounts meant', async () => {
  const { page, organization } = scene
  const members = await organization.members()
  const withKeys = members.filter(
    (member) => member.posture === 'non-compliant' && member.findings.includes('access-key'),
  )
  await region(page, 'Findings')
    .getByRole('button', { name: /^.*Access key/ })
    .click()
  const lines = await accountTable(page).lines()
  expect(lines.map((line) => line['ID'] ?? '').toSorted()).toEqual(
    withKeys.map((member) => member.id).toSorted(),
  )

  await goTo(page, 'Overview')
  const worst = region(page, 'Look at these first').getByRole('row').nth(1)
  const name = await worst.getByRole('button').innerText()
  await worst.getByRole('button').click()
  await expect(
    page.getByRole('complementary', { name: 'Inspector' }).getByRole('heading', { level: 2 }),
  ).toHaveText(name)
})

test('while an account is unknown the number is said as "at least", with reason and remedy', async () => {
  const { page, organization } = scene
  const members = await organization.members()
  const truth = posturesOf(members)
  await expect(region(page, 'Accounts with root credentials')).toContainText(
    `at least ${truth['non-compliant']}`,
  )
  const unknown = region(page, 'Unknown')
  for (const [code, denied] of [
    ['assume-root-denied', members.filter((each) => each.assumeRootDenied)],
    ['denied-by-scp', members.filter((each) => each.scpDeniesRootSessions)],
  ] as const) {
    const meant = denied.filter((member) => member.posture === 'unknown')
    const reason = unknown.getByRole('listitem').filter({ hasText: failureCatalogue[code].message })
    await expect(reason, code).toContainText(failureCatalogue[code].remedy)
    await expect(reason, code).toContainText(new RegExp(`${meant.length}$`))
  }
  await unknown.getByRole('button', { name: 'Show' }).click()
  const lines = await accountTable(page).lines()
  expect(lines.map((line) => line['ID'] ?? '').toSorted()).toEqual(
    members
      .filter((member) => member.posture === 'unknown')
      .map((member) => member.id)
      .toSorted(),
  )
})

test('what changed in the organization is told after the next run, and the trend has two points', async () => {
  const { page, organization } = scene
  const members = await organization.members()
  const fixed = pick(members, (each) => each.posture === 'non-compliant')
  const broken = pick(members, (each) => each.posture === 'compliant')
  const lost = members.filter((each) => each.posture === 'compliant')[1]
  if (!lost) throw new Error('two compliant accounts are needed')
  await organization.change(fixed.id, {
    root: { passwordPresent: false, accessKeys: [], mfaDevices: [], signingCertificates: [] },
  })
  await organization.change(broken.id, { root: { passwordPresent: true } })
  await organization.change(lost.id, { assumeRootDenied: true })
  const runsBefore = (await runsOf(page)).filter((run) => run.state === 'completed').length
  await auditAll(page)

  const changes = region(page, 'Changes')
  const change = (name: string) => changes.getByRole('button').filter({ hasText: name })
  await expect(change(fixed.name).first()).toContainText('gone')
  await expect(change(broken.name)).toContainText('Password without MFA appeared')
  await expect(change(lost.name)).toContainText('Became unknown')
  const held = posturesOf(await organization.members())['non-compliant']
  await expect(region(page, 'Accounts with root credentials')).toContainText(`at least ${held}`)
  await expect(region(page, 'Trend')).toContainText(`${runsBefore + 1} runs`)
  await expect(region(page, 'Trend').getByRole('img')).toHaveAccessibleName(
    new RegExp(`^${runsBefore + 1} runs: .* to ${held} accounts`),
  )
  await change(broken.name).click()
  await expect(
    page.getByRole('complementary', { name: 'Inspector' }).getByRole('heading', { level: 2 }),
  ).toHaveText(broken.name)
})

test('"at least" goes when everything is known', async () => {
  const { page, organization } = scene
  for (const { id } of (await organization.members()).filter((each) => each.assumeRootDenied)) {
    await organization.change(id, { assumeRootDenied: false })
  }
  // What a policy of the unit denies stays denied: those accounts leave.
  const denied = (await organization.members()).filter((each) => each.posture === 'unknown')
  for (const { id } of denied) await organization.change(id, { inOrganization: false })
  await auditAll(page)
  const held = posturesOf(await organization.members())['non-compliant']
  const answer = region(page, 'Accounts with root credentials')
  await expect(answer).not.toContainText('at least')
  await expect(answer).toContainText(new RegExp(`credentials\\s*${held}\\s*Observed`))
  await expect(region(page, 'Unknown')).toHaveCount(0)
})

test('a run is paused, stays where it is, goes on, and is cancelled from the strip', async () => {
  const { page, organization } = scene
  // Some answer soon, so that it moves; some take long, so that it is not over meanwhile.
  await organization.faults([
    { operation: 'AssumeRoot', probability: 0.4, latencyMs: 8000 },
    { operation: 'AssumeRoot', probability: 1, latencyMs: 250 },
  ])
  const runs = (await runsOf(page)).length
  await startAudit(page)
  const strip = region(page, 'Audit run')
  await strip.getByRole('button', { name: 'Pause' }).click()
  await expect(strip.getByRole('heading')).toHaveText('Audit paused')
  const bar = strip.getByRole('progressbar', { name: 'Accounts observed' })
  // What was begun before the pause may end in it; then nothing moves and nothing is asked.
  let last = ''
  await expect
    .poll(
      async () => {
        const before = last
        last = `${(await organization.requests()).length} ${await bar.getAttribute('aria-valuenow')}`
        return last === before
      },
      { intervals: [600] },
    )
    .toBe(true)
  const held = Number(await bar.getAttribute('aria-valuenow'))
  await strip.getByRole('button', { name: 'Resume' }).click()
  await expect(strip.getByRole('heading')).toHaveText('Auditing')
  await expect
    .poll(async () => Number(await bar.getAttribute('aria-valuenow')))
    .toBeGreaterThan(held)
  await strip.getByRole('button', { name: 'Cancel' }).click()
  await expect(strip).toHaveCount(0)
  expect(await ended(page, runs + 1)).toMatchObject({ state: 'cancelled' })
  await organization.faults([])
  // Nothing of a run that was cancelled counts as a new answer for what it did not look at.
  await goTo(page, 'Runs')
  await expect(page.getByRole('row', { name: /Cancelled/ }).first()).toBeVisible()
})

test('what is open stands on the Overview: cases with their countdown, procedures that wait', async () => {
  const { page, organization } = scene
  const holder = pick(await organization.members(), (member) => member.posture === 'non-compliant')
  await expect(region(page, 'Open')).toHaveCount(0)
  await page.evaluate(async (accountId) => {
    await window.rootkeep.cases.open({
      scenario: 'exercise',
      reason: 'a rehearsal of the real thing',
      ticket: 'SEC-7',
      minutes: 120,
    })
    await window.rootkeep.procedures.begin({
      kind: 'delete-root-credentials',
      scope: { kind: 'accounts', accountIds: [accountId] },
      credentials: ['access-key', 'signing-certificate', 'password', 'mfa-device'],
      caseId: null,
      ticket: null,
      reason: 'not needed any more',
    })
  }, holder.id)
  const open = region(page, 'Open')
  await expect(open.getByRole('listitem').filter({ hasText: 'SEC-7' })).toContainText(/ h.* left/)
  await expect(open.getByRole('listitem').filter({ hasText: holder.name })).toContainText('Confirm')
  await open.getByRole('button', { name: /^SEC-7/ }).click()
  await expect(page.getByRole('main', { name: 'Cases' })).toBeVisible()
})
