import type { AccountEvidence, Evidence, RunRecord } from '../../../shared/domain/evidence.ts'
import type { LedgerEntry } from '../../../shared/domain/ledger.ts'
import { completenessOf, isAuditable, type Posture } from '../../../shared/domain/posture.ts'
import { createRandom } from '../../../simulator/random.ts'
import { sampleAccount } from './sample-account.ts'
import { castAccount } from './sample-cast.ts'
import { sampleCase, sampleJournal } from './sample-journal.ts'
import {
  daysAgo,
  hasAnyNow,
  idOf,
  operator,
  organizationId,
  sampleNow,
  units,
} from './sample-setting.ts'

export { sampleNow }

export type SampleOptions = {
  /** The management account included. */
  readonly accounts: number
  /** Same options: same evidence. */
  readonly seed: number
  /** Names with quotes, commas, line breaks, right-to-left text, emoji and what a spreadsheet would run. */
  readonly hostileNames?: boolean
}

/** A plausible organization, ten days of daily audits, a break-glass case and a deletion: evidence without a database. */
export function sampleEvidence({ accounts, seed, hostileNames = false }: SampleOptions): Evidence {
  const known = Array.from({ length: accounts }, (_, number) => {
    const { next } = createRandom(`${seed} ${number}`)
    return castAccount(number, sampleAccount(number, next, hostileNames))
  })
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
