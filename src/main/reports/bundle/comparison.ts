import type { AccountId } from '../../../shared/domain/accounts.ts'
import type { BundleComparison } from '../../../shared/domain/bundles.ts'
import type { Evidence } from '../../../shared/domain/evidence.ts'
import { failureOf } from '../../../shared/domain/failure-catalogue.ts'
import { judgingRules } from '../../../shared/domain/judging-rules.ts'
import type { Report, ReportQuestion } from '../../../shared/domain/reports.ts'
import { fail, succeed, type Outcome } from '../../../shared/ipc/result.ts'
import { canonicalJson } from '../../journal/canonical-json.ts'
import { paced } from '../pace.ts'
import { reportSteps } from '../model/report-model.ts'
import { kindOfChange, sideOf, type Side } from './account-change.ts'
import type { OpenBundle } from './bundle-reader.ts'
import { refusalsAsData } from './bundle-refused.ts'
import { rulesPath } from './layout.ts'
import { redacted, redactedQuestion } from './redaction.ts'

type Changed = BundleComparison['accounts'][number]

export type ComparisonOptions = {
  /** The secret of this workstation: with it, a bundle that it redacted can be compared with one that is not. */
  readonly secret?: Uint8Array | null
  readonly signal?: AbortSignal
}

/**
 * What changed from the earlier of two bundles to the later one. Both are judged anew from their evidence, by the rules of this version.
 *
 * Errors: `bundles-differ` where they are not of one organization, or that cannot be told; `bundle-unreadable` where one is not what its signer made.
 */
export async function compareBundles(
  one: OpenBundle,
  other: OpenBundle,
  { secret = null, signal }: ComparisonOptions = {},
): Promise<Outcome<BundleComparison>> {
  const [before, after] = isEarlier(other, one) ? [other, one] : [one, other]
  const mixed = before.manifest.redacted !== after.manifest.redacted
  const read = await refusalsAsData(async () => {
    const earlier = await drawn(before, mixed ? secret : null, signal)
    const later = earlier.ok ? await drawn(after, mixed ? secret : null, signal) : earlier
    if (!earlier.ok) return earlier
    if (!later.ok) return later
    if (earlier.value.organizationId !== later.value.organizationId) {
      return fail(failureOf('bundles-differ', mixed ? { message: notToBeTold } : {}))
    }
    return succeed(compared(before, after, earlier.value, later.value))
  })
  if (!read.ok) return read
  if (!read.value.ok) return read.value
  const caveats = [...read.value.value.caveats, ...(await rulesCaveats(before, after))]
  return succeed({ ...read.value.value, caveats })
}

const notToBeTold =
  'One of the two is redacted, and not with the pseudonyms of this workstation: whether they are of one organization cannot be told.'

function isEarlier({ manifest: a }: OpenBundle, { manifest: b }: OpenBundle): boolean {
  // As times: an instant can be written with more digits, and is then no text that sorts.
  const apart = Date.parse(a.question.at) - Date.parse(b.question.at)
  return (apart === 0 ? Date.parse(a.createdAt) - Date.parse(b.createdAt) : apart) < 0
}

/** What is compared of a report: the whole of it would be too much to hold twice. */
type Drawn = Pick<Report, 'controls' | 'freshnessDays'> & {
  readonly organizationId: string
  /** As it was asked: of pseudonyms, where the other bundle has them. */
  readonly scope: ReportQuestion['scope']
  /** Members in scope, with their names. */
  readonly sides: ReadonlyMap<AccountId, { readonly name: string; readonly side: Side }>
}

/** Errors: `invalid-input` where the question of a bundle cannot be asked of pseudonyms. Throws `BundleRefused`. */
async function drawn(
  bundle: OpenBundle,
  secret: Uint8Array | null,
  signal: AbortSignal | undefined,
): Promise<Outcome<Drawn>> {
  const { tool, question } = bundle.manifest
  const hides = secret !== null && !bundle.manifest.redacted
  const asked: Outcome<ReportQuestion> = hides
    ? redactedQuestion(question, secret)
    : succeed(question)
  if (!asked.ok) return asked
  const evidence: Evidence = hides ? redacted(bundle.evidence(), secret) : bundle.evidence()
  const report = await paced(
    reportSteps(evidence, asked.value, { toolVersion: tool.version, redacted: hides }),
    signal ? { signal } : {},
  )
  const members = report.accounts.filter(({ leftAt }) => leftAt === null)
  return succeed({
    organizationId: report.organization.id,
    scope: asked.value.scope,
    controls: report.controls,
    freshnessDays: report.freshnessDays,
    sides: new Map(
      members.map((account) => [account.id, { name: account.name, side: sideOf(account) }]),
    ),
  })
}

function compared(
  before: OpenBundle,
  after: OpenBundle,
  earlier: Drawn,
  later: Drawn,
): BundleComparison {
  const counts = { joined: 0, left: 0, worse: 0, better: 0, otherwise: 0, same: 0 }
  const accounts: Changed[] = []
  for (const id of new Set([...later.sides.keys(), ...earlier.sides.keys()])) {
    const was = earlier.sides.get(id)
    const is = later.sides.get(id)
    const kind = kindOfChange(was?.side ?? null, is?.side ?? null)
    counts[kind] += 1
    if (kind === 'same') continue
    const name = is?.name ?? was?.name ?? id
    accounts.push({ id, name, kind, before: was?.side ?? null, after: is?.side ?? null })
  }
  return {
    before: before.manifest,
    after: after.manifest,
    counts,
    accounts: accounts.toSorted(byGravity),
    controls: changedControls(earlier.controls, later.controls),
    caveats: caveatsOf(before, after, earlier, later),
  }
}

const gravity = ['worse', 'joined', 'left', 'otherwise', 'better'] as const

function byGravity(a: Changed, b: Changed): number {
  return gravity.indexOf(a.kind) - gravity.indexOf(b.kind) || (a.id < b.id ? -1 : 1)
}

function changedControls(
  earlier: Report['controls'],
  later: Report['controls'],
): BundleComparison['controls'] {
  const nameOf = ({ framework, control }: { framework: string; control: string }) =>
    `${framework}\n${control}`
  const was = new Map(earlier.map((control) => [nameOf(control), control.status]))
  return later.flatMap((control) => {
    const { framework, status } = control
    const before = was.get(nameOf(control)) ?? null
    return before === status ? [] : [{ framework, control: control.control, before, after: status }]
  })
}

function caveatsOf(
  { manifest: before }: OpenBundle,
  { manifest: after }: OpenBundle,
  earlier: Drawn,
  later: Drawn,
): string[] {
  return [
    ...(before.redacted || after.redacted
      ? [
          before.redacted === after.redacted
            ? 'Both bundles are redacted: names and IDs are pseudonyms.'
            : 'One of the two is redacted: names and IDs are shown as the pseudonyms of this workstation.',
        ]
      : []),
    ...(canonicalJson(earlier.scope) === canonicalJson(later.scope)
      ? []
      : ['They are of different scopes: an account can join or leave by the choice alone.']),
    ...(earlier.freshnessDays === later.freshnessDays
      ? []
      : [
          `A look counted for ${earlier.freshnessDays} days in the earlier one, and for ${later.freshnessDays} in the later one.`,
        ]),
    ...(before.signer.publicKey === after.signer.publicKey
      ? []
      : [
          `They are signed with different keys: ${before.signer.fingerprint} and ${after.signer.fingerprint}.`,
        ]),
  ]
}

async function rulesCaveats(before: OpenBundle, after: OpenBundle): Promise<string[]> {
  const ours = `${canonicalJson(judgingRules)}\n`
  const texts = await Promise.all([before.text(rulesPath), after.text(rulesPath)])
  return texts.every((text) => text === ours)
    ? []
    : [
        'Not both were judged by the rules of this version; here both are, so its verdicts may differ from theirs.',
      ]
}
