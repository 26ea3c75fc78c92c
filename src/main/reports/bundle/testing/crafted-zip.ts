import { crc32, deflateRawSync } from 'node:zlib'

/** An entry as a stranger may write it: what is not given is what it has to be. */
export type CraftedEntry = {
  readonly path: string
  readonly content: string | Uint8Array
  /** 8 is deflated, 0 is stored. */
  readonly method?: number
  readonly flags?: number
  /** The Unix mode, type included. */
  readonly mode?: number
  readonly comment?: string
  readonly extra?: Buffer
  /** What is said of it in the directory, and in front of it. */
  readonly said?: { bytes?: number; packedBytes?: number; crc?: number; offset?: number }
  readonly saidInFront?: { path?: string; bytes?: number; method?: number; extra?: Buffer }
  /** Whether checksum and sizes in front are zeros. */
  readonly blankInFront?: boolean
  /** Whether checksum and sizes stand behind the contents as well. */
  readonly descriptor?: boolean
  /** The lower half of the attributes, as DOS has them. */
  readonly dos?: number
  /** The packed contents, where they are not those of `content`. */
  readonly packed?: Uint8Array
}

/** What is said of the whole, where it is not the truth. */
export type CraftedEnd = {
  readonly entries?: number
  readonly disk?: number
  readonly directoryBytes?: number
  readonly comment?: string
}

/** The bytes of a ZIP, written field by field (APPNOTE.TXT 4.3). */
export function craftedZip(entries: readonly CraftedEntry[], end: CraftedEnd = {}): Buffer {
  const front: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const entry of entries) {
    const { local, central } = recordsOf(entry, offset)
    front.push(local)
    directory.push(central)
    offset += local.length
  }
  const directoryBytes = directory.reduce((sum, { length }) => sum + length, 0)
  const count = end.entries ?? entries.length
  const comment = Buffer.from(end.comment ?? '')
  const last = fields([
    [4, 0x06054b50],
    [2, end.disk ?? 0],
    [2, end.disk ?? 0],
    [2, count],
    [2, count],
    [4, end.directoryBytes ?? directoryBytes],
    [4, offset],
    [2, comment.length],
  ])
  return Buffer.concat([...front, ...directory, last, comment])
}

function recordsOf(entry: CraftedEntry, offset: number) {
  const { path, method = 8, flags = 0, mode = 0o100644, said = {}, saidInFront = {} } = entry
  const content = Buffer.from(entry.content)
  const packed = Buffer.from(entry.packed ?? (method === 8 ? deflateRawSync(content) : content))
  const name = Buffer.from(path, 'latin1')
  const nameInFront = Buffer.from(saidInFront.path ?? path, 'latin1')
  const extra = entry.extra ?? Buffer.alloc(0)
  const extraInFront = saidInFront.extra ?? Buffer.alloc(0)
  const comment = Buffer.from(entry.comment ?? '')
  const shared = (method: number, bytes: number, blank = false): Field[] => [
    [2, flags],
    [2, method],
    [2, 0],
    [2, 0x21],
    ...(blank
      ? [0, 0, 0]
      : [said.crc ?? crc32(content), said.packedBytes ?? packed.length, bytes]
    ).map((value): Field => [4, value]),
  ]
  const bytes = said.bytes ?? content.length
  return {
    local: Buffer.concat([
      fields([
        [4, 0x04034b50],
        [2, 20],
        ...shared(saidInFront.method ?? method, saidInFront.bytes ?? bytes, entry.blankInFront),
        [2, nameInFront.length],
        [2, extraInFront.length],
      ]),
      nameInFront,
      extraInFront,
      packed,
      fields(
        entry.descriptor
          ? [
              [4, 0x08074b50],
              [4, said.crc ?? crc32(content)],
              [4, said.packedBytes ?? packed.length],
              [4, bytes],
            ]
          : [],
      ),
    ]),
    central: Buffer.concat([
      fields([
        [4, 0x02014b50],
        [2, (3 << 8) | 20],
        [2, 20],
        ...shared(method, bytes),
        [2, name.length],
        [2, extra.length],
        [2, comment.length],
        [2, 0],
        [2, 0],
        [4, mode * 0x10000 + (entry.dos ?? 0)],
        [4, said.offset ?? offset],
      ]),
      name,
      extra,
      comment,
    ]),
  }
}

type Field = readonly [bytes: 2 | 4, value: number]

/** Numbers one behind the other, the least significant byte first. */
function fields(values: readonly Field[]): Buffer {
  return Buffer.concat(
    values.map(([bytes, value]) => {
      const field = Buffer.alloc(bytes)
      field.writeUIntLE(value, 0, bytes)
      return field
    }),
  )
}
