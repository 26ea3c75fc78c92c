import { createReadStream } from 'node:fs'
import { createHash } from 'node:crypto'
import type { Instant } from '../../../shared/domain/accounts.ts'
import {
  bundleChecks,
  type BundleCheck,
  type BundleVerification,
} from '../../../shared/domain/bundles.ts'
import type { Failure } from '../../../shared/domain/failure.ts'
import type { KnownKey } from '../../operators/known-keys.ts'
import { plainLine } from '../../plain-line.ts'
import { openBundle, type OpenBundle } from './bundle-reader.ts'
import { BundleRefused, refusalsAsData } from './bundle-refused.ts'
import { proveContents } from './contents-proof.ts'
import type { VerificationOptions } from './verification-options.ts'
import type { CheckResult } from './check-result.ts'
import { countedOf } from '../../../shared/format/count.ts'
import { readZip } from './zip-reader.ts'

/**
 * Verifies an evidence bundle: container, manifest, signature, whose it is, every file, and then draws the report again from the evidence and compares
 * it with the reports that are in it. A contradiction ends nothing: what can still be checked is.
 *
 * Errors: rejects with `BundleRefused` where the file cannot be read at all, and with the reason of the signal.
 */
export async function verifyBundle(
  path: string,
  options: VerificationOptions,
): Promise<BundleVerification> {
  const began = performance.now()
  options.onProgress?.({ stage: 'Reading the bundle', done: 0, total: null })
  const opened = await openBundle(path)
  options.signal?.throwIfAborted()
  if (opened.ok) return await verifyOpenBundle(opened.value, options, began)
  const sha256 = await sha256Of(path)
  const container = await containerProblem(path)
  return {
    at: options.at,
    ...judged(whereUnreadable(opened.error, container)),
    sha256,
    manifest: null,
    knownAs: null,
    warnings: [],
    durationMs: Math.round(performance.now() - began),
  }
}

/** Verifies a bundle that was opened already. Errors: rejects with the reason of the signal. */
export async function verifyOpenBundle(
  bundle: OpenBundle,
  options: VerificationOptions,
  began = performance.now(),
): Promise<BundleVerification> {
  const { manifest, signature, differences } = bundle
  const known = options.trusted.find(({ publicKey }) => publicKey === manifest.signer.publicKey)
  const sound = signature.fits && differences.length === 0
  const contents = sound
    ? await proveContents(bundle, options)
    : { checks: notMade('What was signed is not what is here.'), warnings: [] }
  const checks: CheckResult[] = [
    { check: 'container', state: 'fits', sentence: containerSentence(bundle) },
    { check: 'manifest', state: 'fits', sentence: manifestSentence(bundle) },
    {
      check: 'signature',
      state: signature.fits ? 'fits' : 'differs',
      sentence: signature.sentence,
    },
    signerResult(bundle, known ?? null, options.expected ?? null),
    filesResult(bundle),
    ...contents.checks,
  ]
  return {
    at: options.at,
    ...judged(checks),
    sha256: bundle.sha256,
    manifest,
    knownAs: signature.fits && known ? known.knownAs : null,
    warnings: [...oddTimes(bundle, options.at), ...contents.warnings],
    durationMs: Math.round(performance.now() - began),
  }
}

/** SECURITY: nothing is verified by omission: a check that is missing, or was not made, is none that fits. */
function judged(made: readonly CheckResult[]): Pick<BundleVerification, 'verdict' | 'checks'> {
  const checks = bundleChecks.map(
    (check) =>
      made.find((result) => result.check === check) ?? {
        check,
        state: 'not-made' as const,
        sentence: 'Not checked, as a check before it did not fit.',
      },
  )
  const others = checks.filter(({ check }) => check !== 'signer')
  const signer = checks.find(({ check }) => check === 'signer')
  if (checks.some(({ state }) => state === 'differs')) return { verdict: 'contradicted', checks }
  if (others.some(({ state }) => state !== 'fits')) return { verdict: 'not-judged', checks }
  return { verdict: signer?.state === 'fits' ? 'verified' : 'signer-unknown', checks }
}

/** The checks behind the files, where they cannot be made. */
function notMade(sentence: string): CheckResult[] {
  const contents: readonly BundleCheck[] = bundleChecks.slice(bundleChecks.indexOf('schemas'))
  return contents.map((check) => ({ check, state: 'not-made', sentence }))
}

/** What is said of a bundle that could not be opened: the container is at fault, or else the manifest. */
function whereUnreadable(failure: Failure, container: string | null): CheckResult[] {
  if (container !== null) return [{ check: 'container', state: 'differs', sentence: container }]
  return [
    { check: 'container', state: 'fits', sentence: 'The container is whole.' },
    {
      check: 'manifest',
      state: failure.code === 'bundle-newer' ? 'unknown' : 'differs',
      sentence: failure.message,
    },
  ]
}

async function containerProblem(path: string): Promise<string | null> {
  const read = await refusalsAsData(async () => {
    const zip = await readZip(path)
    for (const name of zip.sizes.keys()) for await (const _ of zip.chunks(name));
  })
  return read.ok ? null : read.error.message
}

function containerSentence({ manifest, bytes }: OpenBundle): string {
  return `The container is whole: ${countedOf(manifest.files.length + 3, 'file')} in ${countedOf(bytes, 'byte')}.`
}

function manifestSentence({ manifest }: OpenBundle): string {
  const { organizationId, question, tool, createdAt, redacted } = manifest
  const named = redacted ? 'an organization under the pseudonym' : 'the organization'
  return `It is of ${named} ${organizationId} as of ${question.at}, written at ${createdAt} by Rootkeep ${plainLine(tool.version, 40)}.`
}

function signerResult(
  { manifest, signature }: OpenBundle,
  known: KnownKey | null,
  expected: string | null,
): CheckResult {
  const check = 'signer'
  const { fingerprint, publicKey } = manifest.signer
  const name = plainLine(manifest.signer.name, 80)
  if (!signature.fits) {
    return { check, state: 'not-made', sentence: 'There is no signature that fits.' }
  }
  if (expected !== null && publicKey !== expected) {
    const sentence = `It is signed with the key ${fingerprint}, and not with the one that was given.`
    return { check, state: 'differs', sentence }
  }
  if (known) {
    const sentence = `The key ${fingerprint} is that of ${plainLine(known.knownAs, 160)}.`
    return { check, state: 'fits', sentence }
  }
  const sentence = `Nobody here vouches for the key ${fingerprint}, which says that it is ${name}: compare the fingerprint with its owner.`
  return { check, state: 'unknown', sentence }
}

function filesResult({ manifest, differences, signature }: OpenBundle): CheckResult {
  const [first, ...more] = differences
  if (first !== undefined) {
    const others = more.length === 0 ? '' : ` So are ${countedOf(more.length, 'other')}.`
    return { check: 'files', state: 'differs', sentence: `${plainLine(first, 300)}${others}` }
  }
  const as = signature.fits ? 'as they were signed' : 'as the manifest says, which nobody signed so'
  const sentence = `All ${manifest.files.length} files are here ${as}, and no others.`
  return { check: 'files', state: 'fits', sentence }
}

/** A clock that was wrong breaks nothing, and is worth a word. */
function oddTimes({ manifest }: OpenBundle, at: Instant): string[] {
  const { createdAt, question } = manifest
  const created = Date.parse(createdAt)
  return [
    ...(created < Date.parse(question.at)
      ? ['It says that it was written before the instant that it tells of: a clock was set back.']
      : []),
    ...(created > Date.parse(at)
      ? ['It says that it was written in the future: the clock there or the one here is wrong.']
      : []),
  ]
}

/** Errors: throws `BundleRefused` where the file cannot be read. */
async function sha256Of(path: string): Promise<string> {
  const digest = createHash('sha256')
  try {
    for await (const chunk of createReadStream(path)) digest.update(chunk as Buffer)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error'
    throw new BundleRefused(`The file ${path} cannot be read (${code}).`)
  }
  return digest.digest('hex')
}
