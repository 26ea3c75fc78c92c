import type { CredentialDetails, Presence } from '../../shared/domain/credentials.ts'
import { mfaKind } from '../../shared/domain/credentials.ts'
import type { PlannedItem } from '../../shared/domain/plans.ts'
import { credentialKinds, type CredentialKind } from '../../shared/domain/procedures.ts'

/** A root credential as the plan names it: the item without what its use demands. */
type BareItem = Omit<PlannedItem, 'acknowledge'> & {
  readonly thing: { readonly kind: CredentialKind }
}

/**
 * The root credentials of one account as items of a plan, in the order in which they are deleted: keys, certificates, password, MFA devices. The
 * devices are last, so that a password is never left without its second factor.
 */
export function credentialItems(
  accountId: string,
  details: CredentialDetails,
  kinds: readonly CredentialKind[] = credentialKinds,
): BareItem[] {
  const items: BareItem[] = [
    ...details.accessKeys.map((accessKey): BareItem => ({
      id: `${accountId}/access-key/${accessKey.id}`,
      call: 'iam:DeleteAccessKey',
      arguments: { AccessKeyId: accessKey.id },
      thing: { kind: 'access-key', accessKey },
    })),
    ...details.signingCertificates.map((certificate): BareItem => ({
      id: `${accountId}/signing-certificate/${certificate.id}`,
      call: 'iam:DeleteSigningCertificate',
      arguments: { CertificateId: certificate.id },
      thing: { kind: 'signing-certificate', certificate },
    })),
    ...(details.passwordCreatedAt === null
      ? []
      : [
          {
            id: `${accountId}/password`,
            call: 'iam:DeleteLoginProfile',
            arguments: {},
            thing: {
              kind: 'password',
              createdAt: details.passwordCreatedAt,
              lastUsedAt: details.passwordLastUsed,
            },
          } satisfies BareItem,
        ]),
    ...details.mfaDevices.map((device): BareItem => ({
      id: `${accountId}/mfa-device/${device.serialNumber}`,
      call: 'iam:DeactivateMFADevice',
      arguments: { SerialNumber: device.serialNumber },
      thing: { kind: 'mfa-device', device, deviceKind: mfaKind(device.serialNumber) },
    })),
  ]
  return items.filter((item) => kinds.includes(item.thing.kind))
}

/** When a credential was last used, as far as IAM says; null where it was not, or IAM keeps no such date. */
export function lastUseOf(thing: PlannedItem['thing']): string | null {
  if (thing.kind === 'access-key') return thing.accessKey.lastUsed?.at ?? null
  return thing.kind === 'password' ? thing.lastUsedAt : null
}

/** What is there, from what the lists say. */
export function presenceIn(details: CredentialDetails): Presence {
  return {
    password: details.passwordCreatedAt !== null,
    accessKeys: details.accessKeys.length > 0,
    mfaDevices: details.mfaDevices.length > 0,
    signingCertificates: details.signingCertificates.length > 0,
  }
}

/**
 * Which planned items are still there, by ID. A password that was set anew is another one than that of the plan, which is gone.
 */
export function remainingOf(
  planned: readonly PlannedItem[],
  present: readonly Pick<PlannedItem, 'id' | 'thing'>[],
): Set<string> {
  const now = new Map(present.map((item) => [item.id, item.thing]))
  return new Set(
    planned.flatMap(({ id, thing }) => {
      const found = now.get(id)
      return found && !isAnotherPassword(thing, found) ? [id] : []
    }),
  )
}

function isAnotherPassword(then: PlannedItem['thing'], now: PlannedItem['thing']): boolean {
  return then.kind === 'password' && now.kind === 'password' && then.createdAt !== now.createdAt
}

/**
 * How what is there now differs from what the plan was made from, one sentence; null where it fits. What is gone meanwhile is no difference: it is as
 * wanted. What is new, or was used after it was shown, is.
 */
export function differenceFrom(
  planned: readonly PlannedItem[],
  present: readonly Pick<PlannedItem, 'id' | 'thing'>[],
): string | null {
  const known = new Map(planned.map((item) => [item.id, item]))
  for (const now of present) {
    const then = known.get(now.id)
    const name = nameOf(now.thing)
    if (!then) return `${name} is there now and is not in the plan.`
    if (isAnotherPassword(then.thing, now.thing)) {
      return 'The console password was set anew after it was shown.'
    }
    const used = lastUseOf(now.thing)
    const usedThen = lastUseOf(then.thing)
    if (used !== null && (usedThen === null || used > usedThen)) {
      return `${name} was used at ${used}, after what the plan shows.`
    }
  }
  return null
}

/** What people call it. */
export function nameOf(thing: PlannedItem['thing']): string {
  switch (thing.kind) {
    case 'access-key':
      return `Access key ${thing.accessKey.id}`
    case 'signing-certificate':
      return `Signing certificate ${thing.certificate.id}`
    case 'password':
      return 'The console password'
    case 'mfa-device':
      return `MFA device ${thing.device.serialNumber}`
    case 'password-recovery':
      return 'Password recovery'
    case 'mailbox':
      return 'The root mailbox'
    case 'bucket-policy':
      return `The policy of the bucket ${thing.bucket}`
    case 'queue-policy':
      return `The policy of the queue ${thing.queueUrl}`
    case 'organization-switch':
      return thing.switch
    case 'audit':
      return 'The root credentials'
  }
}
