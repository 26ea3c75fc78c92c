import { hash } from 'node:crypto'

type Source = string | ArrayBuffer | ArrayBufferView

const blockBytes = 64

/**
 * SHA-256, or HMAC-SHA-256 with a secret, in the shape that the SDK's `sha256` setting wants.
 *
 * Why not the SDK's own: a request with fresh credentials derives a signing key with five HMACs, and Node's
 * `createHmac`, which the SDK uses, costs 13 µs each (it builds a KeyObject); two one-shot hashes cost 3 µs.
 * The test holds it to Node's `createHmac` for arbitrary keys and messages.
 */
export class Sha256 {
  #chunks: Uint8Array[] = []
  readonly #key: Uint8Array | null

  constructor(secret?: Source) {
    this.#key = secret === undefined ? null : blockKey(bytesOf(secret))
  }

  update(data: Uint8Array): void {
    // A view on memory that the caller may reuse would change under us: signing digests at once, so it is kept as is.
    this.#chunks.push(data)
  }

  /** The digest, 32 bytes. */
  digest(): Promise<Uint8Array> {
    const [first, ...others] = this.#chunks
    const message = first && others.length === 0 ? first : Buffer.concat(this.#chunks)
    return Promise.resolve(this.#key ? hmac(this.#key, message) : digestOf(message))
  }

  reset(): void {
    this.#chunks = []
  }
}

function digestOf(data: Uint8Array): Uint8Array {
  return hash('sha256', data, 'buffer')
}

/** RFC 2104 over a key already brought to one block. */
function hmac(key: Uint8Array, message: Uint8Array): Uint8Array {
  const inner = digestOf(Buffer.concat([key.map((byte) => byte ^ 0x36), message]))
  return digestOf(Buffer.concat([key.map((byte) => byte ^ 0x5c), inner]))
}

function blockKey(secret: Uint8Array): Uint8Array {
  const block = new Uint8Array(blockBytes)
  block.set(secret.byteLength > blockBytes ? digestOf(secret) : secret)
  return block
}

function bytesOf(source: Source): Uint8Array {
  if (typeof source === 'string') return Buffer.from(source, 'utf8')
  if (ArrayBuffer.isView(source)) {
    return new Uint8Array(source.buffer, source.byteOffset, source.byteLength)
  }
  return new Uint8Array(source)
}
