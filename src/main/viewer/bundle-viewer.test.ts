import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { everyAccount, type AccountPageRequest } from '../../shared/domain/account-query.ts'
import type { AccountId } from '../../shared/domain/accounts.ts'
import type { QuestionDraft } from '../../shared/domain/report-jobs.ts'
import type { Outcome } from '../../shared/ipc/result.ts'
import {
  expectedPosture,
  required,
  startTrial,
  type Trial,
  type TrueAccount,
} from '../testing/trial.ts'
import type { Workstation } from '../workstation.ts'
import { auditorWith, closeAuditors, verified } from './testing/auditor.ts'

const everything: QuestionDraft = { at: null, since: null, scope: everyAccount }
const allRows: AccountPageRequest = {
  filter: everyAccount,
  sort: { key: 'id', descending: false },
  offset: 0,
  limit: 500,
}

/** Where bundles are, and the one that was made of an organization that was audited twice with changes in between. */
let folder: string
let trial: Trial
let path: string
/** What the workstation said of itself when the bundle was made. */
let said: Awaited<ReturnType<typeof looks>>
/** The file that the person chooses next. */
let chosen: string | null
let earlier: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rootkeep-viewer-'))
  trial = await startTrial({ accounts: 40, seed: 11 }, 'management', {
    services: {
      keyStore: { backend: 'test', seal: (text) => text, open: (sealed) => sealed },
      chooseSavePath: async (name) => join(folder, name),
      chooseFile: async () => chosen,
    },
  })
  const { handlers } = trial.workstation
  await trial.audit({ kind: 'organization' }, true)
  required(await handlers.identity.create({ name: 'Ada', passphrase: null }))
  earlier = await bundleOf(trial)
  await trial.pass(86_400_000)
  await change(trial)
  await trial.audit()
  required(
    await handlers.exemptions.add({
      accountId: (await worst(trial.workstation))?.id ?? expect.fail('somebody holds credentials'),
      kinds: ['access-key'],
      owner: 'Kim',
      reason: 'In use until the migration is over',
      ticket: 'SEC-1',
      expiresAt: new Date(Date.now() + 30 * 86_400_000).toISOString(),
    }),
  )
  required(
    await handlers.attestations.add({
      by: 'Kim',
      statement: 'Looked at the console',
      passwordPresent: true,
      mfaEnabled: true,
      accessKeysPresent: false,
    }),
  )
  said = await looks(trial.workstation)
  path = await bundleOf(trial)
}, 120_000)
afterAll(async () => {
  await trial.close()
  rmSync(folder, { recursive: true, force: true })
})

afterEach(closeAuditors)

/** Four members are not what they were: one is clean, one is not any more, one is suspended, one has left. */
async function change({ truth, control }: Trial): Promise<void> {
  const { accounts, organization } = await truth()
  const members = accounts.filter(
    (account) => expectedPosture(account, organization.managementAccountId) !== 'unknown',
  )
  const idOf = (fits: (account: TrueAccount) => boolean) =>
    members.find((account) => account.state === 'ACTIVE' && fits(account))?.id ?? expect.fail()
  const holding = idOf(({ root }) => root.accessKeys.length > 0)
  const clean = members.filter(
    (account) => expectedPosture(account, organization.managementAccountId) === 'compliant',
  )
  await control('PUT', `accounts/${holding}`, {
    root: { passwordPresent: false, accessKeys: [], mfaDevices: [], signingCertificates: [] },
  })
  await control('PUT', `accounts/${clean[0]?.id}`, { root: { passwordPresent: true } })
  await control('PUT', `accounts/${clean[1]?.id}`, { state: 'SUSPENDED' })
  await control('PUT', `accounts/${clean[2]?.id}`, { inOrganization: false })
}

async function bundleOf({ workstation }: Trial, question = everything): Promise<string> {
  const file = await workstation.handlers.reports.bundle({
    question,
    formats: ['html', 'csv'],
    paper: 'A4',
    redact: false,
  })
  return required(file)?.path ?? expect.fail('a place was named')
}

async function worst({ handlers }: Workstation) {
  return required(await handlers.overview.get(undefined)).worst[0]
}

async function viewing(file = path): Promise<Workstation> {
  chosen = file
  return await auditorWith(() => chosen)
}

/** Everything that the first two screens read, without what numbers the reading. */
async function looks({ handlers }: Workstation) {
  const { revision: _, ...overview } = required(await handlers.overview.get(undefined))
  const { rows, total } = required(await handlers.accounts.page(allRows))
  const details = []
  const calls = []
  for (const { id } of rows) {
    const detail = required(await handlers.accounts.detail({ accountId: id }))
    // When tags were read, and which run failed last for the same reason, is not in evidence.
    const { revision: _, tagsReadAt: __, failedAttempt, ...others } = detail
    details.push({ ...others, failure: failedAttempt?.failure })
    calls.push(required(await handlers.accounts.calls({ accountId: id, limit: 500 })))
  }
  return {
    overview: { ...overview, changes: overview.changes.toSorted(byWhatChanged) },
    rows,
    total,
    details,
    calls,
    ids: required(await handlers.accounts.ids({ filter: everyAccount, sort: allRows.sort })),
    facets: required(await handlers.accounts.facets({ filter: everyAccount })),
    units: required(await handlers.accounts.units(undefined)),
    exemptions: required(await handlers.exemptions.list(undefined)),
    runs: required(await handlers.runs.list({ offset: 0, limit: 50 })),
  }
}

function byWhatChanged(a: object, b: object): number {
  return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1
}

const codeOf = (outcome: Outcome<unknown>) => (outcome.ok ? 'ok' : outcome.error.code)

describe('a bundle that an auditor opens, with no connection and an empty data folder', () => {
  test('shows what the workstation showed that made it', async () => {
    const seen = await looks(await viewing())
    expect(said.overview.changes.map(({ kind }) => kind).toSorted()).toEqual(
      expect.arrayContaining(['appeared', 'fixed', 'left']),
    )
    for (const name of Object.keys(said) as (keyof typeof said)[]) {
      expect(seen[name], name).toEqual(said[name])
    }
  })

  test('is checked to the end behind the view: it fits, and nobody here vouches for who signed', async () => {
    const { manifest, verification } = await verified(await viewing())
    expect(manifest.signer.name).toBe('Ada')
    expect(verification?.checks.filter(({ state }) => state === 'differs')).toEqual([])
    expect(verification?.verdict).toBe('signer-unknown')
  })

  test('as of an instant before the second audit shows what was known then', async () => {
    const [first] = said.runs.runs.toReversed()
    const at = first?.endedAt ?? expect.fail('the first run has ended')
    const { handlers } = await viewing(await bundleOf(trial, { ...everything, at }))
    const then = required(await handlers.overview.get(undefined))
    expect(then.trend).toHaveLength(1)
    expect(then.postures).toMatchObject({ stale: 0, exempt: 0 })
    expect(required(await handlers.runs.list({ offset: 0, limit: 9 })).total).toBe(1)
    expect(required(await handlers.exemptions.list(undefined))).toEqual([])
    const [trendPoint] = then.trend
    expect(trendPoint?.nonCompliant).toBe(then.postures['non-compliant'])
  })

  test('keeps the settings of the window, and the freshness that it was judged by', async () => {
    const { handlers } = await viewing()
    required(await handlers.settings.update({ theme: 'dark' }))
    expect(required(await handlers.settings.get(undefined)).theme).toBe('dark')
    expect(codeOf(await handlers.settings.update({ freshnessDays: 30 }))).toBe('bundle-shown')
    expect(codeOf(await handlers.settings.update({ theme: 'light', protectedAccounts: [] }))).toBe(
      'bundle-shown',
    )
    expect(required(await handlers.settings.get(undefined)).freshnessDays).toBe(7)
  })

  test('gives the screen back when it is closed', async () => {
    const workstation = await viewing()
    const topics: string[] = []
    workstation.subscribe((channel, payload) => {
      if (channel === 'bundles.changed') topics.push(String(payload))
      if (channel === 'data.changed') topics.push(...(payload as { topics: string[] }).topics)
    })
    required(await workstation.handlers.bundles.close(undefined))
    expect(required(await workstation.handlers.bundles.viewed(undefined))).toBeNull()
    expect(codeOf(await workstation.handlers.overview.get(undefined))).toBe('nothing-connected')
    expect(topics).toEqual(expect.arrayContaining(['null', 'accounts', 'journal', 'settings']))
  })

  test('makes way for another one, and stays where none is chosen or the other cannot be read', async () => {
    const workstation = await viewing()
    const { handlers } = workstation
    chosen = null
    expect(required(await handlers.bundles.open(undefined))).toBeNull()
    chosen = join(folder, 'not-there.zip')
    expect(codeOf(await handlers.bundles.open(undefined))).toBe('bundle-unreadable')
    expect(required(await handlers.bundles.viewed(undefined))?.path).toBe(path)
    chosen = earlier
    required(await handlers.bundles.open(undefined))
    expect(required(await handlers.bundles.viewed(undefined))?.path).toBe(earlier)
    expect((await verified(workstation)).path).toBe(earlier)
  })

  test('is compared with another one of the same organization', async () => {
    const { handlers } = await viewing()
    chosen = earlier
    const comparison = required(await handlers.bundles.compare(undefined))
    expect(comparison?.before.question.at).toBe(
      comparison && [comparison.before, comparison.after].map((m) => m.question.at).toSorted()[0],
    )
    chosen = null
    expect(required(await handlers.bundles.compare(undefined))).toBeNull()
    await handlers.bundles.close(undefined)
    expect(codeOf(await handlers.bundles.compare(undefined))).toBe('not-found')
  })
})

test('a workstation that knows who signed says so, and its own session goes on behind the bundle', async () => {
  chosen = path
  const { handlers, session } = trial.workstation
  required(await handlers.bundles.open(undefined))
  try {
    const { verification } = await verified(trial.workstation)
    expect(verification).toMatchObject({ verdict: 'verified' })
    expect(verification?.knownAs).toContain('Ada')
    expect(required(await handlers.session.snapshot(undefined)).organization?.id).toBe(
      session.organizationId(),
    )
    // What is written behind it is not part of what is shown.
    const before = required(await handlers.overview.get(undefined))
    const run = await trial.audit({ kind: 'accounts', accountIds: [someAccount()] })
    expect(run.state).toBe('completed')
    const { revision: _, ...overview } = required(await handlers.overview.get(undefined))
    expect(before).toMatchObject(overview)
  } finally {
    required(await handlers.bundles.close(undefined))
  }
})

function someAccount(): AccountId {
  return said.rows.find(({ posture }) => posture === 'compliant')?.id ?? expect.fail('one is clean')
}
