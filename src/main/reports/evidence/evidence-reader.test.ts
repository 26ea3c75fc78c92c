import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  AccountEvidence,
  JournalLine,
  OrganizationEvidence,
  RunRecord,
} from '../../../shared/domain/evidence.ts'
import type { OrganizationId } from '../../../shared/domain/accounts.ts'
import { failureOf } from '../../../shared/domain/failure-catalogue.ts'
import { LedgerEntry } from '../../../shared/domain/ledger.ts'
import { unitNames } from '../../database/inventory.ts'
import { draft, keepJournal, organizationId } from '../../journal/testing/kept-journal.ts'
import { accountId, holding, listed, units } from '../../testing/kept-organization.ts'
import { required } from '../../testing/trial.ts'
import { openEvidence } from './evidence-reader.ts'
import { day, someRun } from '../testing/some-evidence.ts'

const other = 'o-other00000' as OrganizationId
const names = unitNames(units)

let kept: ReturnType<typeof keepJournal>
beforeEach(() => {
  kept = keepJournal()
  for (const id of [organizationId, other]) {
    kept.store.inventory.saveOrganization({
      id,
      managementAccountId: accountId(0),
      featureSet: 'ALL',
      features: ['RootSessions'],
      trustedAccess: null,
      describedAt: day(1),
    })
    const accounts = [3, 1, 2].map((number) => listed(id === other ? number + 50 : number))
    kept.store.inventory.saveAccounts(id, accounts, names, day(1))
  }
})
afterEach(() => kept.close())

function opened() {
  return required(openEvidence(kept.folder, organizationId))
}

function look(number: number, on: number, password: boolean | null): void {
  const about = { accountId: accountId(number), runId: `run-${on}`, at: day(on) }
  kept.store.observations.record(
    organizationId,
    password === null
      ? { ...about, failure: failureOf('throttled') }
      : { ...about, credentials: holding({ password }) },
  )
}

describe('the evidence of a data folder', () => {
  test('is every row of the organization, and none of another', () => {
    look(1, 2, false)
    look(1, 3, true)
    look(3, 3, null)
    kept.store.inventory.saveTags(organizationId, accountId(2), [{ key: 'a', value: 'b' }], day(3))
    kept.store.runs.begin({ ...someRun(3), organizationId }, { pid: 1 })
    const { recorder, flush } = kept.store.ledger
    for (const [of, about, operation] of [
      [organizationId, accountId(1), 'AssumeRoot'],
      [other, accountId(51), 'AssumeRoot'],
      [organizationId, null, 'ListAccounts'],
      [other, null, 'ListRoots'],
      [null, null, 'GetCallerIdentity'],
    ] as const) {
      const calls = recorder('a connection')
      calls.record({
        at: day(3),
        service: 'sts',
        operation,
        accountId: about,
        region: 'us-east-1',
        requestId: 'r',
        status: 200,
        errorCode: null,
        durationMs: 1.5,
        attempt: 1,
      })
      if (of !== null) calls.leadsTo(of)
    }
    flush()
    const { evidence, close } = opened()
    const accounts = [...evidence.accounts()]
    expect(accounts.map(({ account }) => account.id)).toEqual([1, 2, 3].map(accountId))
    expect(accounts[0]?.observations).toHaveLength(2)
    expect(accounts[0]?.changes).toMatchObject([{ kind: 'appeared', at: day(3) }])
    expect(accounts[1]?.tags).toEqual([{ key: 'a', value: 'b' }])
    expect(accounts[2]?.failures).toMatchObject([
      { firstAt: day(3), failure: { code: 'throttled' } },
    ])
    expect([...evidence.calls()].map((call) => [call.operation, call.accountId])).toEqual([
      ['AssumeRoot', accountId(1)],
      ['ListAccounts', null],
    ])
    for (const account of accounts) expect(AccountEvidence.parse(account)).toEqual(account)
    for (const call of evidence.calls()) expect(LedgerEntry.parse(call)).toEqual(call)
    for (const run of evidence.runs) expect(RunRecord.parse(run)).toEqual(run)
    expect(OrganizationEvidence.parse(evidence.organization)).toEqual(evidence.organization)
    expect(evidence.runs).toHaveLength(1)
    expect([...evidence.accounts()]).toEqual(accounts)
    close()
  })

  test('withholds the entries of other organizations, and keeps their place in the chain', async () => {
    await kept.journal.append(draft({ detail: { text: 'ours' } }))
    await kept.journal.append(draft({ organizationId: other, detail: { text: 'not ours' } }))
    await kept.journal.append(draft({ organizationId: null, detail: { text: 'of all' } }))
    kept.sign()
    const { evidence, close } = opened()
    const lines = [...evidence.journal()]
    expect(lines.map((line) => ('entry' in line ? line.entry.detail['text'] : line.shown))).toEqual(
      ['ours', null, 'of all'],
    )
    expect(JSON.stringify(lines)).not.toContain('not ours')
    for (const line of lines) expect(JournalLine.parse(line)).toEqual(line)
    expect(evidence.checkpoints).toHaveLength(1)
    close()
  })

  test('stays as it was when it was opened, while an audit writes', () => {
    look(1, 2, false)
    const { evidence, close } = opened()
    const first = evidence.accounts()[Symbol.iterator]()
    first.next()
    look(2, 3, true)
    kept.store.inventory.saveAccounts(organizationId, [listed(4)], names, day(3))
    expect([...evidence.accounts()].map(({ observations }) => observations.length)).toEqual([
      1, 0, 0,
    ])
    first.return?.()
    close()
    const later = opened()
    expect([...later.evidence.accounts()]).toHaveLength(4)
    later.close()
  })

  test('can be left in the middle, and closed', () => {
    const { evidence, close } = opened()
    for (const { account } of evidence.accounts()) {
      expect(account.id).toBe(accountId(1))
      break
    }
    expect(close).not.toThrow()
  })

  test('remembers what accounts were, of those who left and came back as well', () => {
    const list = (on: number, ...accounts: ReturnType<typeof listed>[]) => {
      kept.store.inventory.saveAccounts(organizationId, accounts, names, day(on))
      kept.store.inventory.endListing(organizationId, day(on), day(on))
    }
    list(2, listed(1), listed(2, { name: 'New' }), listed(3))
    list(3, listed(1), listed(2, { name: 'New' }))
    list(4, listed(1), listed(2, { name: 'New', state: 'SUSPENDED' }), listed(3))
    kept.store.inventory.saveEmail(organizationId, accountId(1), 'new@example.com', day(5))
    const { evidence, close } = opened()
    const told = [...evidence.accounts()].map(({ past }) =>
      past.map(({ name, email, state, leftAt, until }) => [name, email, state, leftAt, until]),
    )
    close()
    expect(told).toEqual([
      [['Account 1', 'aws+1@example.com', 'ACTIVE', null, day(5)]],
      [
        ['Account 2', 'aws+2@example.com', 'ACTIVE', null, day(2)],
        ['New', 'aws+2@example.com', 'ACTIVE', null, day(4)],
      ],
      [
        ['Account 3', 'aws+3@example.com', 'ACTIVE', null, day(3)],
        ['Account 3', 'aws+3@example.com', 'ACTIVE', day(3), day(4)],
      ],
    ])
  })

  test('remembers what the organization was, and when it was described', () => {
    const before = opened()
    const { organization } = before.evidence.organization
    before.close()
    kept.store.inventory.saveOrganization({ ...organization, describedAt: day(2) })
    kept.store.inventory.saveOrganization({ ...organization, features: [], describedAt: day(3) })
    kept.store.inventory.saveOrganization({ ...organization, features: [], describedAt: day(4) })
    const { evidence, close } = opened()
    const facts = { featureSet: 'ALL', features: ['RootSessions'], trustedAccess: null }
    expect(evidence.organization.past).toEqual([
      { ...facts, describedAt: organization.describedAt, until: day(2) },
      { ...facts, describedAt: day(2), until: day(3) },
      { ...facts, features: [], describedAt: day(3), until: day(4) },
    ])
    close()
  })

  test('of a cache from before the past was kept has none', () => {
    const file = join(kept.folder, 'rootkeep.db')
    kept.leave()
    const older = new Sqlite(file)
    older.exec(`DROP TRIGGER accounts_remember; DROP TRIGGER organizations_remember;
      DROP TABLE account_past; DROP TABLE organization_past; DROP TABLE written_files;
      DROP TABLE sealed_secrets; DROP TABLE refused_contacts;
      ALTER TABLE calls DROP COLUMN organization_id; ALTER TABLE calls DROP COLUMN connection_id`)
    older.pragma('user_version = 1')
    older.close()
    const { evidence, close } = opened()
    expect([...evidence.accounts()].map(({ past }) => past)).toEqual([[], [], []])
    expect(evidence.organization.past).toEqual([])
    close()
    kept = keepJournal(kept.folder)
  })

  test('is of the organization that was connected last, where none is named', () => {
    const code = () => {
      const found = openEvidence(kept.folder, null)
      if (!found.ok) return found.error.code
      found.value.close()
      return found.value.organizationId
    }
    expect(code()).toBe('nothing-to-report')
    kept.store.settings.remember('connection', 'profile:audit')
    expect(code()).toBe('nothing-to-report')
    kept.store.settings.remember('connection.organization.profile:audit', other)
    expect(code()).toBe(other)
    kept.store.settings.remember('connection.organization.profile:audit', 'o-nowhere000')
    expect(code()).toBe('nothing-to-report')
  })

  test('is none in a folder without databases, which stays as it is; without a record it is without a journal', () => {
    const empty = join(kept.folder, 'empty')
    expect(openEvidence(empty, null)).toMatchObject({ error: { code: 'nothing-to-report' } })
    expect(existsSync(empty)).toBe(false)
    kept.leave()
    for (const suffix of ['', '-wal', '-shm']) {
      rmSync(join(kept.folder, `record.db${suffix}`), { force: true })
    }
    const { evidence, close } = opened()
    expect([[...evidence.journal()], evidence.cases, evidence.checkpoints]).toEqual([[], [], []])
    close()
    kept = keepJournal(kept.folder)
  })
})
