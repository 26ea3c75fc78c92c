import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import type { HttpRequest } from './http-message.ts'
import { headerOf } from './http-message.ts'

/** The first checksum header that the body does not fit, by the algorithm's name; null when every one that is there fits. */
export function mismatchedChecksum(request: HttpRequest, content: Buffer): string | null {
  for (const [header, { name, digest }] of Object.entries(ALGORITHMS)) {
    const declared = headerOf(request, header)
    if (declared !== undefined && declared !== digest(content)) return name
  }
  return null
}

interface Algorithm {
  readonly name: string
  /** The checksum in base64. */
  readonly digest: (content: Buffer) => string
}

const ALGORITHMS: Readonly<Record<string, Algorithm>> = {
  'content-md5': {
    name: 'Content-MD5',
    digest: (content) => createHash('md5').update(content).digest('base64'),
  },
  'x-amz-checksum-crc32': {
    name: 'CRC32',
    digest: (content) => bigEndian(BigInt(crc32(content)), 4),
  },
  'x-amz-checksum-crc32c': {
    name: 'CRC32C',
    digest: (content) => bigEndian(reflectedCrc(content, 0x82f63b78n, 32n), 4),
  },
  'x-amz-checksum-crc64nvme': {
    name: 'CRC64NVME',
    digest: (content) => bigEndian(reflectedCrc(content, 0x9a6c9329ac4bc9b5n, 64n), 8),
  },
  'x-amz-checksum-sha1': {
    name: 'SHA1',
    digest: (content) => createHash('sha1').update(content).digest('base64'),
  },
  'x-amz-checksum-sha256': {
    name: 'SHA256',
    digest: (content) => createHash('sha256').update(content).digest('base64'),
  },
}

/** Bit by bit: policies are small, and only some clients use these two. */
function reflectedCrc(content: Buffer, polynomial: bigint, bits: bigint): bigint {
  const mask = (1n << bits) - 1n
  let crc = mask
  for (const byte of content) {
    crc ^= BigInt(byte)
    for (let bit = 0; bit < 8; bit += 1) {
      crc = (crc & 1n) === 1n ? (crc >> 1n) ^ polynomial : crc >> 1n
    }
  }
  return crc ^ mask
}

function bigEndian(value: bigint, bytes: number): string {
  return Buffer.from(value.toString(16).padStart(bytes * 2, '0'), 'hex').toString('base64')
}
