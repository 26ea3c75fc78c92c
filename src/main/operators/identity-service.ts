import type { KeyObject } from 'node:crypto'
import type { TextFile } from '../../shared/domain/approvals.ts'
import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import type { Identity } from '../../shared/domain/operators.ts'
import { fail, succeed, type Outcome } from '../../shared/ipc/result.ts'
import type { Clock } from '../clock.ts'
import type { Identities, KeptIdentity } from '../database/identities.ts'
import type { Journal } from '../journal/journal.ts'
import type { Pushes } from '../pushes.ts'
import type { ShellServices } from '../shell-services.ts'
import { createAttemptPause } from './attempt-pause.ts'
import { fingerprintOf } from './fingerprint.ts'
import { openWithPassphrase, sealWithPassphrase } from './sealed-key.ts'
import {
  newPrivateKey,
  privateKeyBytes,
  privateKeyFrom,
  publicKeyOf,
  signBytes,
  signText,
} from './signature.ts'
import { signDocument, textOf, type Signer } from './signed-document.ts'

export type IdentityServiceDeps = {
  readonly identities: Identities
  readonly journal: Pick<Journal, 'write'>
  readonly clock: Clock
  readonly pushes: Pick<Pushes, 'changed'>
  readonly shell: Pick<ShellServices, 'keyStore' | 'consent'>
}

export type IdentityService = ReturnType<typeof createIdentityService>

/**
 * The signing identity of the operator at this workstation.
 *
 * SECURITY: the private key is written sealed only, is in the memory of main while it is unlocked, and no function here gives it out.
 */
export function createIdentityService({
  identities,
  journal,
  clock,
  pushes,
  shell,
}: IdentityServiceDeps) {
  let open: { readonly fingerprint: string; readonly key: KeyObject } | null = null
  /** True where the key store must not be asked by itself: it was locked by hand, or refused. */
  let shut = false
  const pause = createAttemptPause(clock)
  let turn: Promise<unknown> = Promise.resolve()
  const listeners = new Set<() => void>()

  /** One after the other: two attempts at once would both be before the pause. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = turn.then(work)
    turn = mine.catch(() => {})
    return mine
  }

  /** The private key of `kept`, where it is at hand or the key store opens it unasked; else null. */
  function keyOf(kept: KeptIdentity): KeyObject | null {
    if (open?.fingerprint === kept.fingerprint) return open.key
    if (kept.protection !== 'os' || shut) return null
    const key = openByKeyStore(kept)
    shut = key === null
    if (key) open = { fingerprint: kept.fingerprint, key }
    return key
  }

  function openByKeyStore({ sealedKey, publicKey }: KeptIdentity): KeyObject | null {
    if (!shell.keyStore) return null
    try {
      const bytes = Buffer.from(shell.keyStore.open(sealedKey), 'base64')
      const key = privateKeyFrom(bytes, publicKey)
      bytes.fill(0)
      return key
    } catch {
      // It was sealed elsewhere, or changed: the key store says no more than that.
      return null
    }
  }

  function signer(): Signer | null {
    const kept = identities.current()
    const key = kept && keyOf(kept)
    if (!kept || !key) return null
    const { name, fingerprint, publicKey } = kept
    return {
      name,
      fingerprint,
      publicKey,
      sign: (text) => signText(text, key),
      signBytes: (bytes) => signBytes(bytes, key),
    }
  }

  function get(): Identity {
    const kept = identities.current()
    return {
      state: kept === null ? 'none' : keyOf(kept) === null ? 'locked' : 'unlocked',
      name: kept?.name ?? null,
      fingerprint: kept?.fingerprint ?? null,
      protection: kept?.protection ?? null,
      keyStore: shell.keyStore !== null,
      createdAt: kept?.createdAt ?? null,
    }
  }

  function unlocked(fingerprint: string, key: KeyObject): Outcome<Identity> {
    open = { fingerprint, key }
    shut = false
    pause.right()
    pushes.changed(['operators'])
    for (const listener of listeners) listener()
    return succeed(get())
  }

  async function sealKey(
    key: KeyObject,
    passphrase: string | null,
  ): Promise<Outcome<Pick<KeptIdentity, 'protection' | 'sealedKey'>>> {
    const bytes = privateKeyBytes(key)
    try {
      if (passphrase !== null) {
        const sealedKey = await sealWithPassphrase(bytes, passphrase, publicKeyOf(key))
        return succeed({ protection: 'passphrase', sealedKey })
      }
      if (!shell.keyStore) {
        return fail(
          failureOf('invalid-input', {
            message: 'This system offers no key store, so a passphrase has to protect the key.',
          }),
        )
      }
      return succeed({ protection: 'os', sealedKey: shell.keyStore.seal(bytes.toString('base64')) })
    } catch {
      return fail(failureOf('key-store-refused'))
    } finally {
      bytes.fill(0)
    }
  }

  async function tryPassphrase(kept: KeptIdentity, passphrase: string): Promise<Outcome<Identity>> {
    const pauseMs = pause.remainingMs()
    if (pauseMs > 0) {
      return fail(
        failureOf('wrong-passphrase', {
          message: `It was not tried: after several wrong passphrases there is a pause. Try again in ${Math.ceil(pauseMs / 1000)} seconds.`,
        }),
      )
    }
    const bytes = await openWithPassphrase(kept.sealedKey, passphrase, kept.publicKey)
    const key = bytes && privateKeyFrom(bytes, kept.publicKey)
    bytes?.fill(0)
    if (key) return unlocked(kept.fingerprint, key)
    pause.wrong()
    return fail(failureOf('wrong-passphrase'))
  }

  return {
    get: (): Outcome<Identity> => succeed(get()),

    /**
     * Makes the key. Without a passphrase the key store of the system seals it. Where there is an identity already, the new one takes its place
     * once the person at the screen agrees: it is the way on from a lost passphrase. Errors: `invalid-input`, `not-consented`,
     * `key-store-refused`.
     */
    create: ({ name, passphrase }: { name: string; passphrase: string | null }) =>
      inTurn(async (): Promise<Outcome<Identity>> => {
        const before = identities.current()
        if (before && !(await shell.consent(replacementQuestion(before)))) {
          return fail(failureOf('not-consented'))
        }
        const key = newPrivateKey()
        const sealed = await sealKey(key, passphrase)
        if (!sealed.ok) return sealed
        const publicKey = publicKeyOf(key)
        const fingerprint = fingerprintOf(publicKey)
        const { protection } = sealed.value
        const kept = { ...sealed.value, name, publicKey, fingerprint, createdAt: clock.instant() }
        journal.write(
          [
            {
              kind: 'identity-created',
              organizationId: null,
              accountId: null,
              procedureId: null,
              caseId: null,
              actor: name,
              detail: {
                name,
                fingerprint,
                publicKey,
                protection,
                replaces: before?.fingerprint ?? null,
              },
            },
          ],
          () => identities.replace(kept),
        )
        pushes.changed(['journal'])
        return unlocked(fingerprint, key)
      }),

    /** Opens the key. A key store needs no passphrase. Errors: `identity-missing`, `wrong-passphrase`, `key-store-refused`. */
    unlock: ({ passphrase }: { passphrase: string }) =>
      inTurn(async (): Promise<Outcome<Identity>> => {
        const kept = identities.current()
        if (!kept) return fail(failureOf('identity-missing'))
        if (kept.protection === 'passphrase') return await tryPassphrase(kept, passphrase)
        const key = openByKeyStore(kept)
        return key ? unlocked(kept.fingerprint, key) : fail(failureOf('key-store-refused'))
      }),

    /** Drops the key from memory, until it is unlocked again. */
    lock(): Outcome<Identity> {
      open = null
      shut = true
      pushes.changed(['operators'])
      return succeed(get())
    },

    /** What another operator needs to trust this one: name and public key, signed with it. Errors: `identity-missing`, `identity-locked`. */
    card(): Outcome<TextFile> {
      const signing = signer()
      if (!signing) return fail(missing())
      const { name, publicKey, fingerprint } = signing
      const card = signDocument(
        { format: 'rootkeep-operator', version: 1, name, publicKey },
        signing,
      )
      return succeed({
        name: `rootkeep-operator-${fingerprint.slice(0, 9)}.json`,
        text: textOf(card),
      })
    },

    /** What signs for the operator: to be used at once, not kept. Null while there is no identity, or it is locked. */
    signer,

    /** The same as an outcome. Errors: `identity-missing`, `identity-locked`. */
    requireSigner(): Outcome<Signer> {
      const signing = signer()
      return signing ? succeed(signing) : fail(missing())
    },

    /** True for the key in use and for all that were ever made here: nobody approves their own by changing keys. */
    isOwn: identities.wasEver,

    /** Calls the listener whenever there is something to sign with from now on: at once, if there is. */
    onUnlocked(listener: () => void): void {
      listeners.add(listener)
      if (signer()) listener()
    },
  }

  function missing() {
    return failureOf(identities.current() ? 'identity-locked' : 'identity-missing')
  }
}

function replacementQuestion({ name, fingerprint }: KeptIdentity) {
  return {
    title: 'Make a new operator identity?',
    detail: [
      `It takes the place of the identity of ${name}, ${fingerprint}, whose private key is deleted.`,
      'Other operators have to trust the new one before its approvals count with them.',
    ].join('\n'),
    agree: 'Make a new identity',
  }
}
