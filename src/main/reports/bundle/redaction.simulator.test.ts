import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { everyAccount } from '../../../shared/domain/account-query.ts'
import type { Evidence } from '../../../shared/domain/evidence.ts'
import { failureCatalogue } from '../../../shared/domain/failure-catalogue.ts'
import { credentialKinds } from '../../../shared/domain/procedures.ts'
import type { Report, ReportQuestion } from '../../../shared/domain/reports.ts'
import {
  forNothing,
  ran,
  reachable,
  startProcedures,
  type ProcedureTrial,
} from '../../procedures/testing/procedure-trial.ts'
import { required } from '../../testing/trial.ts'
import { openEvidence, type OpenEvidence } from '../evidence/evidence-reader.ts'
import { reportOf } from '../model/report-model.ts'
import { redacted, redactedQuestion } from './redaction.ts'
import { redactionKey } from './redaction-key.ts'
import {
  sampleFiles,
  sampleOrder,
  textFormats,
  unpacked,
  type Unpacked,
} from './testing/sample-bundle.ts'
import { sampleSigner } from './testing/sample-signer.ts'
import { verifyBundle } from './verification.ts'
import { writeBundle } from './bundle-writer.ts'

/** What people wrote here and there, and no bundle may repeat. */
const people = {
  owner: 'Margaret Hamilton',
  reason: 'Needed by the moon landing until spring',
  ticket: 'APOLLO-11',
  note: 'The mailbox owner is on vacation in Corfu',
  statement: 'Looked at it with Dorothy Vaughan',
  tag: 'Skunkworks',
} as const

let trial: ProcedureTrial
let folder = ''
let open: OpenEvidence
let secret: Uint8Array
let question: ReportQuestion
let files: Unpacked
const signer = sampleSigner('Jane Signer')

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rootkeep-redaction-'))
  trial = await startProcedures({ accounts: 24 })
  const { store, handlers } = trial.workstation
  const { organizationId } = await known()
  const holders = (await reachable(trial)).filter(({ root }) => root.accessKeys.length > 0)
  const [holder, emptied] = holders.map(({ id }) => id)
  if (!holder || !emptied) throw new Error('two accounts hold keys')
  await handlers.exemptions.add({
    accountId: holder,
    kinds: ['access-key', 'password', 'password-without-mfa'],
    owner: people.owner,
    reason: people.reason,
    ticket: people.ticket,
    expiresAt: '2031-01-01T00:00:00.000Z',
  })
  await handlers.attestations.add({
    by: people.owner,
    statement: people.statement,
    passwordPresent: true,
    mfaEnabled: true,
    accessKeysPresent: false,
  })
  store.inventory.saveTags(
    organizationId,
    holder,
    [{ key: people.tag, value: `${people.tag} value` }],
    new Date().toISOString(),
  )
  const opened = required(
    await handlers.cases.open({
      scenario: 'incident-response',
      reason: people.reason,
      ticket: people.ticket,
      minutes: 60,
    }),
  )
  await handlers.cases.note({ caseId: opened.id, text: people.note })
  const ended = await ran(trial, {
    ...forNothing,
    kind: 'delete-root-credentials',
    scope: { kind: 'accounts', accountIds: [emptied] },
    credentials: [...credentialKinds],
    caseId: opened.id,
  })
  if (ended.state !== 'completed') throw new Error('the deletion ran to its end')
  await trial.audit()

  store.ledger.flush()
  open = required(openEvidence(trial.home, null))
  secret = redactionKey(store)
  const at = new Date(Date.now() + 1000 * 86_400 * 2).toISOString()
  question = { at, since: '2020-01-01T00:00:00.000Z', scope: everyAccount }
  files = await sampleFiles(bundleOf(open.evidence, join(folder, 'redacted.zip')))
}, 60_000)
afterAll(async () => {
  open.close()
  rmSync(folder, { recursive: true, force: true })
  await trial.close()
})

async function known() {
  const { organization, accounts } = await trial.truth()
  return { organizationId: organization.id as OpenEvidence['organizationId'], accounts }
}

function bundleOf(evidence: Evidence, path: string) {
  return sampleOrder(folder, {
    path,
    evidence: redacted(evidence, secret),
    question,
    redacted: true,
    signer,
    formats: textFormats,
  })
}

/** Every text in a value, however deep. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(textsIn)
}

const sentences = new Set(textsIn(failureCatalogue))

/** Names of units and of a statement that reports say as well: "AWS Security Hub", a State, "Read on" a day. */
const wordsOfReports: ReadonlySet<string> = new Set(['Read', 'Security', 'Suspended'])

/** What says nothing of whom it is about: instants, hashes, codes and IDs of calls, words of AWS and of ours. */
function isImpersonal(text: string): boolean {
  return (
    /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text) ||
    /^[0-9a-f]{64}$/.test(text) ||
    /^[a-z0-9]+:[A-Z]\w+$/.test(text) ||
    /^(?!A[KS]IA)[A-Z_]{2,}$|^[a-z]+(-[a-z]+)*$|^[a-z]{2}-[a-z]+-\d$/.test(text) ||
    ['Active', 'Inactive', 'Root', 'RootCredentialsManagement', 'RootSessions'].includes(text) ||
    /^.?$/s.test(text) ||
    sentences.has(text)
  )
}

/** All that must not be found: what stands in the evidence or in AWS itself and is about somebody. */
async function personal(): Promise<Set<string>> {
  const { evidence } = open
  const requestIds = new Set([...evidence.calls()].flatMap(({ requestId }) => requestId ?? []))
  const checkpoints = new Set(textsIn(evidence.checkpoints))
  const state = await trial.control('GET', 'state')
  const all = textsIn([
    state,
    evidence.organization,
    evidence.runs,
    evidence.cases,
    [...evidence.accounts()],
    [...evidence.calls()].map(({ accountId }) => accountId),
    [...evidence.journal()],
    Object.values(people),
  ])
  return new Set(
    all.flatMap((text) =>
      !isImpersonal(text) && !requestIds.has(text) && !checkpoints.has(text)
        ? [text, ...(text.match(/\d{12}|A[KS]IA[A-Z0-9]{16}|[\w.+-]+@[\w.-]+/g) ?? [])]
        : [],
    ),
  )
}

test('nothing that names or identifies anybody is in any file of a redacted bundle', async () => {
  const hidden = await personal()
  const { accounts, organizationId } = await known()
  // What is looked for is truly looked for.
  for (const { id, name, email, root, buckets, queues } of accounts) {
    const items = [
      ...root.accessKeys.map((key) => key.id),
      ...root.mfaDevices.map((device) => device.serialNumber),
      ...root.signingCertificates.map((certificate) => certificate.id),
      ...[...buckets, ...queues].map((resource) => resource.name),
    ]
    for (const text of [id, name, email, ...items]) expect(hidden).toContain(text)
  }
  for (const text of [organizationId, ...Object.values(people)]) expect(hidden).toContain(text)
  expect(hidden.size).toBeGreaterThan(150)

  const found: string[] = []
  for (const [path, bytes] of files) {
    const content = Buffer.from(bytes).toString('utf8')
    for (const text of hidden) {
      const ours = wordsOfReports.has(text) && !path.startsWith('evidence/')
      if (content.includes(text) && !ours) found.push(`${path}: ${text}`)
    }
  }
  expect(found).toEqual([])
  const manifest = Buffer.from(files.get('manifest.json') ?? '').toString('utf8')
  expect(manifest).toContain('Jane Signer')
})

test('a redacted bundle is verified like any other', async () => {
  const verification = await verifyBundle(join(folder, 'redacted.zip'), {
    trusted: [{ publicKey: signer.publicKey, knownAs: 'Jane' }],
    toolVersion: '1.2.3',
    at: question.at,
  })
  expect(verification.checks.filter(({ state }) => state !== 'fits')).toEqual([])
  expect(verification.verdict).toBe('verified')
})

/** What a report counts, without whom. */
function numbersOf(report: Report) {
  const { completeness, postures, findings, holding, notApplicable, controls, trend } = report
  const { changes, actions, openCases, exemptions, runs, scope, unknownReasons } = report
  return {
    completeness,
    postures,
    findings,
    holding,
    notApplicable,
    controls,
    runs: runs.length,
    scope: [scope.accounts, scope.members],
    trend: trend.map((point) => ({ ...point, runId: null })),
    unknown: unknownReasons,
    changes: changes?.map(({ at, kind, finding }) => `${at} ${kind} ${finding}`).toSorted(),
    actions: actions?.map(({ at, call, outcome, requestId }) => [at, call, outcome, requestId]),
    cases: openCases.map(({ openedAt, until, reopened }) => [openedAt, until, reopened.length]),
    exemptions: exemptions.map(({ kinds, state, expiresAt }) => [kinds, state, expiresAt]),
    accounts: report.accounts
      .map(({ posture, exposure, oldestAt, findings }) =>
        JSON.stringify([posture, exposure, oldestAt, findings.map(({ kind }) => kind)]),
      )
      .toSorted(),
  }
}

test('a redacted report counts, dates and judges the same', () => {
  const context = { toolVersion: '1.2.3', redacted: true }
  const plain = reportOf(open.evidence, question, context)
  const hidden = reportOf(redacted(open.evidence, secret), question, context)
  expect(plain.actions?.length).toBeGreaterThan(2)
  expect(plain.openCases).toHaveLength(1)
  expect(plain.exemptions).toHaveLength(1)
  expect(numbersOf(hidden)).toEqual(numbersOf(plain))
})

test('a scope by unit or tag means the same accounts; words cannot be searched for', () => {
  const parents = [...open.evidence.accounts()].map(({ account }) => account.parentId)
  const unitId = parents.find((id) => id.startsWith('ou-')) ?? ''
  const context = { toolVersion: '1.2.3', redacted: true }
  const hidden = redacted(open.evidence, secret)
  for (const narrow of [
    { unitId },
    { tag: people.tag },
    { tag: `${people.tag.toLowerCase()}=${people.tag} VALUE` },
  ]) {
    const asked = { ...question, scope: { ...everyAccount, ...narrow } }
    const plain = reportOf(open.evidence, asked, context)
    expect(plain.accounts.length).toBeGreaterThan(0)
    const same = reportOf(hidden, required(redactedQuestion(asked, secret)), context)
    expect(numbersOf(same)).toEqual(numbersOf(plain))
  }
  const searching = { ...question, scope: { ...everyAccount, search: 'payments' } }
  expect(redactedQuestion(searching, secret)).toMatchObject({
    ok: false,
    error: { code: 'invalid-input' },
  })
})

test('one account has one pseudonym in every bundle of a workstation, and another elsewhere', async () => {
  const later = join(folder, 'later.zip')
  await writeBundle(bundleOf(open.evidence, later))
  const again = await unpacked(later)
  const path = 'evidence/accounts.jsonl'
  expect(again.get(path)).toEqual(files.get(path))
  const idsOf = (evidence: Evidence) => [...evidence.accounts()].map(({ account }) => account.id)
  const ids = idsOf(redacted(open.evidence, secret))
  expect(ids).toEqual(ids.toSorted())
  expect(new Set(ids).size).toBe([...open.evidence.accounts()].length)
  const elsewhere = new Set(idsOf(redacted(open.evidence, Buffer.alloc(32, 9))))
  expect(ids.filter((id) => elsewhere.has(id))).toEqual([])
})

test('the secret is made once, and is in no bundle', () => {
  expect(secret).toHaveLength(32)
  expect(redactionKey(trial.workstation.store)).toEqual(secret)
  for (const [, bytes] of files) {
    const content = Buffer.from(bytes)
    expect(content.includes(Buffer.from(secret))).toBe(false)
    expect(content.includes(Buffer.from(secret).toString('base64'))).toBe(false)
    expect(content.includes(Buffer.from(secret).toString('hex'))).toBe(false)
  }
})
