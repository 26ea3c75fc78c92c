import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { readinessCheckIds, ReadinessResult } from '../shared/domain/readiness.ts'
import { createSimulator, type ReadyRecord } from '../simulator/simulator.ts'
import { parseArguments } from './arguments.ts'
import { doctorCommand, readinessTable } from './doctor.ts'

const simulator = createSimulator({ accounts: 30, seed: 9 })
let ready: ReadyRecord
let home: string
let member: string
beforeAll(async () => {
  ready = await simulator.listen()
  home = mkdtempSync(join(tmpdir(), 'rootkeep-doctor-'))
  const answer = await fetch(`${ready.endpoint}/_sim/state`)
  const { accounts } = (await answer.json()) as {
    accounts: {
      id: string
      state: string
      assumeRootDenied: boolean
      scpDeniesRootSessions: boolean
    }[]
  }
  const { managementAccountId, delegatedAdministratorId } = ready
  member =
    accounts.find(
      ({ id, state, assumeRootDenied, scpDeniesRootSessions }) =>
        state === 'ACTIVE' &&
        !assumeRootDenied &&
        !scpDeniesRootSessions &&
        id !== managementAccountId &&
        id !== delegatedAdministratorId,
    )?.id ?? ''
})
afterEach(() => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
})
afterAll(async () => {
  await simulator.close()
  rmSync(home, { recursive: true, force: true })
})

async function doctor(...words: string[]) {
  const keys = ready.operators.delegated
  vi.stubEnv('AWS_ACCESS_KEY_ID', keys?.accessKeyId)
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', keys?.secretAccessKey)
  vi.stubEnv('AWS_SESSION_TOKEN', keys?.sessionToken)
  vi.stubEnv('AWS_REGION', 'us-east-1')
  vi.stubEnv('AWS_ENDPOINT_URL', ready.endpoint)
  vi.stubEnv('HOME', home)
  const complaints: string[] = []
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    complaints.push(String(text))
    return true
  })
  const out = join(home, 'doctor.txt')
  const parsed = parseArguments(['doctor', '--out', out, ...words])
  if (!parsed.ok || parsed.help) throw new Error('these words are no command')
  const code = await doctorCommand({ ...parsed.options, dataFolder: join(home, 'data') })
  return { code, text: readFileSync(out, 'utf8'), complaints: complaints.join('') }
}

test('doctor exits 0 where every check came out well, and tells all of them to machines', async () => {
  const { code, text } = await doctor('--account', member, '--format', 'json')
  const told = JSON.parse(text) as { account: string; results: unknown[] }
  expect(told.account).toBe(member)
  const results = told.results.map((result) => ReadinessResult.parse(result))
  expect(results.map(({ id }) => id)).toEqual([...readinessCheckIds])
  expect(results.filter(({ state }) => state !== 'ok' && state !== 'skipped')).toEqual([])
  expect(code).toBe(0)
})

test('doctor exits 2 where something is not known, and says how to find out', async () => {
  const { code, text, complaints } = await doctor()
  expect(code).toBe(2)
  expect(text).toMatch(/^What AWS permits\n {2}unknown {3}Auditing +No account was chosen/m)
  expect(text).toMatch(/^ +→ Choose an active member account/m)
  // What is the same for the six checks stands once.
  expect(text.match(/→ Choose an active/g)).toHaveLength(1)
  expect(complaints).toContain('--account')
})

test('a table keeps to the width of the terminal where its words do', () => {
  const saw = { consequence: null, handout: null, at: '2026-11-23T12:00:00.000Z', durationMs: 1 }
  const words = 'one two three four five six seven eight nine ten'
  const lines = readinessTable(
    [
      ReadinessResult.parse({
        ...saw,
        id: 'clock',
        group: 'network',
        title: 'Clock',
        state: 'failed',
        evidence: words,
        remedy: `${words} ${'x'.repeat(60)}`,
      }),
    ],
    40,
  ).split('\n')
  const long = lines.filter((line) => line.length > 40)
  expect(long).toEqual([expect.stringMatching(/^ {19}x{60}$/)])
  expect(lines.join(' ').replaceAll(/ +/g, ' ')).toContain(`failed Clock ${words} → ${words} xxx`)
})

test('where no connection comes about, doctor looks at this computer and the way, and exits 2', async () => {
  const { code, text, complaints } = await doctor('--profile', 'nowhere')
  expect(code).toBe(2)
  expect(text).toMatch(/^ {2}ok +Data folder/m)
  expect(text).toMatch(/^ {2}failed +Credentials +.*nowhere/m)
  expect(text).not.toMatch(/^ {2}ok +Caller/m)
  expect(complaints).toContain('nowhere')
})

test('an account that is none is refused before anything is asked', () => {
  expect(parseArguments(['doctor', '--account', '1234'])).toMatchObject({
    ok: false,
    problem: expect.stringContaining('twelve digits'),
  })
  expect(parseArguments(['audit', '--account', '111122223333'])).toMatchObject({ ok: false })
})
