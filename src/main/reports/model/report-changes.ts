import type { Instant } from '../../../shared/domain/accounts.ts'
import type { AccountEvidence } from '../../../shared/domain/evidence.ts'
import { findingsOf, type Finding, type FindingKind } from '../../../shared/domain/findings.ts'
import { isJudged, type Observation } from '../../../shared/domain/posture.ts'
import type { ReportChange } from '../../../shared/domain/reports.ts'
import type { JudgedAccount } from './judged-account.ts'

type Period = { readonly since: Instant; readonly at: Instant }
type ChangeOf = Pick<ReportChange, 'at' | 'kind' | 'finding' | 'items'>

/**
 * What became different on one account in the period: the net effect, so that what came and went in between is not told.
 *
 * @param before the account at the beginning of the period, `after` at its end; null where it was not known then.
 */
export function accountChanges(
  evidence: AccountEvidence,
  before: JudgedAccount | null,
  after: JudgedAccount,
  period: Period,
): ReportChange[] {
  const { account } = after
  return [
    ...membershipChanges(evidence, before, after, period),
    ...knowledgeChanges(evidence, before, after, period),
    ...(account.isManagement ? [] : findingChanges(evidence.observations, period)),
  ].map(({ at, kind, finding, items }) => ({
    at,
    accountId: account.id,
    accountName: account.name,
    kind,
    finding,
    items,
  }))
}

/** Oldest first; what was noticed together in the order of account IDs. */
export function byTime(a: ReportChange, b: ReportChange): number {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1
  if (a.accountId === b.accountId) return 0
  return a.accountId < b.accountId ? -1 : 1
}

/** Whoever was in the first listing has not joined: only a later listing can tell. */
function membershipChanges(
  evidence: AccountEvidence,
  before: JudgedAccount | null,
  after: JudgedAccount,
  period: Period,
): ChangeOf[] {
  const wasMember = before?.isMember === true
  const { leftAt } = after.account
  if (wasMember && leftAt !== null) return [simple('left', leftAt)]
  const joined = wasMember || !after.isMember ? null : noted(evidence, 'joined', period)
  return joined === null ? [] : [simple('joined', joined)]
}

function knowledgeChanges(
  evidence: AccountEvidence,
  before: JudgedAccount | null,
  after: JudgedAccount,
  period: Period,
): ChangeOf[] {
  const wasUnknown = before?.posture === 'unknown'
  if (after.posture === 'unknown' && after.failedAttempt && before?.observation && !wasUnknown) {
    const at = noted(evidence, 'became-unknown', period) ?? after.failedAttempt.at
    return [simple('became-unknown', at)]
  }
  if (wasUnknown && before.failedAttempt && after.observation && isJudged(after.posture)) {
    // The first success of all is not noted: there was nothing to be known again.
    const first = evidence.observations.find(({ firstSeenAt }) => firstSeenAt > period.since)
    const at = noted(evidence, 'known-again', period) ?? first?.firstSeenAt
    return at === undefined ? [] : [simple('known-again', at)]
  }
  return []
}

function simple(kind: ReportChange['kind'], at: Instant): ChangeOf {
  return { at, kind, finding: null, items: [] }
}

/** When a change of this kind was last noted in the period. */
function noted(
  { changes }: AccountEvidence,
  kind: 'joined' | 'became-unknown' | 'known-again',
  { since, at }: Period,
): Instant | null {
  return (
    changes.findLast((change) => change.kind === kind && since < change.at && change.at <= at)
      ?.at ?? null
  )
}

function findingChanges(observations: readonly Observation[], { since, at }: Period): ChangeOf[] {
  const last = observations.findLastIndex(({ firstSeenAt }) => firstSeenAt <= at)
  const first = observations.findLastIndex(({ firstSeenAt }) => firstSeenAt <= since)
  if (last <= first) return []
  const looks = observations.slice(0, last + 1).map(lookOf)
  const now = looks[last]?.findings ?? []
  const then = looks[first]?.findings ?? []
  return [
    ...now.flatMap((finding) => {
      const old = then.find(({ kind }) => kind === finding.kind)
      return old ? itemChanges(looks, first, old, finding) : [appeared(looks, first, finding)]
    }),
    ...then
      .filter((finding) => !now.some(({ kind }) => kind === finding.kind))
      .map((finding) => fixed(looks, finding.kind)),
  ]
}

type LookOf = {
  readonly at: Instant
  readonly findings: readonly Finding[]
  /** False where it is known that something is there, and not what. */
  readonly itemized: boolean
}

function lookOf({ firstSeenAt, credentials }: Observation): LookOf {
  return {
    at: firstSeenAt,
    findings: findingsOf(credentials),
    itemized: credentials.details !== null,
  }
}

function appeared(looks: readonly LookOf[], first: number, finding: Finding): ChangeOf {
  const { kind, items } = finding
  const wasThere = looks.slice(0, first + 1).some((look) => has(look, kind))
  const { at } = beginning(looks, (look) => has(look, kind))
  return { at, kind: wasThere ? 'reappeared' : 'new', finding: kind, items }
}

function fixed(looks: readonly LookOf[], kind: FindingKind): ChangeOf {
  const { at, index } = beginning(looks, (look) => !has(look, kind))
  return { at, kind: 'fixed', finding: kind, items: itemsOf(looks[index - 1], kind) }
}

/** The items that came and went while their finding remained. Where either look could not name them, nothing is said. */
function itemChanges(
  looks: readonly LookOf[],
  first: number,
  before: Finding,
  after: Finding,
): ChangeOf[] {
  if (!looks[first]?.itemized || !looks.at(-1)?.itemized) return []
  const { kind } = after
  const gained = after.items.filter((item) => !before.items.includes(item))
  const lost = before.items.filter((item) => !after.items.includes(item))
  const earlier = new Set(looks.slice(0, first + 1).flatMap((look) => itemsOf(look, kind)))
  const changes: ChangeOf[] = []
  const tell = (told: ReportChange['kind'], items: string[], isSo: (look: LookOf) => boolean) => {
    if (items.length === 0) return
    changes.push({ at: beginning(looks, isSo).at, kind: told, finding: kind, items })
  }
  const holding = (items: string[]) => (look: LookOf) =>
    items.every((item) => itemsOf(look, kind).includes(item))
  const fresh = gained.filter((item) => !earlier.has(item))
  const again = gained.filter((item) => earlier.has(item))
  tell('new', fresh, holding(fresh))
  tell('reappeared', again, holding(again))
  tell(
    'removed',
    lost,
    (look) => look.itemized && !lost.some((item) => itemsOf(look, kind).includes(item)),
  )
  return changes
}

/** Where the looks in a row begin that end with the last one, and of which each is so. */
function beginning(
  looks: readonly LookOf[],
  isSo: (look: LookOf) => boolean,
): { at: Instant; index: number } {
  const index = looks.findLastIndex((look) => !isSo(look)) + 1
  return { at: looks[index]?.at ?? '', index }
}

function has({ findings }: LookOf, kind: FindingKind): boolean {
  return findings.some((finding) => finding.kind === kind)
}

function itemsOf(look: LookOf | undefined, kind: FindingKind): string[] {
  return look?.findings.find((finding) => finding.kind === kind)?.items ?? []
}
