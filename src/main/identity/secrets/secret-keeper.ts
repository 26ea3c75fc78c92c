import { z } from 'zod'
import type { LockState } from '../../../shared/domain/lock.ts'
import type { Clock } from '../../clock.ts'
import type { SealedSecrets } from '../../database/sealed-secrets.ts'
import type { KeyStore } from '../../shell-services.ts'
import type { SecretKind, Secrets } from '../identity-ports.ts'
import { openInMemory, sealInMemory } from './memory-seal.ts'

export type SecretKeeperDeps = {
  readonly sealed: SealedSecrets
  /** The key store of the system as it is now; null where there is none. */
  readonly keyStore: () => KeyStore | null
  readonly clock: Pick<Clock, 'instant'>
  /** Called when the key store did not open or seal: with its name, never with the secret. */
  readonly refused: (backend: string) => void
}

export type SecretKeeper = Secrets & {
  /** Where secrets are kept from now on. */
  storage(): Pick<LockState, 'storage' | 'backend'>
  /**
   * Puts nothing at hand any more. What is in memory alone is sealed with the key until `open`; without one it is forgotten.
   */
  shut(key: Buffer | null): void
  /** Puts everything at hand again that the key opens. */
  open(key: Buffer | null): void
  /** Forgets the sign-ins of all connections. */
  forgetSignIns(): void
}

/**
 * Keeps the secrets of all connections.
 *
 * SECURITY: with a key store a secret is on disk as sealed by it, and opened for each use; none is kept opened. Without one, or where it refuses,
 * secrets are in the memory of main alone and end with the program. What is sealed says what it is and whose: a row that was moved in the database to
 * another connection, or to another kind, which would be sent elsewhere, opens as nothing. No log line, message or error of this file holds one.
 */
export function createSecretKeeper(deps: SecretKeeperDeps): SecretKeeper {
  const { sealed, clock } = deps
  let memory: Map<string, string> | null = new Map()
  /** What was in memory, while it is shut. */
  let asleep: { readonly names: ReadonlySet<string>; readonly sealed: Buffer | null } = nothing

  const nameOf = (connectionId: string, kind: SecretKind): string =>
    JSON.stringify([kind, connectionId])

  function onDisk(connectionId: string, kind: SecretKind): string | null {
    const kept = sealed.get(connectionId, kind)
    if (!kept) return null
    const keyStore = deps.keyStore()
    try {
      if (!keyStore) throw new Error('there is no key store now')
      return secretFor(nameOf(connectionId, kind), keyStore.open(kept.sealed))
    } catch {
      // Sealed on another machine, by another key store or for another place, or the keyring is locked: it says no more than that.
      deps.refused(kept.backend)
      return null
    }
  }

  /** True where the key store took it. */
  function keptOnDisk(connectionId: string, kind: SecretKind, secret: string): boolean {
    const keyStore = deps.keyStore()
    if (!keyStore) return false
    const { backend } = keyStore
    let text: string
    try {
      text = keyStore.seal(JSON.stringify([nameOf(connectionId, kind), secret]))
    } catch {
      deps.refused(backend)
      return false
    }
    sealed.keep(connectionId, kind, { sealed: text, backend }, clock.instant())
    return true
  }

  function forgetInMemory(fits: (name: string) => boolean): void {
    for (const name of memory?.keys() ?? []) if (fits(name)) memory?.delete(name)
    // What is sealed as a whole is not opened to take one out of it: its name is enough.
    asleep = { ...asleep, names: new Set([...asleep.names].filter((name) => !fits(name))) }
  }

  return {
    get(connectionId, kind) {
      if (!memory) return null
      return memory.get(nameOf(connectionId, kind)) ?? onDisk(connectionId, kind)
    },

    put(connectionId, kind, secret) {
      if (!memory) throw new Error('secrets are not kept while the lock is on')
      const name = nameOf(connectionId, kind)
      if (keptOnDisk(connectionId, kind, secret)) {
        memory.delete(name)
        return
      }
      // The one before may be on disk still, and is not it any more.
      sealed.remove(connectionId, kind)
      memory.set(name, secret)
    },

    forget(connectionId, kind) {
      if (kind === undefined) sealed.removeAllOf(connectionId)
      else sealed.remove(connectionId, kind)
      const kinds: readonly SecretKind[] =
        kind === undefined ? ['token', 'proxy-password', 'secret-access-key'] : [kind]
      const names = new Set(kinds.map((one) => nameOf(connectionId, one)))
      forgetInMemory((name) => names.has(name))
    },

    has(connectionId, kind) {
      const name = nameOf(connectionId, kind)
      return (
        memory?.has(name) === true ||
        asleep.names.has(name) ||
        sealed.get(connectionId, kind) !== null
      )
    },

    storage() {
      const keyStore = deps.keyStore()
      return keyStore
        ? { storage: 'sealed', backend: keyStore.backend }
        : { storage: 'memory', backend: null }
    },

    shut(key) {
      if (!memory) return
      asleep =
        key && memory.size > 0
          ? { names: new Set(memory.keys()), sealed: sealInMemory(textOf(memory), key) }
          : nothing
      memory = null
    },

    open(key) {
      if (memory) return
      const text = key && asleep.sealed ? openInMemory(asleep.sealed, key) : null
      memory = new Map(
        (text === null ? [] : entriesOf(text)).filter(([name]) => asleep.names.has(name)),
      )
      asleep = nothing
    },

    forgetSignIns() {
      sealed.removeAllOfKind('token')
      forgetInMemory((name) => name.startsWith('["token",'))
    },
  }
}

const nothing = { names: new Set<string>(), sealed: null }

/** The secret in what was sealed. Throws where it was sealed for another name. */
function secretFor(name: string, opened: string): string {
  const [sealedFor, secret] = z.tuple([z.string(), z.string()]).parse(JSON.parse(opened))
  if (sealedFor !== name) throw new Error('this was sealed for something else')
  return secret
}

function textOf(secrets: ReadonlyMap<string, string>): string {
  return JSON.stringify([...secrets])
}

function entriesOf(text: string): [string, string][] {
  return JSON.parse(text) as [string, string][]
}
