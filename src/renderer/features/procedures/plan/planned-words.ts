import type { PlannedItem, PlannedThing, PlanTarget } from '../../../../shared/domain/plans.ts'
import type { CredentialKind } from '../../../../shared/domain/procedures.ts'
import { countedOf } from '../../../format/count.ts'
import { mfaKindLabel, switchLabel } from '../../../format/labels.ts'

/** What kind of thing an item is about. */
export function thingLabel(thing: PlannedThing): string {
  switch (thing.kind) {
    case 'audit':
      return 'Root credentials'
    case 'access-key':
      return 'Access key'
    case 'signing-certificate':
      return 'Signing certificate'
    case 'password':
      return 'Console password'
    case 'mfa-device':
      return 'MFA device'
    case 'password-recovery':
      return 'Password recovery'
    case 'mailbox':
      return 'Root mailbox'
    case 'bucket-policy':
      return 'Bucket policy'
    case 'queue-policy':
      return 'Queue policy'
    case 'organization-switch':
      return 'Organization switch'
  }
}

/** The name by which the thing is known in AWS; null where it has none. */
export function thingName(thing: PlannedThing): string | null {
  switch (thing.kind) {
    case 'access-key':
      return thing.accessKey.id
    case 'signing-certificate':
      return thing.certificate.id
    case 'mfa-device':
      return thing.device.serialNumber
    case 'password-recovery':
      return thing.mailbox
    case 'mailbox':
      return thing.after
    case 'bucket-policy':
      return thing.bucket
    case 'queue-policy':
      return thing.queueArn
    case 'organization-switch':
      return thing.accountId
    case 'audit':
    case 'password':
      return null
  }
}

/** What is worth knowing of it besides its age and its last use; null where nothing is. */
export function thingRemark(thing: PlannedThing): string | null {
  switch (thing.kind) {
    case 'access-key':
      return thing.accessKey.status
    case 'signing-certificate':
      return thing.certificate.status
    case 'mfa-device':
      return mfaKindLabel[thing.deviceKind]
    case 'password-recovery':
      return `read by ${thing.mailboxOwner}`
    case 'mailbox':
      return `now ${thing.before}`
    case 'bucket-policy':
    case 'queue-policy':
      return thing.region
    case 'organization-switch':
      return `${switchLabel[thing.switch]}: ${thing.from ? 'on' : 'off'} → ${thing.to ? 'on' : 'off'}`
    case 'audit':
    case 'password':
      return null
  }
}

/** Since when it exists; `at` is null where AWS keeps no such date, or did not say. Null for what has no beginning. */
export function creationOf(thing: PlannedThing): { readonly at: string | null } | null {
  switch (thing.kind) {
    case 'access-key':
      return { at: thing.accessKey.createdAt }
    case 'signing-certificate':
      return { at: thing.certificate.uploadedAt }
    case 'password':
      return { at: thing.createdAt }
    case 'mfa-device':
      return { at: thing.device.enabledAt }
    default:
      return null
  }
}

export type LastUse =
  | { readonly kind: 'used'; readonly at: string; readonly where: string }
  /** IAM knows of no use. */
  | { readonly kind: 'none' }
  /** IAM keeps no last use of this kind of thing, so nothing can be said. */
  | { readonly kind: 'not-kept' }

/** When and where it was last used, as far as IAM says. A kind whose use IAM does not record is never called unused. */
export function lastUse(thing: PlannedThing): LastUse | null {
  switch (thing.kind) {
    case 'access-key': {
      const { lastUsed } = thing.accessKey
      if (lastUsed === null) return { kind: 'none' }
      const where = [lastUsed.service, lastUsed.region].filter((part) => part !== 'N/A')
      return { kind: 'used', at: lastUsed.at, where: where.join(', ') }
    }
    case 'password':
      return thing.lastUsedAt === null
        ? { kind: 'none' }
        : { kind: 'used', at: thing.lastUsedAt, where: 'console sign-in' }
    case 'signing-certificate':
    case 'mfa-device':
      return { kind: 'not-kept' }
    default:
      return null
  }
}

/** The call of an item as it will be made: `iam:DeleteAccessKey` and its arguments, each by its name in the API. */
export function callWords({ call, arguments: given }: PlannedItem): string {
  const listed = Object.entries(given).map(([name, value]) => `${name}: ${value}`)
  return `${call}(${listed.join(', ')})`
}

/** In the order in which they are deleted. */
const credentialWords = [
  ['access-key', (number) => countedOf(number, 'access key')],
  ['signing-certificate', (number) => countedOf(number, 'signing certificate')],
  ['password', () => 'console password'],
  ['mfa-device', (number) => countedOf(number, 'MFA device')],
] as const satisfies readonly (readonly [CredentialKind, (number: number) => string])[]

/** What is done in one account, in a few words: `2 access keys, console password, 1 MFA device`. */
export function targetSummary({ items }: Pick<PlanTarget, 'items'>): string {
  const [first] = items
  if (!first) return 'nothing'
  const numberOf = (kind: PlannedThing['kind']) =>
    items.filter(({ thing }) => thing.kind === kind).length
  const { thing } = first
  switch (thing.kind) {
    case 'audit':
      return 'deep audit, reads only'
    case 'password-recovery':
      return `password recovery by ${thing.mailbox}`
    case 'mailbox':
      return `${thing.before} → ${thing.after}`
    case 'bucket-policy':
      return `policy of ${thing.bucket}: ${policyChangeWords(thing)}`
    case 'queue-policy':
      return `policy of ${thing.queueArn}: ${policyChangeWords(thing)}`
    case 'organization-switch':
      return `${switchLabel[thing.switch]} ${thing.to ? 'on' : 'off'}`
    default:
      return credentialWords
        .map(([kind, words]) => ({ words, number: numberOf(kind) }))
        .filter(({ number }) => number > 0)
        .map(({ words, number }) => words(number))
        .join(', ')
  }
}

function policyChangeWords({
  before,
  after,
}: Extract<PlannedThing, { kind: 'bucket-policy' | 'queue-policy' }>): string {
  if (after === null) return 'deleted'
  return before === null ? 'written' : 'replaced'
}

/** How many of an account's items have to be acknowledged by themselves. */
export function acknowledgedCount({ items }: Pick<PlanTarget, 'items'>): number {
  return items.filter(({ acknowledge }) => acknowledge !== null).length
}

/** `1, then 5, then 25, then 125 at a time`. */
export function wavesWords(waves: readonly number[]): string {
  const last = waves.at(-1)
  if (last === undefined) return 'all at once'
  return waves.length === 1 ? `${last} at a time` : `${waves.join(', then ')} at a time`
}
