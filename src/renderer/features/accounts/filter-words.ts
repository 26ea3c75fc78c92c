import type { AccountFilter } from '../../../shared/domain/account-query.ts'
import { findingLabel, postureLabel, stateLabel } from '../../format/labels.ts'

/** True where the filter leaves out any member. */
export function isFiltered(filter: AccountFilter): boolean {
  return (
    filter.postures.length + filter.findings.length + filter.states.length > 0 ||
    filter.unitId !== null ||
    filter.tag !== null ||
    filter.search.trim() !== '' ||
    filter.includeLeft
  )
}

/** A filter in words, for where it stands without its chips: `non-compliant or unknown; with access key; matching “prod”`. */
export function filterSentence(filter: AccountFilter): string {
  const { postures, findings, states, unitId, tag, search, includeLeft } = filter
  const parts = [
    anyOf(postures.map((posture) => postureLabel[posture])),
    findings.length > 0 ? `with ${anyOf(findings.map((finding) => findingLabel[finding]))}` : '',
    anyOf(states.map((state) => stateLabel[state])),
    unitId === null ? '' : `below ${unitId}`,
    tag === null ? '' : `tagged ${tag}`,
    search.trim() === '' ? '' : `matching “${search.trim()}”`,
    includeLeft ? 'also those that left' : '',
  ].filter((part) => part !== '')
  return parts.length === 0 ? 'every member account' : parts.join('; ')
}

function anyOf(words: readonly string[]): string {
  return words.map((word) => word.charAt(0).toLowerCase() + word.slice(1)).join(' or ')
}

/** True where two filters mean the same accounts. */
export function sameFilter(a: AccountFilter, b: AccountFilter): boolean {
  return wordOf(a) === wordOf(b)
}

function wordOf(filter: AccountFilter): string {
  const { postures, findings, states, unitId, tag, search, includeLeft } = filter
  return JSON.stringify([
    postures.toSorted(),
    findings.toSorted(),
    states.toSorted(),
    unitId,
    tag,
    search.trim().toLowerCase(),
    includeLeft,
  ])
}
