import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { findingKinds } from '../src/shared/domain/findings.ts'
import { postures } from '../src/shared/domain/posture.ts'
import { findingLabel, postureLabel } from '../src/renderer/format/labels.ts'
import { expect, run, test } from './launch.ts'
import { posturesOf, startOrganization } from './organization.ts'
import { ended, region, runsOf } from './scene.ts'

const practice = { ROOTKEEP_PRACTICE_ACCOUNTS: '120', ROOTKEEP_PRACTICE_SEED: '5' }

test('an empty data folder opens the practice organization and audits it before the eyes of the operator', async ({
  start,
}) => {
  // The listing of so many takes ten seconds at the pace that AWS documents: the window is there before it ends.
  const { page } = await start({ env: { ...practice, ROOTKEEP_PRACTICE_ACCOUNTS: '1600' } })
  await expect(page.getByRole('status').filter({ hasText: 'Practice organization' })).toContainText(
    'These accounts are simulated.',
  )
  const bar = region(page, 'Audit run').getByRole('progressbar', { name: 'Accounts observed' })
  const seen = new Set<string>()
  await expect
    .poll(
      async () => {
        const value = await bar.getAttribute('aria-valuenow', { timeout: 1000 }).catch(() => null)
        if (value !== null) seen.add(value)
        return seen.size
      },
      { intervals: [40], message: 'the progress moves' },
    )
    .toBeGreaterThan(2)
  await expect(bar).toBeHidden({ timeout: 30_000 })
  await expect(page.getByRole('banner')).toContainText('Audited just now')
  const counts = [...seen].map(Number)
  expect(counts).toEqual(counts.toSorted((a, b) => a - b))
})

test('every number on the Overview is that of the truth', async ({ start }) => {
  // Size and seed make the organization: a twin of the app's own tells the truth about it.
  const twin = await startOrganization({ accounts: 120, seed: 5 })
  const members = await twin.members()
  await twin.close()
  const { page } = await start({ env: practice })
  await ended(page, 1)

  const truth = posturesOf(members)
  const held = members.filter((member) => member.posture === 'non-compliant')
  expect(truth.unknown).toBeGreaterThan(0)
  const legend = region(page, 'Postures')
  for (const posture of postures) {
    await expect(
      legend.getByRole('button', {
        name: new RegExp(`^${postureLabel[posture]} ?${truth[posture]} `),
      }),
    ).toBeVisible()
  }
  await expect(legend).toContainText('120 accounts')
  const answer = region(page, 'Accounts with root credentials')
  await expect(answer).toContainText(`at least ${held.length}`)
  const auditable = members.length - truth['not-applicable']
  await expect(answer).toContainText(
    `Observed ${auditable - truth.unknown} of ${auditable}, ${truth.unknown} unknown, ${truth['not-applicable']} not applicable.`,
  )
  for (const kind of findingKinds) {
    const count = held.filter((member) => member.findings.includes(kind)).length
    await expect(
      region(page, 'Findings').getByRole('button', {
        name: new RegExp(`${findingLabel[kind]} ?${count}$`),
      }),
    ).toBeVisible()
  }
  await expect(region(page, 'Unknown')).toContainText(`${truth.unknown} accounts`)
  await expect(region(page, 'Look at these first')).toContainText(`Show all ${held.length}`)
  await expect(region(page, 'Trend').getByRole('img')).toHaveAccessibleName(
    new RegExp(`^One run: ${held.length} accounts .* ${truth.unknown} unknown`),
  )
})

test('a headless start prints the summary, writes a picture, and ends with 0', async ({
  folder,
  backend,
  start,
}) => {
  expect(start).toBeDefined()
  const twin = await startOrganization({ accounts: 30, seed: 5 })
  const truth = posturesOf(await twin.members())
  await twin.close()
  const picture = join(folder, 'overview.png')
  const { code, output } = await run({
    backend,
    home: folder,
    args: ['--headless'],
    env: { ...practice, ROOTKEEP_PRACTICE_ACCOUNTS: '30' },
  })
  expect(code).toBe(0)
  expect(output).toContain('these accounts are simulated')
  for (const posture of postures) {
    expect(output).toMatch(new RegExp(`^  ${posture} +${truth[posture]}$`, 'm'))
  }
  expect(output).toContain(picture)
  expect(existsSync(picture)).toBe(true)
  expect(statSync(picture).size).toBeGreaterThan(10_000)
})

test('opened again, the app shows what it knew, and does not audit again', async ({ start }) => {
  const env = { ...practice, ROOTKEEP_PRACTICE_ACCOUNTS: '30' }
  const first = await start({ env })
  const { id } = await ended(first.page, 1)
  const shown = await region(first.page, 'Postures').innerText()
  expect(await first.close()).toBe(0)

  const { page } = await start({ env })
  await expect(page.getByRole('banner')).toContainText(/Audited (just now|\d+ min ago)/)
  await expect(page.getByRole('banner')).toContainText('Management account')
  await expect(region(page, 'Postures')).toHaveText(shown, { useInnerText: true })
  expect((await runsOf(page)).map((each) => each.id)).toEqual([id])
  await expect(region(page, 'Audit run')).toHaveCount(0)
})

test('a second start brings the window of the first to the front and ends', async ({
  start,
  backend,
}) => {
  const first = await start({ env: { ...practice, ROOTKEEP_PRACTICE_ACCOUNTS: '30' } })
  await ended(first.page, 1)
  const second = await run({ backend, home: first.home })
  expect(second.code).toBe(0)
  await expect(region(first.page, 'Postures')).toContainText('30 accounts')
  expect(await runsOf(first.page)).toHaveLength(1)
})
