import { Passphrase } from '../../../shared/domain/operators.ts'

export type TypedIdentity = {
  readonly name: string
  /** Null where the key store of the system protects the key. */
  readonly passphrase: { readonly typed: string; readonly repeated: string } | null
}

type IdentityFaults = {
  readonly name: string | null
  readonly passphrase: string | null
  readonly repeated: string | null
}

/** Reads what was typed for a new identity; a sentence for each field that is not as it must be. */
export function readIdentity({ name, passphrase }: TypedIdentity): {
  readonly draft: { readonly name: string; readonly passphrase: string | null } | null
  readonly faults: IdentityFaults
} {
  const trimmed = name.trim()
  const faults: IdentityFaults = {
    name: trimmed === '' ? 'say your name' : trimmed.length > 100 ? 'at most 100 characters' : null,
    passphrase: passphrase === null ? null : faultOfPassphrase(passphrase.typed),
    repeated:
      passphrase !== null && passphrase.typed !== passphrase.repeated
        ? 'this is not the same as the first'
        : null,
  }
  const faulty = Object.values(faults).some((fault) => fault !== null)
  return {
    draft: faulty ? null : { name: trimmed, passphrase: passphrase?.typed ?? null },
    faults,
  }
}

function faultOfPassphrase(typed: string): string | null {
  const parsed = Passphrase.safeParse(typed)
  return parsed.success ? null : (parsed.error.issues[0]?.message ?? 'not a passphrase')
}
