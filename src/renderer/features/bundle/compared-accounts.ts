import type { BundleComparison } from '../../../shared/domain/bundles.ts'
import { findingLabel } from '../../format/labels.ts'

export type ComparedAccount = BundleComparison['accounts'][number]
export type ChangeKind = ComparedAccount['kind']
export type ComparedSide = ComparedAccount['before']

/** The ways in which two bundles say something else of an account, the gravest first. */
export const changeKinds = [
  'worse',
  'joined',
  'left',
  'otherwise',
  'better',
] as const satisfies readonly ChangeKind[]

export const changeKindLabel = {
  worse: 'Worse',
  better: 'Better',
  joined: 'Joined',
  left: 'Left',
  otherwise: 'Otherwise',
} as const satisfies Record<ChangeKind, string>

/** The accounts that changed in one of the ways, the gravest first; with none chosen, all of them. */
export function accountsOf(
  accounts: readonly ComparedAccount[],
  kinds: ReadonlySet<ChangeKind>,
): ComparedAccount[] {
  const rank = (account: ComparedAccount) => changeKinds.indexOf(account.kind)
  return accounts
    .filter(({ kind }) => kinds.size === 0 || kinds.has(kind))
    .toSorted((a, b) => rank(a) - rank(b) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
}

/** The findings of one side in words; '' where it has none or does not know the account. */
export function findingWords(side: ComparedSide): string {
  return side?.findings.map((kind) => findingLabel[kind]).join(', ') ?? ''
}

/** The credentials that one side has and the other has not: `− AKIA…, + arn:…`; '' where both have the same. */
export function itemWords({ before, after }: Pick<ComparedAccount, 'before' | 'after'>): string {
  const had = before?.items ?? []
  const has = after?.items ?? []
  return [
    ...had.filter((item) => !has.includes(item)).map((item) => `− ${item}`),
    ...has.filter((item) => !had.includes(item)).map((item) => `+ ${item}`),
  ].join(', ')
}
