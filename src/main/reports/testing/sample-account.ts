import type { AccountId, AccountState } from '../../../shared/domain/accounts.ts'
import { hasAny, type RootCredentials } from '../../../shared/domain/credentials.ts'
import type { AccountEvidence } from '../../../shared/domain/evidence.ts'
import type { Exemption } from '../../../shared/domain/exemptions.ts'
import { failureOf } from '../../../shared/domain/failure-catalogue.ts'
import type { FailureCode } from '../../../shared/domain/failure.ts'
import { findingsOf } from '../../../shared/domain/findings.ts'
import { isAuditable } from '../../../shared/domain/posture.ts'
import { daysAgo, hasAnyNow, idOf, organizationId, unitPaths, units } from './sample-setting.ts'

/** Names that break what takes them for its own. */
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

/** One account with ten days of looks, or what kept them from seeing anything. */
export function sampleAccount(
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
