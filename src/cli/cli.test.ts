import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { expectedPosture, startTrial, type Trial } from '../main/testing/trial.ts'

const entry = fileURLToPath(new URL('index.ts', import.meta.url))

let home: string
let trial: Trial | null = null
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'rootkeep-cli-'))
})
afterEach(async () => {
  await trial?.close()
  trial = null
  rmSync(home, { recursive: true, force: true })
})

type Ended = { code: number | null; stdout: string; stderr: string }

function start(words: string[], environment: Record<string, string | undefined> = {}) {
  return spawn(process.execPath, ['--disable-warning=ExperimentalWarning', entry, ...words], {
    env: {
      PATH: process.env['PATH'],
      ...trial?.environment,
      HOME: home,
      ROOTKEEP_HOME: home,
      ...environment,
    },
  })
}

function rootkeep(
  words: string[],
  environment: Record<string, string | undefined> = {},
): Promise<Ended> {
  const child = start(words, environment)
  const ended: Ended = { code: null, stdout: '', stderr: '' }
  child.stdout.on('data', (chunk: Buffer) => (ended.stdout += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (ended.stderr += chunk.toString()))
  return new Promise((resolve) => child.once('close', (code) => resolve({ ...ended, code })))
}

test('audit prints JSON in the published shape, agrees with the truth, and exits 2 where some are unknown', async () => {
  trial = await startTrial({ accounts: 60, seed: 17 })
  const { code, stdout, stderr } = await rootkeep([
    'audit',
    '--endpoint-url',
    trial.endpoint,
    '--format',
    'json',
  ])
  const printed = JSON.parse(stdout) as {
    run: Record<string, unknown> & { completeness: Record<string, number> }
    accounts: { id: string; posture: string; reason: { code: string; requestId: string } | null }[]
  }
  expect(Object.keys(printed.run)).toEqual(
    expect.arrayContaining(['id', 'startedAt', 'endedAt', 'callerArn', 'completeness', 'calls']),
  )
  expect(Object.keys(printed.run.completeness)).toEqual(
    expect.arrayContaining(['inOrganization', 'observed', 'unknown', 'notApplicable']),
  )
  const truth = await trial.truth()
  expect(printed.accounts.map((account) => `${account.id} ${account.posture}`)).toEqual(
    truth.accounts
      .toSorted((a, b) => a.id.localeCompare(b.id))
      .map(
        (account) =>
          `${account.id} ${expectedPosture(account, truth.organization.managementAccountId)}`,
      ),
  )
  const unknown = printed.accounts.filter((account) => account.posture === 'unknown')
  expect(unknown.length).toBeGreaterThan(0)
  for (const account of unknown) expect(account.reason?.requestId).toMatch(/\S/)
  expect(code).toBe(2)
  expect(stderr).toContain('observed')
})

test('audit exits 0 where every account was observed', async () => {
  trial = await startTrial({ accounts: 2, seed: 3 })
  expect((await rootkeep(['audit', '--format', 'csv'])).code).toBe(0)
})

test('audit writes to the file it is given, and nothing to standard output', async () => {
  trial = await startTrial({ accounts: 5, seed: 3 })
  const file = join(home, 'audit.json')
  const { stdout } = await rootkeep(['audit', '--format', 'json', '--out', file])
  expect(stdout).toBe('')
  expect(JSON.parse(readFileSync(file, 'utf8'))).toHaveProperty('accounts')
})

test('audit exits 1 with a sentence and a way on where the credentials are unknown', async () => {
  trial = await startTrial({ accounts: 5, seed: 3 })
  const ended = await rootkeep(['audit'], { AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE' })
  expect(ended.code).toBe(1)
  expect(ended.stdout).toBe('')
  expect(ended.stderr).toContain('AWS does not know these credentials.')
})

test.each([
  [['audit'], 'AWS_ACCESS_KEY_ID'],
  [['audit', '--profile', 'nowhere'], 'have no profile named nowhere'],
  [['accounts'], 'The cache holds no organization yet.'],
  [['status'], 'The cache holds no organization yet.'],
])('%j without anything exits 1 and says what is missing', async (words, sentence) => {
  const ended = await rootkeep(words)
  expect(ended.code).toBe(1)
  expect(ended.stderr).toContain(sentence)
})

test('accounts and status read the cache when AWS is gone', async () => {
  trial = await startTrial({ accounts: 30, seed: 9 })
  const audited = await rootkeep(['audit', '--format', 'json'])
  const offline = { AWS_ENDPOINT_URL: 'http://127.0.0.1:9' }
  const accounts = await rootkeep(['accounts', '--format', 'json'], offline)
  expect(JSON.parse(accounts.stdout).accounts).toEqual(JSON.parse(audited.stdout).accounts)
  const status = await rootkeep(['status', '--format', 'json'], offline)
  expect(JSON.parse(status.stdout).completeness).toEqual(
    JSON.parse(audited.stdout).run.completeness,
  )
})

test('audit --resume goes on with the run that an interruption left', async () => {
  trial = await startTrial({ accounts: 60, seed: 9, faults: [{ latencyMs: 60, probability: 1 }] })
  const child = start(['audit', '--format', 'json'])
  while (!(await trial.requests()).some((request) => request.operation === 'GetAccountSummary')) {
    await new Promise((resolve) => setTimeout(resolve, 30))
  }
  child.kill('SIGINT')
  await new Promise((resolve) => child.once('close', resolve))
  const before = (await rootkeep(['accounts', '--format', 'json'])).stdout
  const resumed = await rootkeep(['audit', '--resume', '--format', 'json'])
  const { run } = JSON.parse(resumed.stdout) as { run: { id: string; state: string } }
  expect(run).toMatchObject({
    id: (JSON.parse(before) as { run: { id: string } }).run.id,
    state: 'completed',
  })
})

test('the practice organization can be audited from the command line', async () => {
  const ended = await rootkeep(['audit', '--practice', '--format', 'json'], {
    ROOTKEEP_PRACTICE_ACCOUNTS: '20',
  })
  expect(JSON.parse(ended.stdout).accounts).toHaveLength(20)
})

test('a data folder that cannot be used is named', async () => {
  const ended = await rootkeep(['status'], { ROOTKEEP_HOME: join(entry, 'below') })
  expect(ended.code).toBe(1)
  expect(ended.stderr).toContain('cannot be used')
})
