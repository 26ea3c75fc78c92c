import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { AssumeRootCommand, STSClient } from '@aws-sdk/client-sts'
import type { Page } from '@playwright/test'
import { openDatabase } from '../src/main/database/database.ts'
import { required } from '../src/main/testing/trial.ts'
import type { AccountId } from '../src/shared/domain/accounts.ts'
import type { JournalEntry } from '../src/shared/domain/journal.ts'
import { saveNowhere, saveTo } from './consent.ts'
import { expect, test } from './launch.ts'
import { pick, type Organization } from './organization.ts'
import { connected, freshWindow, goTo, openScene, type Scene } from './scene.ts'
import { expectAccessible } from './wcag.ts'

let scene: Scene
let audited: AccountId
test.beforeAll(async ({ backend }) => {
  scene = await openScene({ backend, accounts: 30 })
  const members = await scene.organization.members()
  audited = pick(members, (each) => each.posture === 'non-compliant' && !each.assumeRootDenied).id
  await act(scene.page, audited)
})
test.afterAll(() => scene?.close())
test.beforeEach(async () => {
  await freshWindow(scene.page)
  await goTo(scene.page, 'Journal')
})

/** Opens a case with a note, and audits one account in it: something to tell. */
async function act(page: Page, accountId: AccountId): Promise<void> {
  const done = await page.evaluate(async (id) => {
    const { cases, procedures } = window.rootkeep
    const value = <T>(outcome: { ok: true; value: T } | { ok: false; error: unknown }): T => {
      if (!outcome.ok) throw new Error(JSON.stringify(outcome.error))
      return outcome.value
    }
    const opened = value(
      await cases.open({
        scenario: 'exercise',
        reason: 'The steps are practised once a year.',
        ticket: 'SEC-11',
        minutes: 60,
      }),
    )
    value(await cases.note({ caseId: opened.id, text: 'The telephone of the owner rings.' }))
    const begun = value(
      await procedures.begin({
        kind: 'audit-root-credentials',
        accountId: id,
        caseId: opened.id,
        ticket: null,
        reason: 'See what is there before anything is opened.',
      }),
    )
    const stateOf = async () => value(await procedures.get({ procedureId: begun.id }))
    const until = async (fits: (state: Awaited<ReturnType<typeof stateOf>>) => boolean) => {
      for (;;) {
        const now = await stateOf()
        if (fits(now)) return now
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
    }
    const planned = await until(({ state }) => state !== 'working')
    value(
      await procedures.confirm({
        procedureId: begun.id,
        digest: planned.digest ?? '',
        typed: '',
        acknowledged: [],
      }),
    )
    return (await until(({ state }) => state !== 'working')).state
  }, accountId)
  expect(done).toBe('completed')
}

const grid = (page: Page) => page.getByRole('grid', { name: 'Entries' })
const lines = (page: Page) =>
  grid(page)
    .getByRole('row')
    .filter({ has: page.getByRole('gridcell') })
const shown = (page: Page) => page.getByRole('complementary', { name: 'Entry' })

/** Every entry that main has, newest first. */
async function entriesOf(page: Page): Promise<readonly JournalEntry[]> {
  const read = await page.evaluate(() =>
    window.rootkeep.journal.page({
      filter: { kinds: [], accountId: null, procedureId: null, caseId: null, search: '' },
      offset: 0,
      limit: 500,
    }),
  )
  if (!read.ok) throw new Error(read.error.message)
  return read.value.entries
}

test('every entry is there, newest first, and each opens in full', async () => {
  const { page } = scene
  const entries = await entriesOf(page)
  await expect(lines(page)).toHaveCount(entries.length)
  await expect(lines(page).first()).toContainText(String(entries[0]?.sequence))
  await expect(page.getByRole('toolbar', { name: 'Entries' })).toContainText(
    `${entries.length} entries`,
  )

  const answer = entries.find(
    ({ kind, detail }) => kind === 'call-result' && detail['call'] === 'sts:AssumeRoot',
  )
  await lines(page).filter({ hasText: 'A root session was opened' }).first().click()
  await expect(shown(page)).toContainText(answer?.hash ?? '?')
  await expect(shown(page)).toContainText(answer?.previous ?? '?')
  await expect(shown(page)).toContainText('Request ID')
  await expect(shown(page).getByRole('textbox', { name: 'As JSON' })).toHaveValue(
    JSON.stringify(answer, null, 2),
  )
  // No part of the credentials but the access key ID is anywhere in it.
  expect(JSON.stringify(entries)).not.toMatch(/secretAccessKey|sessionToken/i)

  await expectAccessible(page)
  // From the answer to the intent that was written before the call.
  const intent = Number(answer?.detail['intent'])
  await shown(page)
    .getByRole('button', { name: /^Show the intent/ })
    .click()
  await expect(shown(page)).toContainText(`entry ${intent}`)
  await expect(shown(page)).toContainText('Call intended')
})

test('the table is narrowed by kind, account, case and words, and says how many fit', async () => {
  const { page } = scene
  const entries = await entriesOf(page)
  const toolbar = page.getByRole('toolbar', { name: 'Entries' })
  const count = (fits: (entry: JournalEntry) => boolean) => entries.filter(fits).length
  const kinds = ['call-intent', 'call-result', 'call-resolved', 'verification']

  await toolbar.getByRole('button', { name: 'Calls' }).click()
  await expect(lines(page)).toHaveCount(count(({ kind }) => kinds.includes(kind)))
  await toolbar.getByRole('button', { name: 'Calls' }).click()
  await toolbar.getByRole('button', { name: 'Any kind' }).click()
  await page.getByRole('menuitemcheckbox', { name: 'Note', exact: true }).click()
  await page.keyboard.press('Escape')
  await expect(lines(page)).toHaveCount(1)
  await expect(lines(page)).toContainText('The telephone of the owner rings.')
  await toolbar.getByRole('button', { name: 'Clear the filter' }).click()

  await toolbar.getByRole('searchbox').fill(audited)
  await expect(lines(page)).toHaveCount(count((entry) => JSON.stringify(entry).includes(audited)))
  await toolbar.getByRole('searchbox').fill('no such words anywhere')
  await expect(page.getByText('No entry fits the filter')).toBeVisible()
  await page.getByRole('main').getByRole('button', { name: 'Clear the filter' }).last().click()

  await lines(page).filter({ hasText: audited }).first().click()
  await shown(page).getByRole('button', { name: 'Only this account' }).click()
  await expect(toolbar.getByRole('button', { name: `Account ${audited}` })).toBeVisible()
  await expect(lines(page)).toHaveCount(count(({ accountId }) => accountId === audited))
})

test('without a mouse: down the table, an entry opened, the next one, and closed', async () => {
  const { page } = scene
  const entries = await entriesOf(page)
  await page.getByRole('searchbox', { name: 'Search the journal' }).press('ArrowDown')
  await expect(grid(page)).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(shown(page)).toContainText(`entry ${entries[1]?.sequence}`)
  await page.keyboard.press('ArrowDown')
  await expect(shown(page)).toContainText(`entry ${entries[2]?.sequence}`)
  await page.keyboard.press('End')
  await expect(shown(page)).toContainText('entry 1')
  await page.keyboard.press('Escape')
  await expect(shown(page)).toHaveCount(0)
})

test('nothing is signed without an identity; the way there is shown, and a checkpoint is signed after', async () => {
  const { page } = scene
  await page.getByRole('tab', { name: 'Checkpoints' }).click()
  await expect(page.getByRole('main')).toContainText('has no operator identity')
  await expectAccessible(page, 'main')
  await page.getByRole('button', { name: 'Operator identity' }).click()
  await expect(page.getByRole('region', { name: 'Operator identity' })).toBeInViewport()
  const made = await page.evaluate(() =>
    window.rootkeep.identity.create({ name: 'A. Lovelace', passphrase: 'correct horse battery' }),
  )
  expect(made.ok).toBe(true)

  // What was due is signed by itself; what comes after is signed on request.
  await goTo(page, 'Journal')
  await expect(page.getByRole('main')).toContainText('All entries are signed for.')
  await page.evaluate(async () => {
    const cases = await window.rootkeep.cases.list()
    const caseId = cases.ok ? (cases.value[0]?.id ?? '') : ''
    await window.rootkeep.cases.note({ caseId, text: 'The owner calls back at noon.' })
  })
  await expect(page.getByRole('main')).toContainText('1 entry since the last checkpoint.')
  await page.getByRole('button', { name: 'Sign a checkpoint now' }).click()
  await expect(page.getByRole('main')).toContainText('All entries are signed for.')
  const [newest] = await entriesOf(page)
  await expect(page.getByRole('main')).toContainText(newest?.hash ?? '?')
})

test('the whole journal is exported where a person says, and nowhere else', async () => {
  const { page, app, home } = scene
  await page.getByRole('button', { name: 'Export' }).click()
  await saveNowhere(app)
  const file = join(home, 'journal.jsonl')
  await page.getByRole('button', { name: 'Export' }).click()
  await saveTo(app, file)
  await expect(page.getByText('The journal is exported.')).toBeVisible()
  const [newest] = await entriesOf(page)
  expect(readFileSync(file, 'utf8')).toContain(newest?.hash ?? '?')
})

test('a root session that CloudTrail knows and this journal does not is shown loudly, with its caller', async () => {
  const { page, organization, home } = scene
  const stranger = pick(
    await organization.members(),
    (each) => each.posture === 'compliant' && !each.assumeRootDenied && each.id !== audited,
  )
  await assumeRoot(organization, stranger.id)
  const trail = join(home, 'trail')
  mkdirSync(trail)
  await organization.control('POST', 'cloudtrail/write', { folder: trail })
  writeFileSync(join(trail, 'broken.json.gz'), 'this is no gzip file')
  writeFileSync(join(trail, 'notes.txt'), 'not an event file')

  await page.getByRole('tab', { name: 'CloudTrail' }).click()
  await expect(page.getByText('Nothing has been compared yet')).toBeVisible()
  const folder = page.getByLabel('Folder of event files')
  const empty = join(home, 'nothing')
  mkdirSync(empty)
  writeFileSync(join(empty, 'notes.txt'), 'not an event file')
  await folder.setInputFiles(empty)
  await expect(page.getByRole('alert')).toContainText('no event file')

  await folder.setInputFiles(trail)
  const result = page.getByRole('region', { name: 'Comparison' })
  await expect(result.getByRole('alert')).toContainText('this journal does not')
  await expect(result).toContainText('1 file could not be read')
  const unknown = result.getByRole('row').filter({ hasText: stranger.id })
  await expect(unknown.first()).toContainText('Unknown session')
  await expect(unknown.first()).toContainText('AssumeRoot')
  await expectAccessible(page, 'main')

  // What this workstation did itself is confirmed, and leads to its entry.
  await result.getByRole('button', { name: /Confirmed$/ }).click()
  const own = result.getByRole('row').filter({ hasText: audited })
  await expect(own.first()).toContainText('Confirmed')
  await own
    .first()
    .getByRole('button', { name: /^Show entry/ })
    .click()
  await expect(shown(page)).toContainText(audited)

  // The files one by one are taken as well; what is there twice is a comparison of its own.
  await page.getByRole('tab', { name: 'CloudTrail' }).click()
  await page.getByLabel('Event files', { exact: true }).setInputFiles(filesBelow(trail))
  await expect(
    page.getByRole('navigation', { name: 'Comparisons' }).getByRole('button'),
  ).toHaveCount(2)
})

test('verification says that the journal is intact, or names the first entry that is not', async () => {
  const { home } = scene
  let { page } = scene
  await page.getByRole('button', { name: 'Verify' }).click()
  await expect(page.getByRole('region', { name: 'Proof' })).toContainText('Intact')

  const victim = (await entriesOf(page)).findLast(({ kind }) => kind === 'case-note')
  const sequence = victim?.sequence ?? 0
  await scene.app.close()
  rewrite(home, sequence)
  page = await scene.restart()
  await connected(page)
  await goTo(page, 'Journal')
  await page.getByRole('button', { name: 'Verify' }).click()
  const broken = page.getByRole('region', { name: 'Proof' }).getByRole('alert')
  await expect(broken).toContainText(
    `Entry ${sequence} is the first that is not as it was written.`,
  )
  await expectAccessible(page, 'main')
  await broken.getByRole('button', { name: `Show entry ${sequence}` }).click()
  await expect(shown(page)).toContainText('Nobody was called.')
})

/** Changes an entry behind Rootkeep's back, as somebody with the file can: the guards are taken away first. */
function rewrite(folder: string, sequence: number): void {
  const database = required(openDatabase(folder, new Date(), 'record'))
  database.db.prepare('DROP TRIGGER journal_entries_keep').run()
  database.db
    .prepare('UPDATE journal_entries SET detail = ? WHERE sequence = ?')
    .run('{"text":"Nobody was called."}', sequence)
  database.close()
}

/** Opens a root session with the operator's credentials, past Rootkeep. */
async function assumeRoot(
  { environment, endpoint }: Organization,
  accountId: string,
): Promise<void> {
  const client = new STSClient({
    endpoint,
    region: environment['AWS_REGION'] ?? 'us-east-1',
    credentials: {
      accessKeyId: environment['AWS_ACCESS_KEY_ID'] ?? '',
      secretAccessKey: environment['AWS_SECRET_ACCESS_KEY'] ?? '',
    },
  })
  await client.send(
    new AssumeRootCommand({
      TargetPrincipal: accountId,
      TaskPolicyArn: { arn: 'arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials' },
    }),
  )
  client.destroy()
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.json.gz'))
    .map((entry) => join(entry.parentPath, entry.name))
}
