import { isUtf8 } from 'node:buffer'
import { createHash } from 'node:crypto'
import type { BundleManifest } from '../../../shared/domain/bundles.ts'
import type { Evidence } from '../../../shared/domain/evidence.ts'
import type { Outcome } from '../../../shared/ipc/result.ts'
import { BundleRefused, refusalsAsData } from './bundle-refused.ts'
import { judgeBundleSignature, type BundleSignature } from './bundle-signature.ts'
import { evidenceIn } from './evidence-files.ts'
import { evidencePath, manifestPath, publicKeyPath, signaturePath } from './layout.ts'
import { differences, readManifest } from './manifest.ts'
import { readZip, type ZipContents } from './zip-reader.ts'
import { zipLimits, type ZipLimits } from './zip-limits.ts'

/** A bundle whose container and manifest were read. Whether it is what its signer made of it stands in `signature` and `differences`. */
export type OpenBundle = {
  readonly path: string
  /** Of the whole file; `sha256` in hex. */
  readonly bytes: number
  readonly sha256: string
  readonly manifest: BundleManifest
  readonly manifestText: string
  /** Whether the manifest is signed with the key that it names. Whose key that is, is asked elsewhere. */
  readonly signature: BundleSignature
  /** How the files differ from the manifest, a sentence each; empty where every one is there, and no other. */
  readonly differences: readonly string[]
  holds(path: string): boolean
  /** What a file holds, piece by piece, unpacked again. Errors: throws `BundleRefused`. */
  chunks(path: string): AsyncIterable<Uint8Array>
  /** The same as one text, for files that are small enough for one. */
  text(path: string): Promise<string>
  /**
   * The evidence, rows read as they are gone through. Errors: throws `BundleRefused` where the signature does not fit, a file differs, or, here or while
   * rows are gone through, a row is not what it has to be: call it inside `refusalsAsData`.
   */
  evidence(): Evidence
}

/** Far more than a manifest of all files has. */
const smallBytes = 256 * 1024
const evidencePaths: ReadonlySet<string> = new Set(Object.values(evidencePath))

/**
 * Opens an evidence bundle: container, manifest, signature, and the hash of every file. The evidence stays in memory unpacked, the rest as it was packed;
 * the file is not needed any more.
 *
 * Errors: `bundle-unreadable`, `bundle-newer`, each with a sentence.
 */
export function openBundle(
  path: string,
  limits: ZipLimits = zipLimits,
): Promise<Outcome<OpenBundle>> {
  return refusalsAsData(async () => {
    const zip = await readZip(path, limits)
    const manifestBytes = await small(zip, manifestPath)
    if (!manifestBytes) throw new BundleRefused(`The file holds no ${manifestPath}.`)
    const manifestText = manifestBytes.toString('utf8')
    if (!isUtf8(manifestBytes)) throw new BundleRefused(`${manifestPath} is not UTF-8.`)
    const manifest = readManifest(manifestText)
    const signature = judgeBundleSignature(manifest, manifestBytes, {
      signatureFile: (await small(zip, signaturePath))?.toString('utf8') ?? null,
      keyFile: (await small(zip, publicKeyPath))?.toString('utf8') ?? null,
    })
    const evidence = new Map<string, Uint8Array>()
    const found = await Promise.all(
      [...zip.sizes].map(([path, bytes]) => {
        const kept = evidencePaths.has(path) ? Buffer.allocUnsafe(bytes) : null
        if (kept) evidence.set(path, kept)
        return hashed(zip, path, kept)
      }),
    )
    const differing = differences(manifest, found)
    const [problem] = signature.fits ? differing : [signature.sentence]

    return {
      path,
      bytes: zip.bytes,
      sha256: zip.sha256,
      manifest,
      manifestText,
      signature,
      differences: differing,
      holds: (path: string) => zip.sizes.has(path),
      chunks: zip.chunks,
      async text(path: string) {
        const chunks: Uint8Array[] = []
        for await (const chunk of zip.chunks(path)) chunks.push(chunk)
        return Buffer.concat(chunks).toString('utf8')
      },
      evidence() {
        if (problem !== undefined) throw new BundleRefused(problem)
        return evidenceIn((path) => {
          const bytes = evidence.get(path)
          if (!bytes) throw new BundleRefused(`${path} is missing.`)
          return bytes
        })
      },
    }
  })
}

/** Unpacks a file once: its hash, and its contents into `kept`, which is as long as they may be. */
async function hashed(zip: ZipContents, path: string, kept: Buffer | null) {
  const sha256 = createHash('sha256')
  let bytes = 0
  for await (const chunk of zip.chunks(path)) {
    sha256.update(chunk)
    kept?.set(chunk, bytes)
    bytes += chunk.length
  }
  return { path, bytes, sha256: sha256.digest('hex') }
}

/** One of the small files; null where it is not there. */
async function small(zip: ZipContents, path: string): Promise<Buffer | null> {
  const bytes = zip.sizes.get(path)
  if (bytes === undefined) return null
  if (bytes > smallBytes) {
    throw new BundleRefused(`${path} has ${bytes} bytes, and none has more than ${smallBytes}.`)
  }
  const content = Buffer.allocUnsafe(bytes)
  await hashed(zip, path, content)
  return content
}
