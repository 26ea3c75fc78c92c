import { chainedEntry, emptyChain, headOf } from '../../journal/chain.ts'
import type { AccountId, AccountState, OrganizationId } from '../../../shared/domain/accounts.ts'
import type { BreakGlassCase } from '../../../shared/domain/cases.ts'
import type { RootCredentials } from '../../../shared/domain/credentials.ts'
import { hasAny } from '../../../shared/domain/credentials.ts'
import type { AccountEvidence, Evidence, RunRecord } from '../../../shared/domain/evidence.ts'
import type { Exemption } from '../../../shared/domain/exemptions.ts'
import { failureOf } from '../../../shared/domain/failure-catalogue.ts'
import type { FailureCode } from '../../../shared/domain/failure.ts'
import { findingsOf } from '../../../shared/domain/findings.ts'
import type { JournalDraft, JournalEntry } from '../../../shared/domain/journal.ts'
import type { LedgerEntry } from '../../../shared/domain/ledger.ts'
import { completenessOf, isAuditable, type Posture } from '../../../shared/domain/posture.ts'

/** The instant after everything in a sample. */
export const sampleNow = '2026-11-22T12:00:00.000Z'

export type SampleOptions = {
  /** The management account included. */
  readonly accounts: number
  /** Same options: same evidence. */
  readonly seed: number
  /** Names with quotes, commas, line breaks, right-to-left text, emoji and what a spreadsheet would run. */
  readonly hostileNames?: boolean
}

const organizationId = 'o-exampleorgid' as OrganizationId
const operator = 'arn:aws:sts::100000000000:assumed-role/SecurityOperator/kim'
const units = [
  { id: 'r-exam', name: 'Root', parentId: null },
  { id: 'ou-exam-security', name: 'Security', parentId: 'r-exam' },
  { id: 'ou-exam-workloads', name: 'Workloads', parentId: 'r-exam' },
  { id: 'ou-exam-prod', name: 'Prod', parentId: 'ou-exam-workloads' },
  { id: 'ou-exam-test', name: 'Test', parentId: 'ou-exam-workloads' },
  { id: 'ou-exam-sandbox', name: 'Sandbox', parentId: 'r-exam' },
] as const
const unitPaths = ['', 'Security', 'Workloads', 'Workloads / Prod', 'Workloads / Test', 'Sandbox']
const hostile = [
  "=cmd|' /C calc'!A0",
  'Payments "EU", prod',
  'two\nlines',
  '@SUM(1+1)',
  '+49-invoices',
  '-minus',
  'שלום עולם',
  'مرحبا \u202Egnp.exe',
  '🚀 rocket 👩‍👩‍👧',
  '<script>alert(1)</script>',
  '| pipe | `code` [link](javascript:1)',
  'tab\tand\rreturn',
  "O'Brien & Søns; DROP TABLE",
  'ﷺ'.repeat(20),
]

/** Days before `sampleNow`, at the hour of the daily audit. */
const daysAgo = (days: number, minutes = 0) =>
  new Date(Date.parse(sampleNow) - days * 86_400_000 + minutes * 60_000 - 3_600_000).toISOString()

/** A plausible organization, ten days of daily audits, a break-glass case and a deletion: evidence without a database. */
export function sampleEvidence({ accounts, seed, hostileNames = false }: SampleOptions): Evidence {
  const known = Array.from({ length: accounts }, (_, number) =>
    sampleAccount(number, randomFrom(seed * 1_000_003 + number), hostileNames),
  )
  const runs = sampleRuns(known)
  const journal = sampleJournal(known)
  const calls = sampleCalls(known)
  return {
    organization: {
      organization: {
        id: organizationId,
        managementAccountId: idOf(0),
        featureSet: 'ALL',
        features: ['RootCredentialsManagement', 'RootSessions'],
        trustedAccess: true,
        describedAt: daysAgo(0, -5),
      },
      past: [
        {
          featureSet: 'ALL',
          features: ['RootCredentialsManagement'],
          trustedAccess: true,
          describedAt: daysAgo(6, -5),
          until: daysAgo(5, -5),
        },
      ],
      listedAt: daysAgo(0, 1),
      units: [...units],
      attestations: [
        {
          id: 'attestation-1',
          by: 'Ada Lovelace',
          statement: 'Checked in the console with the keeper of the hardware token.',
          passwordPresent: true,
          mfaEnabled: true,
          accessKeysPresent: false,
          attestedAt: daysAgo(8),
        },
      ],
      freshnessDays: 7,
    },
    runs,
    cases: known.length > 1 ? [sampleCase(known)] : [],
    checkpoints: [],
    accounts: () => known,
    calls: () => calls,
    journal: () => journal.map((entry) => ({ entry })),
  }
}

function sampleAccount(
  number: number,
  random: () => number,
  hostileNames: boolean,
): AccountEvidence {
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T
  const unit = number === 0 ? 0 : Math.floor(random() * units.length)
  const id = idOf(number)
  const plain = `${pick(['payments', 'ledger', 'search', 'mobile', 'data', 'tools'])}-${pick(['prod', 'test', 'dev'])}-${number}`
  const joinedLate = number > 0 && random() < 0.02
  const left = number > 0 && !joinedLate && random() < 0.01
  const state: AccountState =
    number > 0 && random() < 0.03 ? pick(['SUSPENDED', 'PENDING_CLOSURE', 'CLOSED']) : 'ACTIVE'
  const account: AccountEvidence['account'] = {
    id,
    name: hostileNames ? (hostile[number % hostile.length] ?? plain) : plain,
    email: `aws+${number}@example.com`,
    state,
    path: `${organizationId}/r-exam/${id}/`,
    parentId: units[unit]?.id ?? 'r-exam',
    isManagement: number === 0,
    isDelegatedAdministrator: number === 1,
    joinedMethod: number === 0 ? null : pick(['CREATED', 'INVITED']),
    joinedAt: daysAgo(200 + Math.floor(random() * 900)),
    firstSeenAt: daysAgo(joinedLate ? 3 : 10),
    lastSeenAt: daysAgo(left ? 2 : 0),
    leftAt: left ? daysAgo(1) : null,
  }
  const tags = [{ key: 'CostCenter', value: String(100 + Math.floor(random() * 5)) }]
  const looks = isAuditable(state) && number > 0
  const failing = looks && random() < 0.04
  const old = looks && !failing && random() < 0.02
  const changes: AccountEvidence['changes'] = []
  if (joinedLate) changes.push(changeOf(account.firstSeenAt, 'joined'))
  if (account.leftAt !== null) changes.push(changeOf(account.leftAt, 'left'))
  const observations = looks
    ? sampleObservations(account, random, old || failing ? 8 : left ? 2 : 0, changes)
    : []
  const failures: AccountEvidence['failures'] = []
  if (failing) {
    const code: FailureCode = pick(['denied-by-scp', 'assume-root-denied', 'throttled'])
    const failure = failureOf(code, { awsCode: 'AccessDenied', requestId: `request-${id}` })
    const firstAt = daysAgo(joinedLate ? 2 : 4, 3)
    failures.push({ firstAt, lastAt: daysAgo(0, 3), runId: 'run-4', failure })
    if (observations.length > 0) changes.push(changeOf(firstAt, 'became-unknown'))
  }
  return {
    account,
    unitPath: unitPaths[unit] ?? '',
    tags: random() < 0.5 ? tags : null,
    past:
      number > 0 && random() < 0.02
        ? [{ ...pastOf(account), name: `${plain} (old)`, until: daysAgo(3) }]
        : [],
    observations,
    failures,
    changes: changes.toSorted((a, b) => (a.at < b.at ? -1 : 1)),
    exemptions:
      hasAnyNow(observations) && random() < 0.2 ? [sampleExemption(id, observations, random)] : [],
  }
}

function pastOf({
  name,
  email,
  state,
  path,
  parentId,
  isManagement,
  isDelegatedAdministrator,
}: AccountEvidence['account']) {
  return {
    name,
    email,
    state,
    path,
    parentId,
    isManagement,
    isDelegatedAdministrator,
    leftAt: null,
  }
}

/** One span, or two where something changed in between. */
function sampleObservations(
  { id, firstSeenAt }: AccountEvidence['account'],
  random: () => number,
  lastDay: number,
  changes: AccountEvidence['changes'],
): AccountEvidence['observations'] {
  const first = firstSeenAt > daysAgo(4) ? 3 : 10
  const last = Math.min(lastDay, first)
  const now = sampleCredentials(id, random)
  const turn = first - last > 4 && random() < 0.1 ? last + 2 : null
  const spanOf = (from: number, to: number, credentials: RootCredentials) => ({
    firstSeenAt: daysAgo(from, 3),
    lastSeenAt: daysAgo(to, 3),
    runId: `run-${from}`,
    credentials,
  })
  if (turn === null) return [spanOf(first, last, now)]
  const before = sampleCredentials(id, random)
  const kindsOf = (credentials: RootCredentials) => findingsOf(credentials).map(({ kind }) => kind)
  for (const kind of kindsOf(now)) {
    if (!kindsOf(before).includes(kind)) {
      changes.push({ ...changeOf(daysAgo(turn, 3), 'appeared'), finding: kind })
    }
  }
  for (const kind of kindsOf(before)) {
    if (!kindsOf(now).includes(kind)) {
      changes.push({ ...changeOf(daysAgo(turn, 3), 'fixed'), finding: kind })
    }
  }
  return [spanOf(first, turn + 1, before), spanOf(turn, last, now)]
}

function sampleCredentials(id: AccountId, random: () => number): RootCredentials {
  const chance = (part: number) => random() < part
  const holds = chance(0.33)
  const present = {
    password: holds && chance(0.7),
    accessKeys: holds && chance(0.4),
    mfaDevices: holds && chance(0.5),
    signingCertificates: holds && chance(0.05),
  }
  if (!hasAny(present)) return { present, details: null, detailsMissing: false }
  if (chance(0.03)) return { present, details: null, detailsMissing: true }
  const created = () => daysAgo(100 + Math.floor(random() * 2000))
  const used = () => (chance(0.6) ? daysAgo(11 + Math.floor(random() * 400)) : null)
  const keyUse = () => {
    const at = used()
    return at === null ? null : { at, service: 's3', region: 'eu-central-1' }
  }
  return {
    present,
    details: {
      userCreatedAt: created(),
      passwordCreatedAt: present.password ? created() : null,
      passwordLastUsed: present.password ? used() : null,
      accessKeys: present.accessKeys
        ? ['A', 'B'].slice(0, chance(0.8) ? 1 : 2).map((letter) => ({
            id: `AKIA${letter}${id}EXA`,
            status: chance(0.8) ? 'Active' : 'Inactive',
            createdAt: created(),
            lastUsed: keyUse(),
          }))
        : [],
      mfaDevices: present.mfaDevices
        ? [
            {
              serialNumber: chance(0.7)
                ? `arn:aws:iam::${id}:mfa/root-account-mfa-device`
                : `arn:aws:iam::${id}:u2f/root/key-EXAMPLE`,
              enabledAt: created(),
            },
          ]
        : [],
      signingCertificates: present.signingCertificates
        ? [{ id: `CERT${id}EXAMPLE`, status: 'Active', uploadedAt: created() }]
        : [],
    },
    detailsMissing: false,
  }
}

function hasAnyNow(observations: AccountEvidence['observations']): boolean {
  const now = observations.at(-1)
  return now !== undefined && hasAny(now.credentials.present)
}

function sampleExemption(
  accountId: AccountId,
  observations: AccountEvidence['observations'],
  random: () => number,
): Exemption {
  const now = observations.at(-1)
  const ended = random() < 0.3
  return {
    id: `exemption-${accountId}`,
    accountId,
    kinds: now ? findingsOf(now.credentials).map(({ kind }) => kind) : [],
    owner: 'Grace Hopper',
    reason: 'Held until the billing contract ends, "as agreed".',
    ticket: 'SEC-4711',
    createdAt: daysAgo(9),
    expiresAt: ended ? daysAgo(2) : daysAgo(-30),
    revokedAt: !ended && random() < 0.1 ? daysAgo(1) : null,
  }
}

function changeOf(
  at: string,
  kind: AccountEvidence['changes'][number]['kind'],
): AccountEvidence['changes'][number] {
  return { at, runId: 'run-sample', kind, finding: null }
}

/** A daily run over the organization, with plausible counts. */
function sampleRuns(known: readonly AccountEvidence[]): RunRecord[] {
  return Array.from({ length: 11 }, (_, index) => 10 - index).map((day) => {
    const holding = known.filter(({ observations }) => hasAnyNow(observations)).length + day
    const postures: Record<Posture, number> = {
      'non-compliant': Math.min(holding, known.length),
      unknown: day,
      stale: 0,
      exempt: 0,
      compliant: Math.max(0, known.length - holding - day - 1),
      'not-applicable': 1,
    }
    return {
      id: `run-${day}`,
      organizationId,
      state: 'completed',
      scope: { kind: 'organization' },
      deep: false,
      startedAt: daysAgo(day),
      endedAt: daysAgo(day, 6),
      callerArn: operator,
      completeness: completenessOf(postures),
      nonCompliant: postures['non-compliant'],
      calls: { 'sts:AssumeRoot': { calls: known.length, throttled: 2, failed: 1 } },
      failure: null,
      postures,
    }
  })
}

function sampleCase(known: readonly AccountEvidence[]): BreakGlassCase {
  return {
    id: 'case-1',
    organizationId,
    scenario: 'locked-out-account',
    reason: 'The last administrator of the account is gone.',
    ticket: 'SEC-4712',
    openedAt: daysAgo(1),
    openedBy: 'Kim',
    until: daysAgo(-1),
    state: 'open',
    closedAt: null,
    outcome: null,
    reopened: [
      {
        accountId: known[1]?.account.id ?? idOf(1),
        accountName: known[1]?.account.name ?? '',
        procedureId: 'procedure-2',
        reopenedAt: daysAgo(1, 10),
        steps: [{ step: 'mailbox-owner-ready', by: 'Kim', at: daysAgo(1, 12) }],
        closedAt: null,
        closedByProcedureId: null,
      },
    ],
    procedureIds: ['procedure-2'],
  }
}

/** A deletion with one call that failed and one in doubt, and the opening of a case: a chain that holds. */
function sampleJournal(known: readonly AccountEvidence[]): JournalEntry[] {
  const entries: JournalEntry[] = []
  const add = (
    at: string,
    draft: Pick<JournalDraft, 'kind' | 'detail'> & Partial<JournalDraft>,
  ): number => {
    const head = headOf(entries.at(-1) ?? null)
    const entry = chainedEntry(
      {
        organizationId,
        accountId: null,
        procedureId: null,
        caseId: null,
        actor: operator,
        ...draft,
      },
      at,
      head.count === 0 ? emptyChain : head,
    )
    entries.push(entry)
    return entry.sequence
  }
  add(daysAgo(10, -10), {
    kind: 'journal-begun',
    detail: { reason: 'new' },
    organizationId: null,
    actor: 'rootkeep',
  })
  const holding = known.filter(({ observations }) => hasAnyNow(observations)).slice(0, 3)
  holding.forEach(({ account }, index) => {
    const heading = { accountId: account.id, procedureId: 'procedure-1' }
    const minute = 30 + index * 2
    const call = 'iam:DeleteLoginProfile'
    const intent = add(daysAgo(2, minute), {
      ...heading,
      kind: 'call-intent',
      detail: { itemId: 'password', call, arguments: {}, accessKeyId: 'ASIAEXAMPLE' },
    })
    if (index === 2) return
    const state = index === 0 ? 'done' : 'failed'
    add(daysAgo(2, minute + 1), {
      ...heading,
      kind: 'call-result',
      detail: {
        intent,
        itemId: 'password',
        call,
        state,
        requestId: `delete-${account.id}`,
        awsCode: state === 'failed' ? 'AccessDenied' : null,
        code: state === 'failed' ? 'denied-by-scp' : null,
        accessKeyId: 'ASIAEXAMPLE',
      },
    })
  })
  if (known.length > 1) {
    add(daysAgo(1), {
      kind: 'case-opened',
      caseId: 'case-1',
      detail: {
        scenario: 'locked-out-account',
        reason: 'The last administrator of the account is gone.',
        ticket: 'SEC-4712',
        until: daysAgo(-1),
      },
    })
  }
  return entries
}

/** The calls of the newest run, one for each account that it looked at. */
function sampleCalls(known: readonly AccountEvidence[]): LedgerEntry[] {
  return known
    .filter(({ account }) => !account.isManagement && isAuditable(account.state))
    .map(({ account }, index) => ({
      at: daysAgo(0, 3),
      service: 'sts',
      operation: 'AssumeRoot',
      accountId: account.id,
      region: 'us-east-1',
      requestId: `request-${account.id}`,
      status: 200,
      errorCode: null,
      durationMs: 40 + (index % 17),
      attempt: 1,
    }))
}

function idOf(number: number): AccountId {
  return String(100_000_000_000 + number) as AccountId
}

/** Uniform in [0, 1), the same for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
