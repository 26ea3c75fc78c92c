import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { closeSync, openSync, readdirSync, readFileSync, writeFileSync, writeSync } from 'node:fs'
import { createServer, request as httpRequest, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { Page } from '@playwright/test'
import { failureCatalogue } from '../src/shared/domain/failure-catalogue.ts'
import type { FailureCode } from '../src/shared/domain/failure.ts'
import { postureLabel } from '../src/renderer/format/labels.ts'
import type { SimulatorOptions } from '../src/simulator/options.ts'
import { accountTable } from './account-table.ts'
import { auditInto, rememberEnvironment } from './data-folder.ts'
import { expect, run, test as base } from './launch.ts'
import { posturesOf, startOrganization, type Organization } from './organization.ts'
import { auditAll, connected, ended, goTo, region, runsOf, startAudit } from './scene.ts'

type Fixtures = {
  /** Starts organizations that end with the test. */
  found(options?: SimulatorOptions, port?: number): Promise<Organization>
  /** Starts a server on loopback that ends with the test; returns its endpoint. */
  serve(listener: RequestListener): Promise<string>
}

const test = base.extend<Fixtures>({
  found: async ({ backend: _backend }, use) => {
    const started: Organization[] = []
    await use(async (options, port) => {
      const organization = await startOrganization({ accounts: 30, ...options }, port)
      started.push(organization)
      return organization
    })
    await Promise.all(started.map((organization) => organization.close()))
  },
  serve: async ({ backend: _backend }, use) => {
    const servers: ReturnType<typeof createServer>[] = []
    await use(async (listener) => {
      const server = createServer(listener).listen(0, '127.0.0.1')
      servers.push(server)
      await once(server, 'listening')
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    })
    for (const server of servers) {
      server.closeAllConnections()
      server.close()
    }
  },
})

const entry = (page: Page, label: string, count: number) =>
  region(page, 'Postures').getByRole('button', { name: new RegExp(`^${label} ?${count} `) })

/** The window says this failure with its way on, at once and aloud. */
async function saysFailure(page: Page, code: FailureCode): Promise<void> {
  const { message, remedy } = failureCatalogue[code]
  const alert = page.getByRole('alert').filter({ hasText: message })
  await expect(alert.first()).toContainText(remedy, { timeout: 20_000 })
}

/** Nothing on screen reads as if accounts were clean. */
async function showsNothingClean(page: Page): Promise<void> {
  await expect(region(page, 'Accounts with root credentials')).toHaveCount(0)
  await expect(region(page, 'Postures')).toHaveCount(0)
  await goTo(page, 'Accounts')
  await expect(page.getByRole('row').filter({ hasText: postureLabel.compliant })).toHaveCount(0)
}

test('wrong credentials are said with what to do, and show nothing as clean', async ({
  found,
  start,
  folder,
  backend,
}) => {
  const { environment } = await found()
  rememberEnvironment(folder)
  const wrongSecret = await start({ env: { ...environment, AWS_SECRET_ACCESS_KEY: 'wrong' } })
  await saysFailure(wrongSecret.page, 'signature-rejected')
  await expect(
    wrongSecret.page.getByRole('alert').filter({ hasText: 'SignatureDoesNotMatch' }),
  ).toBeVisible()
  await showsNothingClean(wrongSecret.page)
  await wrongSecret.page.getByRole('button', { name: 'Other connection' }).click()
  await expect(wrongSecret.page.getByRole('main', { name: 'Settings' })).toBeVisible()
  await wrongSecret.close()

  const headless = await run({
    backend,
    home: folder,
    args: ['--headless'],
    env: { ...environment, AWS_ACCESS_KEY_ID: 'AKIAUNKNOWNKEY000000' },
  })
  expect(headless.code).toBe(1)
  expect(headless.output).toContain(failureCatalogue['credentials-invalid'].remedy)
})

test('before a first connection comes about, a view says that nothing is known yet, and not that it is broken', async ({
  serve,
  start,
  folder,
}) => {
  // It accepts, and never answers: the connection stays on its way.
  const endpoint = await serve(() => {})
  rememberEnvironment(folder)
  const { page } = await start({
    env: { AWS_ENDPOINT_URL: endpoint, AWS_ACCESS_KEY_ID: 'AKIAX', AWS_SECRET_ACCESS_KEY: 'x' },
  })
  await expect(page.getByRole('banner')).toContainText('Connecting')
  for (const view of ['Overview', 'Accounts', 'Runs'] as const) {
    await goTo(page, view)
    await expect(page.getByRole('main', { name: view })).not.toBeEmpty()
    await expect(page.getByText('could not be read'), view).toHaveCount(0)
  }
})

test('keys of an account outside any organization are said to be that', async ({
  found,
  start,
  folder,
}) => {
  const organization = await found()
  rememberEnvironment(folder)
  const outsider = (await organization.control('POST', 'operators', {
    accountId: '999988887777',
  })) as { accessKeyId: string; secretAccessKey: string; sessionToken?: string }
  const { page } = await start({
    env: {
      ...organization.environment,
      AWS_ACCESS_KEY_ID: outsider.accessKeyId,
      AWS_SECRET_ACCESS_KEY: outsider.secretAccessKey,
      AWS_SESSION_TOKEN: outsider.sessionToken,
    },
  })
  await saysFailure(page, 'not-in-organization')
  await showsNothingClean(page)
})

test('without the network the cache stays readable with its age, and comes alive again', async ({
  found,
  start,
  folder,
}) => {
  const at = { referenceTime: '2026-01-01T00:00:00.000Z', startTime: new Date().toISOString() }
  const organization = await found(at)
  await auditInto(folder, organization, 3)
  const truth = posturesOf(await organization.members())
  await organization.close()
  const { page } = await start({ env: organization.environment })
  await saysFailure(page, 'no-network')
  await expect(page.getByRole('alert')).toContainText('What is shown was stored earlier.')
  await expect(page.getByRole('banner')).toContainText('Audited 3 d ago')
  await expect(page.getByRole('banner')).toContainText(organization.id)
  await expect(entry(page, 'Compliant', truth.compliant)).toBeVisible()
  await expect(entry(page, 'Unknown', truth.unknown)).toBeVisible()
  await expect(region(page, 'Accounts with root credentials')).toContainText('Audited 3 d ago')
  await goTo(page, 'Runs')
  await expect(page.getByRole('button', { name: 'New run' })).toBeDisabled()

  const port = Number(new URL(organization.endpoint).port)
  await found({ ...at, startTime: new Date().toISOString() }, port)
  await page.getByRole('button', { name: 'Connect again' }).click()
  await connected(page)
  await expect(page.getByRole('alert')).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'New run' })).toBeEnabled()
})

test('a proxy that answers with a page is called what it is', async ({ serve, start, folder }) => {
  const endpoint = await serve((_, answer) => {
    answer.writeHead(200, { 'content-type': 'text/html' })
    answer.end('<html><title>Hotel Wi-Fi</title><script>alert(1)</script>Please sign in</html>')
  })
  rememberEnvironment(folder)
  const { page } = await start({
    env: { AWS_ENDPOINT_URL: endpoint, AWS_ACCESS_KEY_ID: 'AKIAX', AWS_SECRET_ACCESS_KEY: 'x' },
  })
  await saysFailure(page, 'not-aws')
  await showsNothingClean(page)
})

for (const { name, switches, notice, reason } of [
  {
    name: 'root credentials management off',
    switches: { features: ['RootSessions'] },
    notice: 'root-credentials-management-off',
    reason: 'root-credentials-management-off',
  },
  {
    name: 'trusted access off',
    switches: { trustedAccess: false, features: [], delegatedAdministrator: false },
    notice: 'trusted-access-off',
    reason: 'trusted-access-off',
  },
  {
    name: 'an organization without all features',
    switches: { featureSet: 'CONSOLIDATED_BILLING' },
    notice: 'organization-not-all-features',
    reason: 'trusted-access-off',
  },
] as const satisfies readonly {
  name: string
  switches: SimulatorOptions['switches']
  notice: FailureCode
  /** What AssumeRoot says then. */
  reason: FailureCode
}[]) {
  test(`${name}: said before an audit, and an audit finds nobody compliant`, async ({
    found,
    start,
    folder,
  }) => {
    const organization = await found({ switches })
    rememberEnvironment(folder)
    const { page } = await start({ env: organization.environment })
    await connected(page)
    const said = page.getByRole('status').filter({ hasText: failureCatalogue[notice].message })
    await expect(said).toContainText(failureCatalogue[notice].remedy)
    await startAudit(page)
    await ended(page, 1)
    await goTo(page, 'Accounts')
    for (const label of [postureLabel.compliant, postureLabel['non-compliant']]) {
      await expect(
        page
          .getByRole('group', { name: 'Posture' })
          .getByRole('button', { name: new RegExp(`^${label} ?0$`) }),
      ).toBeVisible()
    }
    await goTo(page, 'Runs')
    const row = region(page, 'History').getByRole('row').nth(1)
    await expect(row).toContainText(/Failed|Completed/)
    await expect(row.getByRole('cell', { name: /^0 of \d+$/ })).toBeVisible()
    // The Overview tells as much, with the reason: it does not say that nobody has looked.
    await goTo(page, 'Overview')
    await expect(region(page, 'Accounts with root credentials')).toContainText('at least 0')
    await expect(region(page, 'Unknown')).toContainText(failureCatalogue[reason].remedy)
  })
}

test('an empty listing is an error, and nobody who was listed before is gone', async ({
  found,
  serve,
  start,
  folder,
}) => {
  const organization = await found()
  await auditInto(folder, organization)
  const target = new URL(organization.endpoint)
  const endpoint = await serve((question, answer) => {
    if (question.headers['x-amz-target']?.toString().endsWith('.ListAccounts')) {
      question.resume()
      answer.writeHead(200, {
        'content-type': 'application/x-amz-json-1.1',
        'x-amzn-requestid': '00000000-1111-2222-3333-444444444444',
      })
      answer.end('{"Accounts":[]}')
      return
    }
    const { method = 'GET', url = '/', headers } = question
    const forwarded = httpRequest(
      { host: target.hostname, port: target.port, method, path: url, headers },
      (reply) => {
        answer.writeHead(reply.statusCode ?? 502, reply.headers)
        reply.pipe(answer)
      },
    )
    question.pipe(forwarded)
  })
  const { page } = await start({ env: { ...organization.environment, AWS_ENDPOINT_URL: endpoint } })
  await connected(page)
  const members = await organization.members()
  const before = posturesOf(members)
  const failed = await auditAll(page)
  expect(failed).toMatchObject({ state: 'failed', failure: { code: 'organization-empty' } })
  await expect(region(page, 'Postures')).toContainText(`${members.length} accounts`)
  await expect(entry(page, 'Non-compliant', before['non-compliant'])).toBeVisible()
  await goTo(page, 'Runs')
  await saysFailure(page, 'organization-empty')
})

test('answers that cannot be read make accounts unknown, and a listing that breaks loses nobody', async ({
  found,
  start,
  folder,
}) => {
  const organization = await found()
  await auditInto(folder, organization)
  const members = await organization.members()
  const truth = posturesOf(members)
  const [garbled, cut] = members.filter((each) => each.posture === 'compliant')
  if (!garbled || !cut) throw new Error('two compliant accounts are needed')
  await organization.faults([
    { operation: 'GetAccountSummary', accountId: garbled.id, probability: 1, garbage: true },
    { operation: 'GetAccountSummary', accountId: cut.id, probability: 1, truncate: true },
  ])
  const { page } = await start({ env: organization.environment })
  await connected(page)
  await auditAll(page)
  await expect(entry(page, 'Unknown', truth.unknown + 2)).toBeVisible()
  await expect(entry(page, 'Compliant', truth.compliant - 2)).toBeVisible()
  await goTo(page, 'Accounts')
  const table = accountTable(page)
  for (const { id } of [garbled, cut]) {
    await table.line(id).click()
    const alert = page.getByRole('complementary', { name: 'Inspector' }).getByRole('alert')
    await expect(alert).toContainText(/could not be read|broke before|not AWS/)
  }

  await organization.faults([{ operation: 'ListAccounts', probability: 1, garbage: true }])
  const failed = await auditAll(page)
  expect(failed.state).toBe('failed')
  expect(['malformed-answer', 'not-aws']).toContain(failed.failure?.code)
  await goTo(page, 'Accounts')
  expect(await table.count()).toBe(members.length)
  await expect(table.grid.getByText('left', { exact: true })).toHaveCount(0)
})

test('credentials that end during a run stop it with the way on, and nothing turns clean', async ({
  found,
  start,
  folder,
}) => {
  const organization = await found()
  rememberEnvironment(folder)
  const operator = (await organization.control('POST', 'operators', {
    accountId: organization.managementAccountId,
    kind: 'role',
    expiresInSeconds: 3600,
  })) as { accessKeyId: string; secretAccessKey: string; sessionToken: string }
  await organization.faults([{ operation: 'AssumeRoot', probability: 1, latencyMs: 300 }])
  const { page } = await start({
    env: {
      ...organization.environment,
      AWS_ACCESS_KEY_ID: operator.accessKeyId,
      AWS_SECRET_ACCESS_KEY: operator.secretAccessKey,
      AWS_SESSION_TOKEN: operator.sessionToken,
    },
  })
  await connected(page)
  await startAudit(page)
  const strip = region(page, 'Audit run')
  await strip.getByRole('button', { name: 'Pause' }).click()
  await expect(strip.getByRole('heading')).toHaveText('Audit paused')
  await organization.control('PUT', `operators/${operator.accessKeyId}`, { expiresInSeconds: 0 })
  await strip.getByRole('button', { name: 'Resume' }).click()
  await expect(strip.getByRole('heading')).toHaveText('Audit interrupted')
  // Where the operator looks, stand the reason and the way on.
  await expect
    .soft(page.getByText(failureCatalogue['credentials-expired'].remedy).first())
    .toBeVisible()
  const { compliant } = posturesOf(await organization.members())
  const [stopped] = await runsOf(page)
  expect(stopped).toMatchObject({ state: 'interrupted', failure: { code: 'credentials-expired' } })
  expect(stopped?.completeness.observed).toBeLessThan(compliant)
  await goTo(page, 'Runs')
  await saysFailure(page, 'credentials-expired')
  // With credentials that hold again it goes on where it stopped.
  await organization.control('PUT', `operators/${operator.accessKeyId}`, { expiresInSeconds: 3600 })
  await organization.faults([])
  await strip.getByRole('button', { name: 'Resume' }).click()
  expect(await ended(page, 1)).toMatchObject({ id: stopped?.id, state: 'completed' })
  await goTo(page, 'Overview')
  await expect(entry(page, 'Compliant', compliant)).toBeVisible()
})

test('a clock that is an hour off is allowed for, and the audit is still the truth', async ({
  found,
  start,
  folder,
}) => {
  const organization = await found()
  await organization.control('PUT', 'clock', { skewSeconds: 3600, advanceSeconds: 3600 })
  rememberEnvironment(folder)
  const { page } = await start({ env: organization.environment })
  await connected(page)
  await auditAll(page)
  const truth = posturesOf(await organization.members())
  for (const posture of ['non-compliant', 'unknown', 'compliant', 'not-applicable'] as const) {
    await expect(entry(page, postureLabel[posture], truth[posture])).toBeVisible()
  }
})

test('a damaged database is moved aside and said, and nothing is silently lost', async ({
  found,
  start,
  folder,
}) => {
  const organization = await found()
  await auditInto(folder, organization)
  const file = join(folder, 'rootkeep.db')
  const handle = openSync(file, 'r+')
  writeSync(handle, Buffer.alloc(8192, 0x5a), 0, 8192, 0)
  closeSync(handle)
  const damaged = hashOf(file)
  const { page } = await start({ env: { ROOTKEEP_PRACTICE_ACCOUNTS: '3' } })
  const notice = page.getByRole('alert')
  await expect(notice).toContainText('The database was damaged and was moved aside.')
  const aside = readdirSync(folder).find((name) => /^rootkeep\.db\.damaged-[^.]*\.\d+Z$/.test(name))
  await expect(notice).toContainText(aside ?? 'rootkeep.db.damaged-')
  expect(hashOf(join(folder, aside ?? '?'))).toBe(damaged)
  await page.getByRole('button', { name: /^Dismiss/ }).click()
  await expect(notice).toHaveCount(0)
})

test('a database of a newer version is refused with a page that says so, and not a byte of it changes', async ({
  found,
  start,
  folder,
}) => {
  await auditInto(folder, await found())
  const file = join(folder, 'rootkeep.db')
  const database = new Database(file)
  database.pragma('journal_mode = DELETE')
  database.pragma('user_version = 9999')
  database.close()
  const before = hashOf(file)
  const { page, output } = await start()
  const alert = page.getByRole('alert')
  await expect(alert.getByRole('heading')).toHaveText('Rootkeep cannot start')
  await expect(alert).toContainText('9999')
  await expect(alert).toContainText(failureCatalogue['database-newer'].remedy)
  expect(output()).toContain('9999')
  expect(hashOf(file)).toBe(before)
  expect(readdirSync(folder).filter((name) => name.includes('damaged'))).toEqual([])
})

test('a data folder that is a file is said, with the way on, and the file stays', async ({
  start,
  folder,
}) => {
  const file = join(folder, 'notes.txt')
  writeFileSync(file, 'mine')
  const { page } = await start({ home: file })
  const alert = page.getByRole('alert')
  await expect(alert.getByRole('heading')).toHaveText('Rootkeep cannot start')
  await expect(alert).toContainText(failureCatalogue['data-folder-unwritable'].remedy)
  expect(readFileSync(file, 'utf8')).toBe('mine')
})

test('killed during an audit, the app comes back with the run interrupted, and resumes it to the truth', async ({
  found,
  start,
  folder,
}) => {
  const organization = await found({ accounts: 60 })
  await organization.faults([{ operation: 'AssumeRoot', probability: 0.6, latencyMs: 3000 }])
  rememberEnvironment(folder)
  const first = await start({ env: organization.environment })
  await connected(first.page)
  await startAudit(first.page)
  const bar = region(first.page, 'Audit run').getByRole('progressbar')
  await expect
    .poll(async () => Number(await bar.getAttribute('aria-valuenow')), { intervals: [50] })
    .toBeGreaterThan(4)
  // A killed process loses less than a second of work; more than a second old is this.
  await expect
    .poll(async () => (await runsOf(first.page))[0]?.completeness.observed ?? 0)
    .toBeGreaterThan(4)
  await first.kill()
  await organization.faults([])
  const seen = new Set(
    (await organization.requests())
      .filter((each) => each.operation === 'GetAccountSummary' && each.errorCode === null)
      .map((each) => each.targetAccountId),
  )

  const { page } = await start({ env: organization.environment })
  await connected(page)
  const strip = region(page, 'Audit run')
  await expect(strip.getByRole('heading')).toHaveText('Audit interrupted')
  await expect(strip).toContainText('What was observed is kept')
  await expect(region(page, 'Accounts with root credentials')).toContainText('at least')
  const kept = (await runsOf(page))[0]
  expect(kept?.completeness.observed).toBeGreaterThan(0)
  await organization.forgetRequests()
  await strip.getByRole('button', { name: 'Resume' }).click()
  await expect(strip).toHaveCount(0, { timeout: 20_000 })
  const run = await ended(page, 1)
  expect(run).toMatchObject({ id: kept?.id, state: 'completed' })

  const members = await organization.members()
  const truth = posturesOf(members)
  for (const posture of ['non-compliant', 'unknown', 'compliant', 'not-applicable'] as const) {
    await expect(entry(page, postureLabel[posture], truth[posture])).toBeVisible()
  }
  await goTo(page, 'Accounts')
  const lines = await accountTable(page).lines()
  for (const member of members) {
    expect(lines.find((line) => line['ID'] === member.id)?.['Posture'], member.id).toBe(
      postureLabel[member.posture],
    )
  }
  // It went on: most of what was looked at before was not looked at again.
  const again = (await organization.requests()).filter(
    (each) => each.operation === 'GetAccountSummary' && seen.has(each.targetAccountId),
  )
  expect(again.length).toBeLessThan(seen.size)
})

function hashOf(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex')
}
