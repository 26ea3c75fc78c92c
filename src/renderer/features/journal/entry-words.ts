import { sentenceOf } from '../../../shared/domain/journal-sentences.ts'
import type { JournalEntry, JournalValue } from '../../../shared/domain/journal.ts'
import { exactOf } from '../../format/instant.ts'

type Told = Pick<JournalEntry, 'kind' | 'detail'>
type Detail = JournalEntry['detail']

/** What one line of the table says of an entry beside its kind. An intent is told by its call: whether it was answered, another entry says. */
export function summaryOf(entry: Told): string {
  if (entry.kind !== 'call-intent') return sentenceOf(entry)
  return [textOf(entry.detail, 'call'), argumentWords(entry.detail)].filter(Boolean).join('  ')
}

/** How loud an entry is: what failed or was refused, and what is not certain. */
export function toneOf({ kind, detail }: Told): 'danger' | 'warning' | 'plain' {
  const state = detail['state']
  if (state === 'failed') return 'danger'
  if (state === 'in-doubt') return 'warning'
  switch (kind) {
    case 'procedure-refused':
    case 'procedure-stopped':
    case 'approval-refused':
      return 'danger'
    case 'operator-revoked':
    case 'rules-changed':
      return 'warning'
    default:
      return 'plain'
  }
}

/** The arguments of a call, short: they stand in full beside the table. */
function argumentWords(detail: Detail): string {
  const given = detail['arguments']
  if (!isRecord(given)) return ''
  return Object.entries(given)
    .map(([name, value]) => `${name} ${shortened(plain(value))}`)
    .join(', ')
}

/** One member of an entry's detail, named and set for reading. */
export type DetailFact = {
  readonly name: string
  readonly value: string
  /** True for what is copied rather than read: IDs, hashes, ARNs. */
  readonly copy: boolean
}

/** The detail of an entry as facts, one a value; members of members are named with their path. */
export function detailFacts(detail: Detail, path = ''): DetailFact[] {
  return Object.entries(detail).flatMap(([member, value]): DetailFact[] => {
    const name = path === '' ? memberName(member) : `${path}, ${memberName(member)}`
    if (Array.isArray(value) && value.every((each) => each !== null && typeof each !== 'object')) {
      return [{ name, value: value.map(plain).join(', ') || 'None', copy: false }]
    }
    if (isRecord(value) && Object.keys(value).length > 0) return detailFacts(value, name)
    if (isRecord(value)) return [{ name, value: 'None', copy: false }]
    return [{ name, value: plain(value), copy: typeof value === 'string' && isReference(value) }]
  })
}

/** `accessKeyId` reads `Access key ID`; what the API names with a capital stays as it is. */
export function memberName(member: string): string {
  if (/^[A-Z]/.test(member) || !/^[a-z]+([A-Z0-9][a-z0-9]*)*$/.test(member)) return member
  const words = member
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/\b(id|arn|aws|mfa|url|sha256)\b/g, (word) => word.toUpperCase())
    .replace('SHA256', 'SHA-256')
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}

function plain(value: JournalValue): string {
  if (value === null) return 'None'
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  if (typeof value === 'string') return isInstant(value) ? exactOf(value) : value
  return typeof value === 'number' ? String(value) : JSON.stringify(value)
}

function shortened(text: string): string {
  return text.length > 48 ? `${text.slice(0, 24)}…${text.slice(-12)}` : text
}

function textOf(detail: Detail, member: string): string {
  const value = detail[member]
  return typeof value === 'string' ? value : ''
}

function isInstant(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(text)
}

function isReference(text: string): boolean {
  return /^(arn:|[0-9a-f]{32,}$|[0-9A-Fa-f-]{36}$|A[A-Z]{3}[A-Z0-9]{12,}$|\d{12}$)/.test(text)
}

function isRecord(
  value: JournalValue | undefined,
): value is { readonly [key: string]: JournalValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
