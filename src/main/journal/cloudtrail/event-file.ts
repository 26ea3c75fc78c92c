import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import type { Turn } from '../../slices.ts'
import { eachObject, Unreadable } from './json-objects.ts'

const unpack = promisify(gunzip)

/**
 * SECURITY: the most that a file may hold, packed or unpacked. CloudTrail's own files have a few megabytes; a small file that unpacks to
 * gigabytes was made to fill the memory.
 */
export const mostBytes = 200_000_000

/**
 * Hands over the events of one event file: as CloudTrail writes it (`{"Records":[…]}`, packed or not), as JSON Lines, or a single event. What it is
 * is told by its content, not by its name.
 *
 * Throws `Unreadable` where it is none of these; what was handed over before is then not to be used.
 */
export async function eachEvent(
  bytes: Uint8Array,
  turn: Turn,
  take: (event: Readonly<Record<string, unknown>>) => void,
): Promise<void> {
  if (bytes.length > mostBytes) throw new Unreadable('It is larger than 200 MB.')
  const text = withoutMark(
    await unpacked(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)),
  )
  if (text.length === 0) throw new Unreadable('It is empty.')
  let objects = 0
  let events = 0
  await eachObject(text, turn, (object) => {
    for (const candidate of recordsIn(object)) {
      if (isDigest(candidate)) continue
      objects += 1
      if (!isEvent(candidate)) continue
      events += 1
      take(candidate)
    }
  })
  // A file of no records is CloudTrail's as well; one of other things is not.
  if (objects > 0 && events === 0) throw new Unreadable('It holds no events of CloudTrail.')
}

async function unpacked(bytes: Buffer): Promise<Buffer> {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) {
    throw new Unreadable('It is a ZIP archive: unpack it first.')
  }
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes
  try {
    return await unpack(bytes, { maxOutputLength: mostBytes })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ERR_BUFFER_TOO_LARGE') {
      throw new Unreadable('It unpacks to more than 200 MB.', { cause: error })
    }
    throw new Unreadable(
      code === 'Z_BUF_ERROR' ? 'Its packed data ends too early.' : 'Its packed data is damaged.',
      { cause: error },
    )
  }
}

function withoutMark(text: Buffer): Buffer {
  return text[0] === 0xef && text[1] === 0xbb && text[2] === 0xbf ? text.subarray(3) : text
}

/** `Records` may also stand behind other members. */
function recordsIn(object: unknown): readonly unknown[] {
  return isObject(object) && Array.isArray(object['Records']) ? object['Records'] : [object]
}

function isEvent(candidate: unknown): candidate is Readonly<Record<string, unknown>> {
  return (
    isObject(candidate) &&
    typeof candidate['eventName'] === 'string' &&
    typeof candidate['eventTime'] === 'string' &&
    !Number.isNaN(Date.parse(candidate['eventTime']))
  )
}

/** CloudTrail's digest files lie beside its event files. */
function isDigest(candidate: unknown): boolean {
  return isObject(candidate) && 'digestPublicKeyFingerprint' in candidate
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
