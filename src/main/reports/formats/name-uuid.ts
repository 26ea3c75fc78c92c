import { createHash } from 'node:crypto'

/** A namespace of RFC 9562, appendix A: names in it are URLs. */
const urlNamespace = Buffer.from('6ba7b8119dad11d180b400c04fd430c8', 'hex')

/**
 * The UUID of a name: version 5 of RFC 9562 in the namespace of URLs, so that anybody can draw it again (`uuid.uuid5(uuid.NAMESPACE_URL, name)` in
 * Python). SHA-1 is what the version prescribes; nothing rests on its strength.
 */
export function uuidOfName(name: string): string {
  const bytes = createHash('sha1').update(urlNamespace).update(name).digest().subarray(0, 16)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  const hex = bytes.toString('hex')
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-')
}
