import { countedOf } from '../../format/count.ts'
import { sizeOf } from '../../format/size.ts'

/** What goes to main in one call, which copies it: compressed, this is about a million events. */
const most = { files: 20_000, bytes: 64 * 1024 * 1024 } as const

type Named = { readonly name: string; readonly size: number }

/** The event files among what was chosen, and why they cannot be taken; null where they can. */
export function eventFilesOf<File extends Named>(
  chosen: readonly File[],
): { readonly files: readonly File[]; readonly bytes: number; readonly fault: string | null } {
  const files = chosen.filter(({ name }) => /\.json(\.gz)?$/i.test(name))
  const bytes = files.reduce((sum, { size }) => sum + size, 0)
  return { files, bytes, fault: faultOf(files.length, bytes) }
}

function faultOf(files: number, bytes: number): string | null {
  if (files === 0) {
    return 'There is no event file among them. CloudTrail writes files that end in .json.gz; .json is read too.'
  }
  if (files > most.files) {
    return `These are ${countedOf(files, 'file')}; up to ${countedOf(most.files, 'file')} are read at once. Choose fewer days.`
  }
  if (bytes > most.bytes) {
    return `These are ${sizeOf(bytes)}; up to ${sizeOf(most.bytes)} are read at once. Choose fewer days.`
  }
  return null
}

/** The files behind a drop, those of dropped folders included. */
export async function droppedFiles({ items }: DataTransfer): Promise<File[]> {
  // The entries must be taken before the first wait: the list is emptied after the event.
  const entries = Array.from(items, (item) => item.webkitGetAsEntry()).filter(
    (entry) => entry !== null,
  )
  const files: File[] = []
  for (const entry of entries) files.push(...(await filesBelow(entry)))
  return files
}

async function filesBelow(entry: FileSystemEntry): Promise<File[]> {
  if (isFileEntry(entry)) {
    return [await new Promise<File>((resolve, reject) => entry.file(resolve, reject))]
  }
  if (!isDirectoryEntry(entry)) return []
  const reader = entry.createReader()
  const files: File[] = []
  // A folder is handed over in portions, an empty one last.
  for (;;) {
    const portion = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    )
    if (portion.length === 0) return files
    for (const each of portion) files.push(...(await filesBelow(each)))
  }
}

function isFileEntry(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile
}

function isDirectoryEntry(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory
}
