import { hash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { everyAccount } from '../../../../shared/domain/account-query.ts'
import type { Evidence } from '../../../../shared/domain/evidence.ts'
import type { ReportFormat, ReportQuestion } from '../../../../shared/domain/reports.ts'
import { signDocument, type Signer } from '../../../operators/signed-document.ts'
import { sampleEvidence, sampleNow } from '../../testing/sample-evidence.ts'
import { openBundle, type OpenBundle } from '../bundle-reader.ts'
import { signManifest } from '../bundle-signature.ts'
import { writeBundle, type BundleToWrite } from '../bundle-writer.ts'
import { manifestPath, publicKeyPath, signaturePath } from '../layout.ts'
import { manifestOf, manifestText, readManifest } from '../manifest.ts'
import { craftedZip } from './crafted-zip.ts'
import { sampleSigner } from './sample-signer.ts'

export const wholeQuestion: ReportQuestion = { at: sampleNow, since: null, scope: everyAccount }
export const textFormats: readonly ReportFormat[] = ['html', 'csv', 'json', 'ocsf', 'md']

/** An order for a bundle of a small organization; `change` says what matters to the test. */
export function sampleOrder(folder: string, change: Partial<BundleToWrite> = {}): BundleToWrite {
  const signer = change.signer ?? sampleSigner()
  return {
    path: join(folder, 'bundle.zip'),
    evidence: checkpointed(sampleEvidence({ accounts: 12, seed: 3, hostileNames: true }), signer),
    question: wholeQuestion,
    toolVersion: '1.2.3',
    redacted: false,
    formats: textFormats,
    pdf: null,
    signer,
    clock: { now: () => Date.parse(sampleNow), instant: () => sampleNow },
    ...change,
  }
}

/** Evidence whose journal is signed as it stands. */
export function checkpointed(evidence: Evidence, signer: Signer): Evidence {
  const newest = [...evidence.journal()].at(-1)
  if (!newest) return evidence
  const { sequence, hash } = 'entry' in newest ? newest.entry : newest.withheld
  const { fingerprint, publicKey } = signer
  const checkpoint = signDocument(
    {
      format: 'rootkeep-checkpoint' as const,
      version: 1 as const,
      count: sequence,
      head: hash,
      at: sampleNow,
      fingerprint,
      publicKey,
    },
    signer,
  )
  return { ...evidence, checkpoints: [checkpoint] }
}

/** The files of a bundle, as bytes by path. */
export type Unpacked = Map<string, Uint8Array>

/** Writes a bundle and takes it apart. */
export async function sampleFiles(order: BundleToWrite): Promise<Unpacked> {
  await writeBundle(order)
  return await unpacked(order.path)
}

/** The bundle at `path`, which opens. */
export async function opened(path: string): Promise<OpenBundle> {
  const bundle = await openBundle(path)
  if (!bundle.ok) throw new Error(bundle.error.message)
  return bundle.value
}

/** The files of the bundle at `path`. */
export async function unpacked(path: string): Promise<Unpacked> {
  const bundle = await opened(path)
  const paths = [
    ...bundle.manifest.files.map((file) => file.path),
    manifestPath,
    signaturePath,
    publicKeyPath,
  ]
  const files: Unpacked = new Map()
  for (const name of paths) {
    const chunks: Uint8Array[] = []
    for await (const chunk of bundle.chunks(name)) chunks.push(chunk)
    files.set(name, Buffer.concat(chunks))
  }
  return files
}

/** Packs files again as somebody else would, in their order; gives the path of the new file. */
export function repacked(files: Unpacked, folder: string): string {
  const path = join(folder, 'again.zip')
  const entries = [...files].map(([path, content]) => ({ path, content }))
  writeFileSync(path, craftedZip(entries))
  return path
}

/** The same files, for which their signer vouches anew, whatever they say now. */
export function resignedFiles(files: Unpacked, signer: Signer): Unpacked {
  const before = readManifest(Buffer.from(files.get(manifestPath) ?? '').toString('utf8'))
  const packed = [...files].map(([path, content]) => ({
    path,
    bytes: content.length,
    sha256: hash('sha256', content, 'hex'),
  }))
  const manifest = manifestOf(before, packed)
  const text = manifestText(manifest)
  const { signatureFile, keyFile } = signManifest(text, manifest, signer)
  return new Map([
    ...files,
    [manifestPath, Buffer.from(text)],
    [signaturePath, Buffer.from(signatureFile)],
    [publicKeyPath, Buffer.from(keyFile)],
  ])
}
