import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Worker } from 'node:worker_threads'
import { STSClient, GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createSimulator } from './simulator.ts'
import type { ReadyRecord } from './simulator.ts'
import { failureOf, startPractice } from './testing/practice.ts'

const MEMBERS = [
  'endpoint',
  'region',
  'organizationId',
  'managementAccountId',
  'delegatedAdministratorId',
  'operators',
]

async function callerOf({ endpoint, region, operators }: ReadyRecord): Promise<string | undefined> {
  const client = new STSClient({
    endpoint,
    region,
    credentials: operators.management,
    maxAttempts: 1,
  })
  return (await client.send(new GetCallerIdentityCommand({}))).Account
}

describe('the ready record', () => {
  test('has exactly the members of the interface', async () => {
    await using practice = await startPractice()
    const { ready } = practice
    expect(Object.keys(ready)).toEqual(MEMBERS)
    expect(Object.keys(ready.operators)).toEqual(['management', 'delegated'])
    expect(ready.endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
    expect(ready.operators.management.accessKeyId).toMatch(/^AKIA[A-Z2-7]{16}$/)
    expect(ready.operators.delegated?.accessKeyId).toMatch(/^ASIA[A-Z2-7]{16}$/)
  })

  test('of an organization of one account names no delegate', async () => {
    await using practice = await startPractice({ accounts: 1 })
    expect(practice.ready).toMatchObject({
      delegatedAdministratorId: null,
      operators: { delegated: null },
    })
    expect((await practice.state()).accounts.map(({ id }) => id)).toEqual([
      practice.ready.managementAccountId,
    ])
  })

  test('is the same for the same seed, but for the port', async () => {
    await using one = await startPractice({ seed: 11 })
    await using two = await startPractice({ seed: 11 })
    await using other = await startPractice({ seed: 12 })
    expect({ ...two.ready, endpoint: '' }).toEqual({ ...one.ready, endpoint: '' })
    expect(other.ready.organizationId).not.toBe(one.ready.organizationId)
  })
})

test.each([2, 3, 7, 8, 29])('an organization of %i accounts works', async (accounts) => {
  await using practice = await startPractice({ accounts })
  expect((await practice.state()).accounts).toHaveLength(accounts)
  expect(await callerOf(practice.ready)).toBe(practice.ready.managementAccountId)
  const { Account } = await practice.sts(practice.delegated).send(new GetCallerIdentityCommand({}))
  expect(Account).toBe(practice.ready.delegatedAdministratorId)
})

test.each([
  [{ accounts: 0 }, /accounts/],
  [{ accounts: 50_001 }, /accounts/],
  [{ accounts: 1.5 }, /accounts/],
  [{ seed: -1 }, /seed/],
  [{ referenceTime: 'soon' }, /referenceTime/],
])('%j is refused with the name of the option', (options, message) => {
  expect(() => createSimulator(options)).toThrow(message)
})

test('an operation that nobody knows is refused, and so is a body too large', async () => {
  await using practice = await startPractice()
  const answer = await fetch(practice.ready.endpoint, {
    method: 'POST',
    body: 'x'.repeat(5 * 1024 * 1024),
  }).then(
    (got) => got.status,
    () => 'cut',
  )
  expect([413, 'cut']).toContain(answer)
  expect(await callerOf(practice.ready)).toBe(practice.ready.managementAccountId)
})

test('once closed it answers nobody', async () => {
  const simulator = createSimulator({ accounts: 2 })
  const ready = await simulator.listen()
  await callerOf(ready)
  await simulator.close()
  expect((await failureOf(callerOf(ready))).message).toMatch(/ECONNREFUSED/)
})

describe('in a worker thread', () => {
  test('it posts the ready record, answers, and ends when told', async () => {
    const worker = new Worker(new URL('worker.ts', import.meta.url), {
      workerData: { accounts: 5 },
    })
    const [ready] = (await once(worker, 'message')) as [ReadyRecord]
    expect(Object.keys(ready)).toEqual(MEMBERS)
    expect(await callerOf(ready)).toBe(ready.managementAccountId)
    worker.postMessage('close', [])
    expect(await once(worker, 'exit')).toEqual([0])
  })
})

describe('from the command line', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'rootkeep-simulator-'))
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  function start(...args: string[]) {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'cli.ts'), ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let errors = ''
    child.stderr.on('data', (text) => (errors += String(text)))
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
    return {
      child,
      lines,
      errors: () => errors,
      exit: once(child, 'exit') as Promise<[number | null, string | null]>,
    }
  }

  test('it prints one line of JSON when ready, and ends cleanly on SIGTERM', async () => {
    const faults = join(folder, 'faults.json')
    writeFileSync(faults, JSON.stringify([{ service: 's3', probability: 1, throttle: true }]))
    const { child, lines, errors, exit } = start(
      '--accounts',
      '5',
      '--seed',
      '3',
      '--faults',
      faults,
    )
    const ready = JSON.parse((await lines.next()).value ?? '') as ReadyRecord
    expect(Object.keys(ready)).toEqual(MEMBERS)
    expect(await callerOf(ready)).toBe(ready.managementAccountId)
    const inForce = await (await fetch(`${ready.endpoint}/_sim/faults`)).json()
    expect(inForce).toEqual([{ service: 's3', probability: 1, throttle: true }])
    child.kill('SIGTERM')
    expect(await exit).toEqual([0, null])
    expect((await lines.next()).done).toBe(true)
    expect(errors()).toBe('')
  })

  test('it writes what CloudTrail has not delivered yet when it ends', async () => {
    const target = join(folder, 'trail')
    const { child, lines, exit } = start('--accounts', '2', '--cloudtrail', target)
    await callerOf(JSON.parse((await lines.next()).value ?? '') as ReadyRecord)
    child.kill('SIGTERM')
    expect(await exit).toEqual([0, null])
    const files = readdirSync(target, { recursive: true }).map(String)
    expect(files.filter((file) => file.endsWith('.json.gz'))).toHaveLength(1)
  })

  test('wrong arguments end with 2 and a sentence, a taken port with 1', async () => {
    const bad = join(folder, 'bad.json')
    writeFileSync(bad, '[{"probability":2}]')
    for (const [args, message] of [
      [['--accounts', 'many'], '--accounts'],
      [['--accounts', '60000'], 'accounts must be'],
      [['--colour', 'red'], '--colour'],
      [['--faults', join(folder, 'absent.json')], 'absent.json'],
      [['--faults', bad], 'probability'],
    ] as const) {
      const { errors, exit, lines } = start(...args)
      expect(await exit).toEqual([2, null])
      expect(errors()).toContain(message)
      expect((await lines.next()).done).toBe(true)
    }
    const simulator = createSimulator({ accounts: 1 })
    const { endpoint } = await simulator.listen()
    const { errors, exit } = start('--accounts', '1', '--port', new URL(endpoint).port)
    expect(await exit).toEqual([1, null])
    expect(errors()).toContain('cannot listen')
    await simulator.close()
  })
})
