import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { AccountId, OrganizationId } from '../../shared/domain/accounts.ts'
import type { LedgerEntry } from '../../shared/domain/ledger.ts'
import { everyRequest, RequestPage } from '../../shared/domain/requests.ts'
import type { Outcome } from '../../shared/ipc/result.ts'
import { openInMemory } from '../database/database.ts'
import type { LedgerPart } from '../database/ledger.ts'
import { createStore } from '../database/store.ts'
import { createPushes } from '../pushes.ts'
import { createRequestService } from './request-service.ts'

const [one, other] = ['o-one0000000', 'o-other00000'] as OrganizationId[]
let onScreen: LedgerPart

const opened = () => {
  const { db, close } = openInMemory('cache')
  const store = createStore(db)
  const pushes = createPushes()
  const folder = mkdtempSync(join(tmpdir(), 'rootkeep-requests-'))
  const service = createRequestService({
    store,
    clock: { instant: () => '2026-11-22T10:00:00.000Z' },
    log: { info() {}, problem: (_area, message, error) => raise(message, error) },
    pushes,
    shell: { chooseSavePath: (name) => Promise.resolve(join(folder, name)) },
    part: () => onScreen,
    refused: () => [],
    contacts: () => [],
  })
  const { record } = store.ledger.recorder(onScreen.connectionId)
  return {
    store,
    record,
    pushes,
    handlers: service.handlers,
    close() {
      service.close()
      close()
      rmSync(folder, { recursive: true })
    },
  }
}

let at: ReturnType<typeof opened>
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onScreen = { organizationId: null, connectionId: 'environment' }
  at = opened()
})
afterEach(() => {
  at.close()
  vi.useRealTimers()
})

const call = (change: Partial<LedgerEntry> = {}): LedgerEntry => ({
  at: '2026-11-22T09:00:00.000Z',
  service: 'iam',
  operation: 'GetAccountSummary',
  accountId: '111122223333',
  region: 'us-east-1',
  requestId: 'request-1',
  status: 200,
  errorCode: null,
  durationMs: 12,
  attempt: 1,
  ...change,
})

const refusal = call({
  service: 'sts',
  operation: 'AssumeRoot',
  status: 403,
  errorCode: 'AccessDenied',
  requestId: 'request-2',
})
const slowed = call({
  service: 'organizations',
  operation: 'ListRoots',
  status: 400,
  errorCode: 'TooManyRequestsException',
})
const lost = call({ status: null, errorCode: 'no-network', requestId: null })
const noPassword = call({
  operation: 'GetLoginProfile',
  status: 404,
  errorCode: 'NoSuchEntityException',
})

async function page(
  filter: Partial<typeof everyRequest> = {},
  offset = 0,
  limit = 100,
  upTo: number | null = null,
) {
  const asked = { filter: { ...everyRequest, ...filter }, upTo, offset, limit }
  return RequestPage.parse(required(await at.handlers.page(asked)))
}

test('pages are newest first, filtered by service, outcome, words and time, and count what fits', async () => {
  for (const entry of [call(), refusal, slowed, lost, noPassword]) at.record(entry)
  const all = await page()
  expect(all.requests.map(({ operation }) => operation)).toEqual([
    'GetLoginProfile',
    'GetAccountSummary',
    'ListRoots',
    'AssumeRoot',
    'GetAccountSummary',
  ])
  expect(await page({}, 1, 2)).toMatchObject({
    total: 5,
    offset: 1,
    requests: [{ errorCode: 'no-network' }, {}],
  })
  const found = async (filter: Partial<typeof everyRequest>) =>
    (await page(filter)).requests.map(({ errorCode }) => errorCode)
  expect(await found({ outcome: 'refused' })).toEqual(['AccessDenied'])
  expect(await found({ outcome: 'throttled' })).toEqual(['TooManyRequestsException'])
  expect(await found({ outcome: 'failed' })).toEqual(['no-network'])
  // That there is no password is an answer.
  expect(await found({ outcome: 'answered' })).toEqual(['NoSuchEntityException', null])
  expect(await found({ services: ['sts', 'organizations'] })).toHaveLength(2)
  expect(await found({ text: 'assumeroot' })).toEqual(['AccessDenied'])
  expect(await found({ text: 'REQUEST-2' })).toEqual(['AccessDenied'])
  expect(await found({ text: '%' })).toEqual([])
  expect(await found({ since: '2026-11-22T09:00:00.001Z' })).toEqual([])
  expect(required(await at.handlers.facets(undefined))).toEqual({
    total: 5,
    since: '2026-11-22T09:00:00.000Z',
    services: [
      { service: 'iam', count: 3 },
      { service: 'organizations', count: 1 },
      { service: 'sts', count: 1 },
    ],
    refused: 1,
    failed: 1,
    throttled: 1,
  })
})

test('shows the calls of the organization on screen, the first ones too, and none of another', async () => {
  const { recorder, flush, ofAccount } = at.store.ledger
  const [refusedBefore, mine, theirs] = [recorder('a'), recorder('a'), recorder('b')]
  refusedBefore.record(call({ operation: 'DescribeOrganization' }))
  mine.record(call({ operation: 'GetCallerIdentity', accountId: null }))
  theirs.record(call({ operation: 'ListAccounts' }))
  const shown = async (part: LedgerPart) => {
    onScreen = part
    return (await page()).requests.map(({ operation }) => operation)
  }
  // Where a connection leads is known after its first calls; another opening of it led elsewhere, or nowhere.
  flush()
  mine.leadsTo(one!)
  mine.record(call())
  theirs.leadsTo(other!)
  const first = await shown({ organizationId: one!, connectionId: 'b' })
  expect(first).toEqual(['GetAccountSummary', 'GetCallerIdentity'])
  expect(required(await at.handlers.facets(undefined)).total).toBe(2)
  const second = await shown({ organizationId: other!, connectionId: 'a' })
  expect(second).toEqual(['ListAccounts', 'DescribeOrganization'])
  expect(await shown({ organizationId: null, connectionId: 'b' })).toEqual([])
  const { accountId } = call()
  const operations = ofAccount(other!, accountId as AccountId, 10).map((each) => each.operation)
  expect(operations).toEqual(['ListAccounts'])
})

test('what arrives while somebody reads moves nothing up to the call at which they began', async () => {
  for (const entry of [call(), refusal, slowed]) at.record(entry)
  const before = await page()
  for (const entry of [lost, refusal]) at.record(entry)
  const upTo = before.requests[0]?.id ?? null
  expect(await page({}, 0, 100, upTo)).toMatchObject({ total: 3, requests: before.requests })
  expect(await page({ outcome: 'refused' }, 0, 100, upTo)).toMatchObject({ total: 1 })
  expect(await page()).toMatchObject({ total: 5 })
})

test('the window hears of calls once a second while there are new ones, and finds them written', () => {
  const heard: number[] = []
  at.pushes.onChanged((topics) => {
    if (topics.includes('requests')) heard.push(at.store.requests.facets(onScreen).total)
  })
  for (let count = 0; count < 500; count += 1) at.record(call())
  expect(heard).toEqual([])
  vi.advanceTimersByTime(1000)
  expect(heard).toEqual([500])
  vi.advanceTimersByTime(5000)
  expect(heard).toEqual([500])
  at.record(call())
  vi.advanceTimersByTime(1000)
  expect(heard).toEqual([500, 501])
})

test('what is exported is what fits, whole and in order, and no spreadsheet runs it', async () => {
  for (let count = 0; count < 2500; count += 1) {
    at.record(call({ requestId: `request-${count}` }))
  }
  at.record({ ...refusal, errorCode: '=HYPERLINK("x")' })
  const save = async (format: 'csv' | 'json', filter: Partial<typeof everyRequest> = {}) =>
    readFileSync(
      required(await at.handlers.export({ filter: { ...everyRequest, ...filter }, format })) ?? '',
      'utf8',
    )
  const rows = JSON.parse(await save('json', { services: ['iam'] })) as { requestId: string }[]
  expect(rows).toHaveLength(2500)
  expect(rows[0]?.requestId).toBe('request-2499')
  expect(rows.at(-1)?.requestId).toBe('request-0')
  const lines = (await save('csv')).split('\r\n')
  expect(lines).toHaveLength(2503)
  expect(lines[1]).toContain(`"'=HYPERLINK(""x"")"`)
  expect(JSON.parse(await save('json', { text: 'nowhere' }))).toEqual([])
})

test('a page of a full ledger is there at once', async () => {
  for (let count = 0; count < 100_000; count += 1) {
    at.record(count % 9 === 0 ? refusal : call())
  }
  at.store.ledger.flush()
  const asked = { outcome: 'refused', text: 'AssumeRoot' } as const
  await page(asked)
  const began = performance.now()
  expect((await page(asked, 5000)).total).toBe(11_112)
  const took = performance.now() - began
  // Some 25 ms on an idle machine; what goes through the table for each row takes minutes.
  expect(took).toBeLessThan(1000)
})

function required<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.error.message)
  return outcome.value
}

function raise(message: string, error: unknown): never {
  throw new Error(message, { cause: error })
}
