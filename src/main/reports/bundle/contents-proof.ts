import { judgingRules } from '../../../shared/domain/judging-rules.ts'
import { Report } from '../../../shared/domain/reports.ts'
import { canonicalJson } from '../../journal/canonical-json.ts'
import { plainLine } from '../../plain-line.ts'
import { paced, type Steps } from '../pace.ts'
import { reportSteps } from '../model/report-model.ts'
import type { OpenBundle } from './bundle-reader.ts'
import { refusalsAsData } from './bundle-refused.ts'
import { proveJournal, type JournalProof } from './journal-proof.ts'
import { reportPath, rulesPath } from './layout.ts'
import { contradictionOf } from './report-contradiction.ts'
import { likenessOf, oversizeSentence, proveReports, type Said } from './report-proof.ts'
import type { CheckResult } from './check-result.ts'
import { countedOf } from '../../../shared/format/count.ts'
import type { VerificationOptions } from './verification-options.ts'

/** What the contents of a bundle are worth, that are the ones that were signed. */
export type ContentsProof = {
  readonly checks: readonly CheckResult[]
  readonly warnings: readonly string[]
}

/**
 * Reads all evidence, follows the journal, draws the report again from the evidence alone, and compares it with the reports in the bundle.
 *
 * What another version of Rootkeep wrote may have members and words that this one does not know. Where that is so, it is not judged, and never fits.
 *
 * Errors: rejects with the reason of the signal.
 */
export async function proveContents(
  bundle: OpenBundle,
  options: VerificationOptions,
): Promise<ContentsProof> {
  const { manifest } = bundle
  const sameVersion = manifest.tool.version === options.toolVersion
  const rules = await rulesResult(bundle, sameVersion)
  const evidence = await readEvidence(bundle, options)
  const warnings = evidence.chain?.warnings ?? []
  const chain = evidence.chain ? [evidence.chain.journal, evidence.chain.checkpoint] : []
  const { drawn } = evidence
  if (!drawn) {
    return { checks: [shapes(evidence.problem, sameVersion), ...chain, rules], warnings }
  }
  const said = await saidIn(bundle, drawn, options.signal)
  if ('problem' in said) {
    return { checks: [shapes(said.problem, sameVersion), ...chain, rules], warnings }
  }
  const judgedAlike = rules.state !== 'unknown'
  const compared = judgedAlike
    ? [posturesResult(bundle, said, drawn), await proveReports(bundle, { said, drawn }, options)]
    : []
  return { checks: [shapes(null, sameVersion), ...chain, rules, ...compared], warnings }
}

type EvidenceRead = {
  readonly chain: JournalProof | null
  /** The report as the evidence gives it; null where that has a row that is none. */
  readonly drawn: Report | null
  readonly problem: string
}

/** Goes through every row of the evidence. */
async function readEvidence(
  bundle: OpenBundle,
  { trusted, onProgress, signal }: VerificationOptions,
): Promise<EvidenceRead> {
  const { manifest } = bundle
  const { question, redacted, tool, signer } = manifest
  const stopping = signal ? { signal } : {}
  const through = <T>(stage: string, steps: Steps<T>): Promise<T> =>
    paced(steps, {
      ...stopping,
      onProgress: (done) => onProgress?.({ stage, done, total: null }),
    })
  const keys = new Set([signer.publicKey, ...trusted.map(({ publicKey }) => publicKey)])
  let chain: JournalProof | null = null
  const drawn = await refusalsAsData(async () => {
    const evidence = bundle.evidence()
    const given = {
      lines: evidence.journal(),
      checkpoints: evidence.checkpoints,
      redacted,
      isVouchedFor: (publicKey: string) => keys.has(publicKey),
    }
    chain = await through('Following the journal', proveJournal(given))
    await through('Reading the calls', goneThrough(evidence.calls()))
    const context = { toolVersion: tool.version, redacted }
    return await through('Judging accounts', reportSteps(evidence, question, context))
  })
  return drawn.ok
    ? { chain, drawn: drawn.value, problem: '' }
    : { chain, drawn: null, problem: drawn.error.message }
}

function* goneThrough(rows: Iterable<unknown>): Steps<void> {
  let done = 0
  for (const _ of rows) yield (done += 1)
}

/** What the bundle itself says: `report.json`. Where it is to the byte what the evidence gives, it need not be read. */
async function saidIn(
  bundle: OpenBundle,
  drawn: Report,
  signal: AbortSignal | undefined,
): Promise<Said | { readonly problem: string }> {
  const likeness = await likenessOf(bundle, drawn, 'json', signal)
  if (likeness === 'same') return { report: drawn, toTheByte: true }
  if (likeness === 'oversized') return { problem: oversizeSentence('json') }
  const path = reportPath('json')
  const read = Report.safeParse(parsed(await bundle.text(path)))
  if (read.success) return { report: read.data, toTheByte: false }
  const [issue] = read.error.issues
  return {
    problem: `${path} is not what a report has to be: ${plainLine(`${issue?.path.join('.')} ${issue?.message}`)}.`,
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

function shapes(problem: string | null, sameVersion: boolean): CheckResult {
  const check = 'schemas'
  if (problem === null) {
    const sentence =
      'Every row of the evidence, and the report, have the shape that they must have.'
    return { check, state: 'fits', sentence }
  }
  return sameVersion
    ? { check, state: 'differs', sentence: problem }
    : { check, state: 'unknown', sentence: `Made by another version of Rootkeep: ${problem}` }
}

/** SECURITY: the rules of a bundle are compared, never used. */
async function rulesResult(bundle: OpenBundle, sameVersion: boolean): Promise<CheckResult> {
  const check = 'rules'
  const ours = `${canonicalJson(judgingRules)}\n`
  const sentence = `It was judged by version ${judgingRules.version} of the rules, as here.`
  if ((await bundle.text(rulesPath)) === ours) return { check, state: 'fits', sentence }
  return sameVersion
    ? {
        check,
        state: 'differs',
        sentence: `${rulesPath} does not hold the rules that this version of Rootkeep judges by, and says that it does.`,
      }
    : {
        check,
        state: 'unknown',
        sentence: `It was judged by other rules than this version of Rootkeep has: use Rootkeep ${plainLine(bundle.manifest.tool.version, 40)}.`,
      }
}

function posturesResult({ manifest }: OpenBundle, said: Said, drawn: Report): CheckResult {
  const check = 'postures'
  const contradiction =
    drawn.organization.id === manifest.organizationId
      ? said.toTheByte
        ? null
        : contradictionOf(said.report, drawn)
      : `The manifest names the organization ${manifest.organizationId}, and the evidence is of ${drawn.organization.id}.`
  if (contradiction !== null) return { check, state: 'differs', sentence: contradiction }
  const sentence = `Drawn again from the evidence, ${countedOf(drawn.accounts.length, 'account')}, ${countedOf(drawn.controls.length, 'control')} and every total come out the same.`
  return { check, state: 'fits', sentence }
}
