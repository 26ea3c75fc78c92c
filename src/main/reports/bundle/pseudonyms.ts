import { createHmac } from 'node:crypto'
import { AccountId, type OrganizationId } from '../../../shared/domain/accounts.ts'
import { createDigitPermutation } from './digit-permutation.ts'

export type Pseudonyms = ReturnType<typeof createPseudonyms>

const alphanumeric = '0123456789abcdefghijklmnopqrstuvwxyz'
const keyLetters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
/** Who calls, and what IAM has of a root user: up to the account; the account; of what kind; what it is called. */
const principal =
  /^(arn:aws[a-z-]*:(?:iam|sts)::)(\d{12}):(root|user|role|assumed-role|federated-user|mfa|u2f|fido)((?:\/.*)?)$/s

/**
 * What stands for names and IDs in what is redacted (docs/redaction.md). The same key gives the same pseudonym for the same thing, always; without
 * the key nothing leads back. IDs keep their shape where something is read from it.
 *
 * @param secret 32 bytes of this workstation; it never leaves it.
 */
export function createPseudonyms(secret: Uint8Array) {
  const permuted = createDigitPermutation(mac(secret, 'key of account IDs'), 12)
  const accounts = new Map<string, AccountId>()
  const records = new Map<string, string>()

  /** HMAC-SHA-256 over what kind of thing it is and the thing: equal texts of two kinds have nothing in common. */
  const bytes = (kind: string, text: string): Buffer => mac(secret, `${kind}\0${text}`)
  const hex = (kind: string, text: string, length = 16): string =>
    bytes(kind, text).toString('hex').slice(0, length)
  const letters = (kind: string, text: string, alphabet: string, length: number): string =>
    Array.from(
      bytes(kind, text).subarray(0, length),
      (byte) => alphabet[byte % alphabet.length],
    ).join('')

  /** Twelve digits again, and never the same for two accounts. Not to be told from a real one by its looks. */
  function accountId(id: string): AccountId {
    const known = accounts.get(id)
    if (known !== undefined) return known
    const pseudonym = AccountId.parse(permuted(AccountId.parse(id)))
    accounts.set(id, pseudonym)
    return pseudonym
  }

  /** The root, a unit, or whatever else holds accounts. */
  function unitId(id: string): string {
    const [, kind, ...parts] = /^(r|ou)-([^-]+)(?:-(.+))?$/.exec(id) ?? []
    const [root, rest] = parts
    if (root === undefined) return id === '' ? '' : `unit-${hex('unit', id)}`
    const pseudonym = `${kind}-${letters('root', root, alphanumeric, 8)}`
    return rest === undefined
      ? pseudonym
      : `${pseudonym}-${letters('unit', rest, alphanumeric, 16)}`
  }

  function organizationId(id: string): OrganizationId {
    return `o-${letters('organization', id, alphanumeric, 16)}` as OrganizationId
  }

  /** `o-…/r-…/ou-…/<account>/` */
  function path(text: string): string {
    return text
      .split('/')
      .map((part) => {
        if (isAccountId(part)) return accountId(part)
        return part.startsWith('o-') ? organizationId(part) : unitId(part)
      })
      .join('/')
  }

  /** The names of the units above an account, ` / ` between them. The root is called so everywhere. */
  function unitPath(text: string): string {
    return text
      .split(' / ')
      .map((name) => (name === '' || name === 'Root' ? name : `unit-${hex('unit name', name, 12)}`))
      .join(' / ')
  }

  /** `Key`, `Value`, or `Key=Value` of a tag, whatever the case: filters do not tell cases apart. */
  function tag(text: string): string {
    return text
      .toLowerCase()
      .split('=')
      .map((part) => (part === '' ? '' : `tag-${hex('tag', part, 12)}`))
      .join('=')
  }

  /**
   * The ID of a run, a procedure, a case, an exemption, an attestation.
   *
   * SECURITY: the random IDs of procedures and cases are what the hash of a withheld entry hides behind. Whoever knew all members of an entry but an
   * account ID could try them all.
   */
  function recordId(id: string): string {
    const known = records.get(id)
    if (known !== undefined) return known
    const pseudonym = hex('record', id, 32).replace(
      /(.{8})(.{4})(.{4})(.{4})(.{12})/,
      '$1-$2-$3-$4-$5',
    )
    records.set(id, pseudonym)
    return pseudonym
  }

  /** An ARN of IAM or STS keeps all but its account and its names; null for any other text. */
  function arn(text: string): string | null {
    const parts = principal.exec(text)
    if (!parts) return null
    const [, beginning = '', account = '', kind = '', names = ''] = parts
    const hidden = names.replaceAll(/[^/:]+/g, (name) => hex('name', name, 12))
    return `${beginning}${accountId(account)}:${kind}${hidden}`
  }

  return {
    accountId,
    organizationId,
    unitId,
    path,
    unitPath,
    tag,
    accountName: (id: string): string => `account-${hex('account name', id, 12)}`,
    email: (address: string): string => `${hex('e-mail', address.toLowerCase())}@redacted.invalid`,
    /** The first four letters say what kind of key it is; the rest of a real one encodes the account. */
    accessKeyId: (id: string): string => {
      const kind = /^A[A-Z]{3}(?=[A-Z0-9]{8,}$)/.exec(id)?.[0] ?? 'AKIA'
      return `${kind}${letters('access key', id, keyLetters, 16)}`
    },
    /** What an MFA device is can be read from it as before: an ARN, or the serial number of a token. */
    mfaSerial: (serial: string): string => arn(serial) ?? `serial-${hex('mfa', serial, 12)}`,
    certificateId: (id: string): string => letters('certificate', id, keyLetters, 32),
    /** Who did something: an ARN or a name. Rootkeep itself stays itself. */
    actor: (text: string): string =>
      text === 'rootkeep' ? text : (arn(text) ?? `person-${hex('person', text, 12)}`),
    ticket: (text: string): string => `ticket-${hex('ticket', text, 12)}`,
    recordId,
    /** An item of a plan. */
    itemId: (id: string): string => `item-${hex('item', id, 12)}`,
  }
}

/** True for twelve digits. */
export function isAccountId(text: string): boolean {
  return /^\d{12}$/.test(text)
}

function mac(secret: Uint8Array, text: string): Buffer {
  return createHmac('sha256', secret).update(text).digest()
}
