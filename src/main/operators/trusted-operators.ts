import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import type { JournalDraft } from '../../shared/domain/journal.ts'
import { OperatorCard, type TrustedOperator } from '../../shared/domain/operators.ts'
import { fail, succeed, type Outcome } from '../../shared/ipc/result.ts'
import type { Clock } from '../clock.ts'
import type { Operators } from '../database/operators.ts'
import type { Journal } from '../journal/journal.ts'
import { plainLine } from '../plain-line.ts'
import type { Pushes } from '../pushes.ts'
import type { ShellServices } from '../shell-services.ts'
import { fingerprintOf, isSameFingerprint } from './fingerprint.ts'
import type { IdentityService } from './identity-service.ts'
import { isSignedWith, readDocument } from './signed-document.ts'

export type TrustedOperatorsDeps = {
  readonly operators: Operators
  readonly identity: Pick<IdentityService, 'isOwn'>
  readonly journal: Pick<Journal, 'write'>
  readonly clock: Clock
  readonly pushes: Pick<Pushes, 'changed'>
  readonly shell: Pick<ShellServices, 'consent'>
  /** Who does it, for the journal. */
  readonly actor: () => string
}

type Introduced = {
  readonly name: string
  readonly publicKey: string
  readonly fingerprint: string
}

/** The operators whose approvals count at this workstation. */
export function createTrustedOperators(deps: TrustedOperatorsDeps) {
  const { operators, identity, journal, clock, pushes, shell, actor } = deps

  function introduced(text: string): Outcome<Introduced> {
    const card = readDocument(OperatorCard, text)
    if (!card) {
      return fail(
        failureOf('approval-unreadable', {
          message: 'This is not the card of an operator that Rootkeep can read.',
        }),
      )
    }
    if (!isSignedWith(card, card.publicKey)) return fail(failureOf('approval-forged'))
    const { name, publicKey } = card
    return succeed({ name, publicKey, fingerprint: fingerprintOf(publicKey) })
  }

  function draftOf(
    kind: 'operator-trusted' | 'operator-revoked',
    { fingerprint, name, publicKey }: Introduced,
  ): JournalDraft {
    return {
      kind,
      organizationId: null,
      accountId: null,
      procedureId: null,
      caseId: null,
      actor: actor(),
      detail: { fingerprint, name, publicKey },
    }
  }

  function changed(): Outcome<TrustedOperator[]> {
    pushes.changed(['operators', 'journal'])
    return succeed(operators.list())
  }

  return {
    operators: (): Outcome<TrustedOperator[]> => succeed(operators.list()),

    /** Reads a card and says whose it is; trusts nobody. Errors: `approval-unreadable`, `approval-forged`. */
    readCard({ text }: { text: string }): Outcome<{ name: string; fingerprint: string }> {
      const card = introduced(text)
      if (!card.ok) return card
      const { name, fingerprint } = card.value
      return succeed({ name, fingerprint })
    },

    /**
     * Trusts the owner of a card. `fingerprint` is the one that was compared with them. A key that was revoked is not trusted again.
     *
     * SECURITY: nobody is trusted by the page alone: the person at the screen agrees in a window that is not the page, and reads the fingerprint there.
     *
     * Errors: `approval-unreadable`, `approval-forged`, `fingerprint-differs`, `approval-own`, `approval-revoked`, `not-consented`.
     */
    async trust({
      text,
      fingerprint,
    }: {
      text: string
      fingerprint: string
    }): Promise<Outcome<TrustedOperator[]>> {
      const card = introduced(text)
      if (!card.ok) return card
      const refusal = refusalOf(card.value, fingerprint)
      if (refusal) return fail(refusal)
      if (operators.get(card.value.fingerprint)) return succeed(operators.list())
      if (!(await shell.consent(trustQuestion(card.value, operators.list())))) {
        return fail(failureOf('not-consented'))
      }
      // In front of that window time has passed.
      if (operators.get(card.value.fingerprint)) return succeed(operators.list())
      journal.write([draftOf('operator-trusted', card.value)], () =>
        operators.add({ ...card.value, trustedAt: clock.instant() }),
      )
      return changed()
    },

    /** From now on no approval of this key counts, not even one that was brought before. It needs no consent: it only tightens. */
    revoke({ fingerprint }: { fingerprint: string }): Outcome<TrustedOperator[]> {
      const operator = operators.get(fingerprint)
      if (!operator) {
        return fail(failureOf('not-found', { message: 'No such operator is trusted here.' }))
      }
      if (operator.revokedAt !== null) return succeed(operators.list())
      journal.write([draftOf('operator-revoked', operator)], () =>
        operators.revoke(fingerprint, clock.instant()),
      )
      return changed()
    },
  }

  function refusalOf(card: Introduced, compared: string) {
    if (!isSameFingerprint(card.fingerprint, compared)) return failureOf('fingerprint-differs')
    if (identity.isOwn(card.fingerprint)) {
      return failureOf('approval-own', {
        message: 'This is the card of this workstation, and nobody approves their own plan.',
      })
    }
    const revokedAt = operators.get(card.fingerprint)?.revokedAt
    if (!revokedAt) return null
    return failureOf('approval-revoked', {
      message: `This key was revoked here on ${revokedAt.slice(0, 10)} and is not trusted again. Its owner can make a new one.`,
    })
  }
}

function trustQuestion({ name, fingerprint }: Introduced, trusted: readonly TrustedOperator[]) {
  const shown = plainLine(name)
  const namesake = trusted.find((one) => one.revokedAt === null && plainLine(one.name) === shown)
  return {
    title: `Trust ${shown} to approve plans of this workstation?`,
    detail: [
      `Fingerprint: ${fingerprint}`,
      'Agree only if you compared it with its owner, in person or on the telephone.',
      ...(namesake
        ? [
            `Another key of that name is trusted already: ${namesake.fingerprint}. Ask why there are two.`,
          ]
        : []),
    ].join('\n'),
    agree: 'Trust this operator',
  }
}
