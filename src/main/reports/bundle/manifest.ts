import { BundleManifest, bundleVersion } from '../../../shared/domain/bundles.ts'
import { canonicalJson } from '../../journal/canonical-json.ts'
import { plainLine } from '../../plain-line.ts'
import { BundleRefused } from './bundle-refused.ts'
import { listed, required, unlisted } from './layout.ts'
import type { PackedFile } from './zip-writer.ts'

/** The manifest of what was packed: files in the order of their paths, without those that it cannot name. */
export function manifestOf(
  facts: Omit<BundleManifest, 'files'>,
  packed: readonly PackedFile[],
): BundleManifest {
  const files = packed.filter(({ path }) => !unlisted.has(path)).toSorted(byPath)
  return { ...facts, files }
}

/** The text of a manifest: canonical JSON on one line, so that each manifest has one spelling. */
export function manifestText(manifest: BundleManifest): string {
  return `${canonicalJson(manifest)}\n`
}

/**
 * Reads a manifest.
 *
 * SECURITY: it has to be spelled exactly as we spell it, so that no other program can read something else in it: no member twice, none that we do not
 * know, no file twice.
 *
 * Errors: throws `BundleRefused` with a sentence; `bundle-newer` where a version of the format is stated that is newer than ours.
 */
export function readManifest(text: string): BundleManifest {
  const value = parsed(text)
  refuseOtherVersions(value)
  const read = BundleManifest.safeParse(value)
  if (!read.success) {
    const [issue] = read.error.issues
    throw new BundleRefused(
      `manifest.json is not what a manifest has to be: ${plainLine(`${issue?.path.join('.')}: ${issue?.message}`)}.`,
    )
  }
  refuseOddFiles(read.data)
  if (manifestText(read.data) !== text) {
    throw new BundleRefused('manifest.json is not spelled in the one way that it can be.')
  }
  return read.data
}

/**
 * How the files that are there differ from those that the manifest names, a sentence each, by path; empty where each is there, to the byte.
 *
 * @param found every file of the container with what it holds.
 */
export function differences(manifest: BundleManifest, found: readonly PackedFile[]): string[] {
  const there = new Map(found.map((file) => [file.path, file]))
  const named = new Set(manifest.files.map(({ path }) => path))
  const missingOrAltered = manifest.files.flatMap(({ path, bytes, sha256 }) => {
    const file = there.get(path)
    if (!file) return [{ path, sentence: `${path} is missing.` }]
    if (file.bytes === bytes && file.sha256 === sha256) return []
    const size =
      file.bytes === bytes
        ? 'its SHA-256 is another one'
        : `it has ${file.bytes} bytes instead of ${bytes}`
    return [{ path, sentence: `${path} was altered: ${size}.` }]
  })
  const extra = found
    .filter(({ path }) => !named.has(path) && !unlisted.has(path))
    .map(({ path }) => ({ path, sentence: `${path} is not in the manifest: it was added.` }))
  return [...missingOrAltered, ...extra].toSorted(byPath).map(({ sentence }) => sentence)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    throw new BundleRefused('manifest.json is not JSON.')
  }
}

/** Whatever else a manifest of another version says, it is not read. */
function refuseOtherVersions(value: unknown): void {
  const { format, version, tool } = Object(value) as {
    format?: unknown
    version?: unknown
    tool?: unknown
  }
  if (format !== 'rootkeep-bundle') {
    throw new BundleRefused('manifest.json is not the manifest of an evidence bundle of Rootkeep.')
  }
  if (version === bundleVersion) return
  if (typeof version !== 'number' || !Number.isInteger(version) || version < bundleVersion) {
    throw new BundleRefused(
      `The bundle names a version of the format that never was: ${plainLine(String(version)).slice(0, 20)}.`,
    )
  }
  const maker = (Object(tool) as { version?: unknown }).version
  const made =
    typeof maker === 'string' ? `, made by Rootkeep ${plainLine(maker).slice(0, 40)}` : ''
  throw new BundleRefused(
    `The bundle is in version ${version} of the format${made}; this version of Rootkeep reads version ${bundleVersion}.`,
    'bundle-newer',
  )
}

function refuseOddFiles({ files }: BundleManifest): void {
  for (const [index, { path }] of files.entries()) {
    if (unlisted.has(path)) {
      throw new BundleRefused(`manifest.json vouches for ${path}, which nothing in it can do.`)
    }
    if (!listed.has(path)) {
      throw new BundleRefused(
        `manifest.json names a file that no bundle has: ${plainLine(path).slice(0, 100)}.`,
      )
    }
    const before = files[index - 1]?.path
    if (before !== undefined && before >= path) {
      throw new BundleRefused('manifest.json names its files twice, or in another order.')
    }
  }
  const named = new Set(files.map(({ path }) => path))
  const missing = required.find((path) => !named.has(path))
  if (missing !== undefined) {
    throw new BundleRefused(`manifest.json does not name ${missing}, which every bundle has.`)
  }
}

function byPath(a: { readonly path: string }, b: { readonly path: string }): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0
}
