import { everyAccount, type AccountFilter } from '../../../shared/domain/account-query.ts'
import { searchText, type ListedUnit } from '../../database/inventory.ts'
import type { JudgedAccount } from './judged-account.ts'
import { findingLabel, postureLabel } from '../../../shared/format/labels.ts'

type Units = readonly ListedUnit[]

/** Which accounts a report is about. */
export type ReportScope = {
  /** True where every member is meant. */
  readonly whole: boolean
  /** What was chosen, in words. */
  readonly words: string
  readonly includeLeft: boolean
  /** Whether an account fits, be it a member or not. */
  fits(account: JudgedAccount): boolean
}

/** Reads the filter of the accounts table (`account-conditions.ts`) as it stood at the instant that the accounts are judged at. */
export function reportScope(filter: AccountFilter, units: Units): ReportScope {
  const { postures, findings, states, includeLeft } = filter
  // Everything is below a root.
  const unitId = filter.unitId?.startsWith('r-') ? null : filter.unitId
  const below = unitId === null ? null : unitsBelow(unitId, units)
  const tag = filter.tag === null ? null : tagText(filter.tag.toLowerCase())
  const words = filter.search.toLowerCase().split(/\s+/).filter(Boolean)
  const whole =
    postures.length + findings.length + states.length + words.length === 0 &&
    below === null &&
    tag === null

  return {
    whole,
    words: scopeWords({ ...filter, unitId }, units),
    includeLeft,
    fits(judged) {
      if (whole) return true
      const { account, posture, unitPath, tags } = judged
      if (postures.length > 0 && !postures.includes(posture)) return false
      if (states.length > 0 && !states.includes(account.state)) return false
      if (findings.length > 0 && !judged.findings.some(({ kind }) => findings.includes(kind))) {
        return false
      }
      if (below && !below.has(account.parentId)) return false
      if (tag === null && words.length === 0) return true
      const text = searchText({ ...account, unitPath }, tags)
      return (
        (tag === null || `${text}\n`.includes(tag)) && words.every((word) => text.includes(word))
      )
    },
  }
}

function tagText(tag: string): string {
  return tag.includes('=') ? `\n${tag}\n` : `\n${tag}=`
}

function unitsBelow(unitId: string, units: Units): ReadonlySet<string> {
  const children = Map.groupBy(units, ({ parentId }) => parentId)
  const below = new Set([unitId])
  // A set is walked in the order of insertion, those included that are added on the way.
  for (const id of below) for (const child of children.get(id) ?? []) below.add(child.id)
  return below
}

/** Says in words which accounts a filter means. */
function scopeWords(filter: AccountFilter, units: Units): string {
  const parts = [
    filter.postures.length > 0 ? `posture ${oneOf(filter.postures, postureLabel)}` : '',
    filter.findings.length > 0 ? `finding ${oneOf(filter.findings, findingLabel)}` : '',
    filter.states.length > 0 ? `State ${filter.states.join(' or ')}` : '',
    filter.unitId === null ? '' : `below the unit ${nameOf(filter.unitId, units)}`,
    filter.tag === null ? '' : `tag ${filter.tag}`,
    filter.search.trim() === '' ? '' : `search “${filter.search.trim()}”`,
  ].filter(Boolean)
  const who =
    parts.length === 0
      ? 'Every member of the organization'
      : `Members of the organization with: ${parts.join('; ')}`
  const left =
    filter.includeLeft === everyAccount.includeLeft ? '' : ', and accounts that have left'
  return `${who}${left}.`
}

function oneOf<K extends string>(
  values: readonly K[],
  labels: Readonly<Record<K, string>>,
): string {
  return values.map((value) => labels[value].toLowerCase().replaceAll('mfa', 'MFA')).join(' or ')
}

function nameOf(unitId: string, units: Units): string {
  const unit = units.find(({ id }) => id === unitId)
  return unit ? `${unit.name} (${unitId})` : unitId
}
