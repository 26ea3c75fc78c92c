import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, test } from 'vitest'
import type { OrganizationId } from '../../shared/domain/accounts.ts'
import { everyAccount } from '../../shared/domain/account-query.ts'
import { expectedPosture, required, startTrial, type Trial } from '../testing/trial.ts'

const commandLine = fileURLToPath(new URL('../../cli/index.ts', import.meta.url))

let trial: Trial
afterEach(() => trial.close())

test.each([300, 700, 1300])(
  'an audit killed after about %i ms of work is found interrupted, and resumed to the truth',
  async (afterMs) => {
    trial = await startTrial({
      accounts: 90,
      seed: 31,
      faults: [{ latencyMs: 70, probability: 1 }],
    })
    // The process that is killed has the data folder to itself.
    await trial.workstation.close()
    const audit = spawn(
      process.execPath,
      [commandLine, 'audit', '--endpoint-url', trial.endpoint, '--format', 'json'],
      {
        env: { ...trial.environment, ROOTKEEP_HOME: trial.home },
        stdio: 'ignore',
      },
    )
    await until(async () => (await assumed()).length > 0)
    await wait(afterMs)
    audit.kill('SIGKILL')
    await new Promise((resolve) => audit.once('exit', resolve))

    const workstation = await trial.reopen()
    required(await trial.connect())
    const organizationId = workstation.session.organizationId() as OrganizationId
    const [run] = workstation.store.runs.page(organizationId, 0, 1).runs
    expect(run?.state).toBe('interrupted')
    const kept = workstation.store.observations.settledIn(organizationId, run?.id ?? '')
    const before = (await assumed()).length

    required(workstation.audits.resume(run?.id ?? ''))
    const ended = await workstation.audits.activeRun()?.finished
    expect(ended?.state).toBe('completed')
    expect(ended?.id).toBe(run?.id)

    const after = (await assumed()).slice(before)
    expect(after.filter((id) => id !== null && kept.has(id as never))).toEqual([])
    const truth = await trial.truth()
    const rows = workstation.store.accountTable.page(
      organizationId,
      everyAccount,
      { key: 'id', descending: false },
      0,
      500,
    ).rows
    expect(rows.map((row) => `${row.id} ${row.posture}`)).toEqual(
      truth.accounts
        .toSorted((a, b) => a.id.localeCompare(b.id))
        .map(
          (account) =>
            `${account.id} ${expectedPosture(account, truth.organization.managementAccountId)}`,
        ),
    )
  },
  60_000,
)

/** The targets of every AssumeRoot so far, in order. */
async function assumed(): Promise<(string | null)[]> {
  return (await trial.requests())
    .filter((request) => request.operation === 'AssumeRoot')
    .map((request) => request.targetAccountId)
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 20_000
  while (!(await condition())) {
    if (Date.now() > end) throw new Error('it did not happen in time')
    await wait(30)
  }
}
