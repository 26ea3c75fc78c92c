import { fromBufferPromise, type Entry, type LocalFileHeader, type ZipFile } from 'yauzl'
import { BundleRefused } from './bundle-refused.ts'
import type { ZipLimits } from './zip-limits.ts'

/** Where an entry lies in the file, and what is said of it. */
export type ZipEntry = {
  readonly path: string
  /** Unpacked. */
  readonly bytes: number
  readonly packedBytes: number
  readonly deflated: boolean
  readonly crc: number
  /** The offset of its packed contents. */
  readonly start: number
}

/** A piece of the file that an entry lays claim to: from its header to the end of its contents, or of the descriptor behind them. */
type Claim = { readonly path: string; readonly from: number; readonly to: number }

const endBytes = 22
const endSignature = 0x06054b50
const zip64LocatorBytes = 20
const zip64LocatorSignature = 0x07064b50
const headerBytes = 46
const flagDescriptor = 0x8
const flagsEncrypted = 0x1 | 0x40 | 0x2000
/** How hard it was packed, a descriptor, names in UTF-8: what changes nothing in what a program reads. */
const flagsPlain = 0x2 | 0x4 | flagDescriptor | 0x800
const dosFolder = 0x10
/** Fields with times and owners. Others hold names, sizes, links and modes, which some programs follow and others do not. */
const plainFields: ReadonlySet<number> = new Set([0x000a, 0x5455, 0x5855, 0x7855, 0x7875])
const descriptorSignature = Buffer.from('PK\x07\x08', 'latin1')
const mebibyte = 1024 * 1024

/**
 * The directory of a ZIP whose maker is a stranger.
 *
 * SECURITY: only a plain container is read, one that every program reads in the same way: each byte belongs to exactly one entry, to the directory or to
 * the end; names are relative, of printable ASCII and differ in more than their case; what is said of an entry in front of it and in the directory is the
 * same; nothing is encrypted, a folder, a link, in several disks or larger than the limits. The order of the entries does not matter.
 *
 * Errors: throws `BundleRefused`, with a sentence.
 */
export async function readDirectory(
  file: Buffer,
  limits: ZipLimits,
): Promise<ReadonlyMap<string, ZipEntry>> {
  const end = readEnd(file, limits)
  const zip = await opened(file)
  const entries = new Map<string, ZipEntry>()
  const seen = new Set<string>()
  const claims: Claim[] = []
  let directoryBytes = 0
  let total = 0
  for await (const entry of entriesOf(zip)) {
    const path = nameIn(entry)
    if (seen.has(path.toLowerCase())) {
      throw new BundleRefused(`Two entries are called ${path}, or differ in case alone.`)
    }
    seen.add(path.toLowerCase())
    refuseOdd(path, entry)
    refuseLarge(path, entry, limits)
    total += entry.uncompressedSize
    if (total > limits.totalBytes) {
      throw new BundleRefused(
        `Unpacked the bundle would have more than ${limits.totalBytes} bytes: it is not read.`,
      )
    }
    const start = (await headerOf(zip, path, entry)).fileDataStart
    const to = start + entry.compressedSize + descriptorBytes(file, path, entry, start)
    claims.push({ path, from: entry.relativeOffsetOfLocalHeader, to })
    entries.set(path, {
      path,
      bytes: entry.uncompressedSize,
      packedBytes: entry.compressedSize,
      deflated: entry.compressionMethod === 8,
      crc: entry.crc32,
      start,
    })
    directoryBytes += headerBytes + entry.fileNameLength + entry.extraFieldLength
  }
  if (directoryBytes !== end.directoryBytes) throw cut()
  refuseGaps(claims, end.directoryStart)
  return entries
}

/** The end record has to be the last bytes of the file: so nothing stands behind it, and it is not taken from somewhere else. */
function readEnd(file: Buffer, limits: ZipLimits) {
  const at = file.length - endBytes
  if (at < 0 || file.readUInt32LE(at) !== endSignature) {
    throw new BundleRefused(
      file.includes(Buffer.from('PK\x05\x06', 'latin1'))
        ? 'There is something behind the end of the ZIP: it was added to, or it carries a comment.'
        : 'The file is not a ZIP, or its end is cut off.',
    )
  }
  const locator = at - zip64LocatorBytes
  if (locator >= 0 && file.readUInt32LE(locator) === zip64LocatorSignature) {
    throw new BundleRefused('The container is a ZIP64, which no bundle needs: it is not read.')
  }
  const [disk, directoryDisk, entriesHere, entries] = [4, 6, 8, 10].map((offset) =>
    file.readUInt16LE(at + offset),
  )
  if (disk !== 0 || directoryDisk !== 0 || entriesHere !== entries) {
    throw new BundleRefused('The container is one of several disks: it is not read.')
  }
  if (entries === undefined || entries > limits.entries) {
    throw new BundleRefused(
      `The container has ${entries} entries, and no bundle has more than ${limits.entries}: it is not read.`,
    )
  }
  const directoryBytes = file.readUInt32LE(at + 12)
  const directoryStart = file.readUInt32LE(at + 16)
  if (directoryStart + directoryBytes !== at) throw cut()
  return { directoryBytes, directoryStart }
}

async function opened(file: Buffer): Promise<ZipFile> {
  try {
    // Names as bytes: what they may be is decided here.
    return await fromBufferPromise(file, { decodeStrings: false, validateEntrySizes: true })
  } catch {
    throw cut()
  }
}

async function* entriesOf(zip: ZipFile): AsyncGenerator<Entry> {
  try {
    yield* zip.eachEntry()
  } catch {
    throw cut()
  }
}

function nameIn({ fileNameRaw, extraFields, externalFileAttributes }: Entry): string {
  const name = fileNameRaw.toString('latin1')
  const shown = JSON.stringify(name.slice(0, 80))
  // A field with another name in it would be followed by some programs.
  if (!/^[\x21-\x7e]{1,100}$/.test(name) || extraFields.some(({ id }) => id === 0x7075)) {
    throw new BundleRefused(`An entry has a name that no bundle uses: ${shown}.`)
  }
  if (name.endsWith('/') || (externalFileAttributes & dosFolder) !== 0) {
    throw new BundleRefused(`The entry ${shown} is a folder, not a file.`)
  }
  if (
    name.startsWith('/') ||
    /[\\:]/.test(name) ||
    name.split('/').some((step) => step === '' || step === '.' || step === '..')
  ) {
    throw new BundleRefused(`The entry ${shown} would lead out of the folder it is unpacked in.`)
  }
  return name
}

function refuseOdd(path: string, entry: Entry): void {
  if ((entry.generalPurposeBitFlag & flagsEncrypted) !== 0) {
    throw new BundleRefused(`${path} is encrypted: it cannot be read.`)
  }
  if (
    (entry.compressionMethod !== 0 && entry.compressionMethod !== 8) ||
    (entry.generalPurposeBitFlag & ~flagsPlain) !== 0
  ) {
    throw new BundleRefused(`${path} is packed in a way that no bundle uses.`)
  }
  // Where the maker was a Unix, the upper half is the mode; a file that is not marked as anything is a plain one.
  const kind = (entry.externalFileAttributes >>> 16) & 0o170000
  if (kind !== 0 && kind !== 0o100000) {
    throw new BundleRefused(`${path} is a link or a device, not a file.`)
  }
  if (entry.fileCommentLength > 0) {
    throw new BundleRefused(`${path} carries a comment, which nothing vouches for.`)
  }
  refuseOddFields(path, entry.extraFieldRaw)
}

/** @param fields what is said of an entry beyond what all ZIPs say, here or in front of it. */
function refuseOddFields(path: string, fields: Buffer): void {
  let at = 0
  while (at + 4 <= fields.length) {
    const id = fields.readUInt16LE(at)
    if (id === 0x0001) {
      throw new BundleRefused('The container is a ZIP64, which no bundle needs: it is not read.')
    }
    if (!plainFields.has(id)) break
    at += 4 + fields.readUInt16LE(at + 2)
  }
  if (at !== fields.length) {
    throw new BundleRefused(`${path} carries a field that no bundle uses.`)
  }
}

function refuseLarge(path: string, entry: Entry, limits: ZipLimits): void {
  const { compressedSize, uncompressedSize } = entry
  if (uncompressedSize > limits.entryBytes) {
    throw new BundleRefused(
      `Unpacked ${path} would have ${uncompressedSize} bytes, and no file of a bundle has more than ${limits.entryBytes}: it is not read.`,
    )
  }
  if (uncompressedSize > mebibyte && uncompressedSize > compressedSize * limits.ratio) {
    throw new BundleRefused(
      `Unpacked ${path} would be more than ${limits.ratio} times as large: it is not read.`,
    )
  }
}

/** What stands in front of the contents, compared with the directory: programs that read from the front see the same as we do. */
async function headerOf(zip: ZipFile, path: string, entry: Entry) {
  const header = await zip.readLocalFileHeaderPromise(entry).catch(() => {
    throw cut()
  })
  // They are zeros then, unless the packer came back to write them. Where contents that are not packed end, nobody could tell from the front.
  const sizesFollow = (entry.generalPurposeBitFlag & flagDescriptor) !== 0 && isBlank(header)
  refuseOddFields(path, header.extraField)
  if (
    (sizesFollow && entry.compressionMethod === 0) ||
    !header.fileName.equals(entry.fileNameRaw) ||
    header.compressionMethod !== entry.compressionMethod ||
    header.generalPurposeBitFlag !== entry.generalPurposeBitFlag ||
    header.versionNeededToExtract !== entry.versionNeededToExtract ||
    header.lastModFileDate !== entry.lastModFileDate ||
    header.lastModFileTime !== entry.lastModFileTime ||
    (!sizesFollow &&
      (header.crc32 !== entry.crc32 ||
        header.compressedSize !== entry.compressedSize ||
        header.uncompressedSize !== entry.uncompressedSize))
  ) {
    throw contradiction(path)
  }
  return header
}

function isBlank({ crc32, compressedSize, uncompressedSize }: LocalFileHeader): boolean {
  return crc32 === 0 && compressedSize === 0 && uncompressedSize === 0
}

/** The length of checksum and sizes behind the contents, where they stand there: 12 bytes, usually after a signature of 4. */
function descriptorBytes(file: Buffer, path: string, entry: Entry, start: number): number {
  if ((entry.generalPurposeBitFlag & flagDescriptor) === 0) return 0
  const told = Buffer.alloc(12)
  told.writeUInt32LE(entry.crc32, 0)
  told.writeUInt32LE(entry.compressedSize, 4)
  told.writeUInt32LE(entry.uncompressedSize, 8)
  const at = start + entry.compressedSize
  if (file.subarray(at, at + 4).equals(descriptorSignature)) {
    if (file.subarray(at + 4, at + 16).equals(told)) return 16
  }
  if (file.subarray(at, at + 12).equals(told)) return 12
  throw contradiction(path)
}

function refuseGaps(claims: readonly Claim[], directoryStart: number): void {
  let at = 0
  for (const { path, from, to } of claims.toSorted((a, b) => a.from - b.from)) {
    if (from < at) throw new BundleRefused(`${path} overlaps another entry.`)
    if (from > at) throw hidden()
    at = to
  }
  if (at > directoryStart) throw new BundleRefused('The last entry overlaps the directory.')
  if (at < directoryStart) throw hidden()
}

function contradiction(path: string): BundleRefused {
  return new BundleRefused(`The container says two different things of ${path}.`)
}

function hidden(): BundleRefused {
  return new BundleRefused('The container holds bytes that belong to no entry.')
}

function cut(): BundleRefused {
  return new BundleRefused('The directory of the ZIP cannot be read: the file is cut or damaged.')
}
