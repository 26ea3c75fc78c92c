import {
  createCipheriv,
  createDecipheriv,
  randomBytes,
  scrypt,
  type BinaryLike,
  type ScryptOptions,
} from 'node:crypto'
import { promisify } from 'node:util'
import { z } from 'zod'

/** What a passphrase has to go through: about half a second and 128 MiB for every guess. */
export const scryptCost = { N: 2 ** 17, r: 8, p: 1 } as const

const base64 = (bytes: number) =>
  z.base64().refine((text) => Buffer.from(text, 'base64').length === bytes, `not ${bytes} bytes`)

/** How a key is kept that a passphrase protects: the parameters stand beside it, so that they can be raised later. */
const PassphraseSeal = z.strictObject({
  kdf: z.literal('scrypt'),
  N: z
    .int()
    .min(2)
    .max(2 ** 20),
  r: z.int().min(1).max(16),
  p: z.int().min(1).max(4),
  salt: base64(16),
  cipher: z.literal('aes-256-gcm'),
  nonce: base64(12),
  tag: base64(16),
  sealed: z.base64(),
})
type PassphraseSeal = z.infer<typeof PassphraseSeal>

const derive = promisify<BinaryLike, BinaryLike, number, ScryptOptions, Buffer>(scrypt)

/**
 * Seals a secret with a passphrase: scrypt (RFC 7914), then AES-256-GCM. The work is done beside the event loop.
 *
 * @param boundTo is sealed in with it: the same text has to be given to open it.
 */
export async function sealWithPassphrase(
  secret: Buffer,
  passphrase: string,
  boundTo: string,
): Promise<string> {
  const salt = randomBytes(16)
  const nonce = randomBytes(12)
  const key = await keyFrom(passphrase, { ...scryptCost, salt: salt.toString('base64') })
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(boundTo))
  const sealed = Buffer.concat([cipher.update(secret), cipher.final()])
  key.fill(0)
  const seal: PassphraseSeal = {
    kdf: 'scrypt',
    ...scryptCost,
    salt: salt.toString('base64'),
    cipher: 'aes-256-gcm',
    nonce: nonce.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
    sealed: sealed.toString('base64'),
  }
  return JSON.stringify(seal)
}

/** Opens it again, for the caller to wipe; null where the passphrase is another one, or the seal was changed. */
export async function openWithPassphrase(
  sealed: string,
  passphrase: string,
  boundTo: string,
): Promise<Buffer | null> {
  const seal = sealIn(sealed)
  if (!seal) return null
  const key = await keyFrom(passphrase, seal)
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(seal.nonce, 'base64'))
    .setAAD(Buffer.from(boundTo))
    .setAuthTag(Buffer.from(seal.tag, 'base64'))
  try {
    return Buffer.concat([decipher.update(seal.sealed, 'base64'), decipher.final()])
  } catch {
    return null
  } finally {
    key.fill(0)
  }
}

function sealIn(text: string): PassphraseSeal | null {
  try {
    return PassphraseSeal.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}

/** The same passphrase gives the same key, whichever keyboard composed its letters (NFKC). */
function keyFrom(
  passphrase: string,
  { N, r, p, salt }: Pick<PassphraseSeal, 'N' | 'r' | 'p' | 'salt'>,
): Promise<Buffer> {
  const maxmem = 256 * N * r
  return derive(passphrase.normalize('NFKC'), Buffer.from(salt, 'base64'), 32, { N, r, p, maxmem })
}
