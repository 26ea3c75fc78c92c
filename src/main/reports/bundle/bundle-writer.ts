import { createHash } from 'node:crypto'
import { bundleVersion, type BundleManifest } from '../../../shared/domain/bundles.ts'
import type { Evidence } from '../../../shared/domain/evidence.ts'
import { judgingRules } from '../../../shared/domain/judging-rules.ts'
import type { ReportProgress } from '../../../shared/domain/report-jobs.ts'
import {
  reportFormats,
  type Report,
  type ReportFormat,
  type ReportQuestion,
} from '../../../shared/domain/reports.ts'
import type { Clock } from '../../clock.ts'
import { canonicalJson } from '../../journal/canonical-json.ts'
import type { Signer } from '../../operators/signed-document.ts'
import { saveFile } from '../../saved-file.ts'
import { renderReport } from '../formats/render.ts'
import { reportSchema } from '../formats/report-schema.ts'
import { paced, pacedText } from '../pace.ts'
import { reportSteps } from '../model/report-model.ts'
import { signManifest } from './bundle-signature.ts'
import { evidenceFiles } from './evidence-files.ts'
import {
  manifestPath,
  publicKeyPath,
  readmePath,
  reportPath,
  rulesPath,
  schemaPath,
  signaturePath,
} from './layout.ts'
import { manifestOf, manifestText } from './manifest.ts'
import { readme } from './readme.ts'
import { zipped, type PackedFile, type ZipPart } from './zip-writer.ts'

export type BundleToWrite = {
  /** Where to. What stands there is replaced once the whole of the new is written. */
  readonly path: string
  readonly evidence: Evidence
  readonly question: ReportQuestion
  readonly toolVersion: string
  /** Whether the evidence was redacted. */
  readonly redacted: boolean
  /** The formats of the report. JSON is always among them: it is what a verification compares. */
  readonly formats: readonly ReportFormat[]
  /** Prints the HTML report; null where there is no printer, and then PDF must not be among the formats. */
  readonly pdf: ((html: string) => Promise<Uint8Array>) | null
  readonly signer: Signer
  readonly clock: Clock
  readonly onProgress?: (progress: ReportProgress) => void
  readonly signal?: AbortSignal
}

/** A bundle as it lies in its file. */
export type WrittenBundle = {
  readonly bytes: number
  /** SHA-256 of the whole file, hex. */
  readonly sha256: string
  readonly manifest: BundleManifest
}

/**
 * Draws the report from the evidence and writes both with all that it takes to check them, signed: docs/evidence-bundle.md.
 *
 * Errors: rejects with `FileNotSaved`, with what the printer throws, and with the reason of the signal; nothing of the attempt is left then.
 */
export async function writeBundle(order: BundleToWrite): Promise<WrittenBundle> {
  const { path, evidence, question, toolVersion, redacted, signer, clock, signal } = order
  const progress = order.onProgress ?? (() => {})
  const stop = signal ? { signal } : {}
  const report = await paced(reportSteps(evidence, question, { toolVersion, redacted }), {
    ...stop,
    onProgress: (done) => progress({ stage: 'Judging accounts', done, total: null }),
  })
  const draft: Omit<BundleManifest, 'files'> = {
    format: 'rootkeep-bundle',
    version: bundleVersion,
    createdAt: clock.instant(),
    tool: { name: 'Rootkeep', version: toolVersion },
    organizationId: report.organization.id,
    question,
    redacted,
    signer: {
      name: signer.name,
      fingerprint: signer.fingerprint,
      publicKey: signer.publicKey,
    },
  }
  const files: PackedFile[] = []
  const parts: ZipPart[] = [
    { path: readmePath, content: () => whole(readme(draft, report, evidence.checkpoints.length)) },
    ...reportParts(report, order),
    ...evidenceFiles(evidence).map(({ path, lines }) => ({
      path,
      content: () => pacedText(lines(), signal),
    })),
    { path: rulesPath, content: () => whole(`${canonicalJson(judgingRules)}\n`) },
    { path: schemaPath, content: () => whole(reportSchema()) },
    ...signedParts(() => manifestOf(draft, files), signer),
  ]
  const packing = zipped(parts.map(told), (file) => files.push(file))
  const sha256 = createHash('sha256')
  let bytes = 0
  async function* counted() {
    for await (const chunk of packing) {
      signal?.throwIfAborted()
      sha256.update(chunk)
      bytes += chunk.length
      yield chunk
    }
  }
  await saveFile(path, counted())
  return { bytes, sha256: sha256.digest('hex'), manifest: manifestOf(draft, files) }

  function told(part: ZipPart, index: number): ZipPart {
    return {
      path: part.path,
      content() {
        progress({ stage: `Packing ${part.path}`, done: index, total: parts.length })
        return part.content()
      },
    }
  }
}

function reportParts(
  report: Report,
  { formats, pdf, signal }: Pick<BundleToWrite, 'formats' | 'pdf' | 'signal'>,
): ZipPart[] {
  const wanted = new Set<ReportFormat>([...formats, 'json'])
  return reportFormats
    .filter((format) => wanted.has(format))
    .map((format) => ({
      path: reportPath(format),
      content: () =>
        format === 'pdf'
          ? printed(report, pdf, signal)
          : pacedText(renderReport(report, format), signal),
    }))
}

async function* printed(
  report: Report,
  pdf: BundleToWrite['pdf'],
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array> {
  if (!pdf) throw new Error('a bundle with a PDF was asked for where nothing prints')
  const pieces: string[] = []
  for await (const piece of pacedText(renderReport(report, 'html'), signal)) pieces.push(piece)
  yield await pdf(pieces.join(''))
}

/** The manifest and what signs it. They come last: by then the hashes of all others are known. */
function signedParts(manifest: () => BundleManifest, signer: Signer): ZipPart[] {
  const text = () => manifestText(manifest())
  const signed = () => signManifest(text(), manifest(), signer)
  return [
    { path: manifestPath, content: () => whole(text()) },
    { path: signaturePath, content: () => whole(signed().signatureFile) },
    { path: publicKeyPath, content: () => whole(signed().keyFile) },
  ]
}

async function* whole(text: string): AsyncGenerator<string> {
  yield text
}
