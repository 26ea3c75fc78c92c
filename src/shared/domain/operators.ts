import { z } from 'zod'
import { Instant } from './accounts.ts'

/**
 * The signing identity of the operator of this workstation: an Ed25519 key. The private key never leaves main and is kept encrypted only: by
 * the key store of the system (`os`), else by a passphrase.
 */
export const Identity = z.strictObject({
  state: z.enum(['none', 'locked', 'unlocked']),
  name: z.string().nullable(),
  /** SHA-256 of the public key in groups that people compare by eye; null where there is no identity. */
  fingerprint: z.string().nullable(),
  protection: z.enum(['os', 'passphrase']).nullable(),
  /** Whether this system offers a key store; else a passphrase is asked for. */
  keyStore: z.boolean(),
  createdAt: Instant.nullable(),
})
export type Identity = z.infer<typeof Identity>

/** What an operator hands to another so that they may trust each other: name and public key, signed by itself. */
export const OperatorCard = z.strictObject({
  format: z.literal('rootkeep-operator'),
  version: z.literal(1),
  name: z.string().trim().min(1).max(100),
  publicKey: z.string(),
  signature: z.string(),
})
export type OperatorCard = z.infer<typeof OperatorCard>

/** Somebody whose approvals count here. */
export const TrustedOperator = z.strictObject({
  fingerprint: z.string(),
  name: z.string(),
  publicKey: z.string(),
  trustedAt: Instant,
  revokedAt: Instant.nullable(),
})
export type TrustedOperator = z.infer<typeof TrustedOperator>

export const Passphrase = z.string().min(12, 'at least 12 characters').max(1000)

/** What an identity is made from; without a passphrase the key store of the system protects it. */
export const NewIdentity = z.strictObject({
  name: z.string().trim().min(1, 'say your name').max(100),
  passphrase: Passphrase.nullable(),
})
