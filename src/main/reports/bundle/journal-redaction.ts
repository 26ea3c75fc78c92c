import type { JournalLine } from '../../../shared/domain/evidence.ts'
import type { JournalEntry, JournalKind, JournalValue } from '../../../shared/domain/journal.ts'
import { isAccountId, type Pseudonyms } from './pseudonyms.ts'

/** Members of details that hold words of ours, numbers and instants, whatever the kind of entry. */
const plainMembers: ReadonlySet<string> = new Set([
  'accounts',
  'awsCode',
  'call',
  'code',
  'expiresAt',
  'inCase',
  'intent',
  'items',
  'mode',
  'noCredentialLeft',
  'procedure',
  'requestId',
  'scenario',
  'state',
  'step',
  'until',
  'verifiedAt',
])

/** Of an identity: who signs stays known, or no checkpoint of a key of before could be told from a forged one. */
const identityMembers: ReadonlySet<string> = new Set(['fingerprint', 'publicKey', 'replaces'])

/**
 * A line of the journal with the entry withheld. Its hash stays as the link between its neighbours; what may be seen of it is shown: call names,
 * outcomes, codes, request IDs, and pseudonyms.
 */
export function redactedLine(line: JournalLine, pseudonyms: Pseudonyms): JournalLine {
  if (!('entry' in line)) {
    const shown = line.shown && shownOf(line.shown, pseudonyms)
    return { withheld: line.withheld, shown }
  }
  const { sequence, previous, hash } = line.entry
  return { withheld: { sequence, previous, hash }, shown: shownOf(line.entry, pseudonyms) }
}

type Shown = Omit<JournalEntry, 'previous' | 'hash'>

function shownOf(entry: Shown, pseudonyms: Pseudonyms): Shown {
  const { sequence, at, kind, organizationId, accountId, procedureId, caseId, actor } = entry
  return {
    sequence,
    at,
    kind,
    organizationId: organizationId && pseudonyms.organizationId(organizationId),
    accountId: accountId && pseudonyms.accountId(accountId),
    procedureId: procedureId && pseudonyms.recordId(procedureId),
    caseId: caseId && pseudonyms.recordId(caseId),
    actor: pseudonyms.actor(actor),
    detail: Object.fromEntries(
      Object.entries(entry.detail).flatMap(([name, value]) => {
        const shown = shownMember(kind, name, value, pseudonyms)
        return shown === undefined ? [] : [[name, shown]]
      }),
    ),
  }
}

/** A member of a detail as it may be seen; undefined where it may not. */
function shownMember(
  kind: JournalKind,
  name: string,
  value: JournalValue,
  pseudonyms: Pseudonyms,
): JournalValue | undefined {
  if (name === 'itemId' && typeof value === 'string') {
    return value === 'session' ? value : pseudonyms.itemId(value)
  }
  if (name === 'accessKeyId' && typeof value === 'string') return pseudonyms.accessKeyId(value)
  const known = plainMembers.has(name) || (kind === 'identity-created' && identityMembers.has(name))
  return known && isPlain(value) ? value : undefined
}

/** True for numbers, words without spaces, and counts of such. SECURITY: free text is none of these, wherever it stands. */
function isPlain(value: JournalValue): boolean {
  if (typeof value === 'string') return /^[\w:.+/=-]{1,128}$/.test(value) && !isAccountId(value)
  if (typeof value !== 'object' || value === null) return true
  return (
    !Array.isArray(value) &&
    Object.entries(value).every(
      ([name, count]) => /^[a-z-]+$/i.test(name) && typeof count === 'number',
    )
  )
}
