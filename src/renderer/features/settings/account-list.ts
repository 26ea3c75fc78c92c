import { AccountId } from '../../../shared/domain/accounts.ts'

/** Reads account IDs from text, apart by spaces, commas or lines; `1111-2222-3333` is read too. Each once, in the order written. */
export function accountIdsFrom(text: string): {
  readonly ids: readonly AccountId[]
  /** What is wrong, naming the first that is no account ID; null where nothing is. */
  readonly fault: string | null
} {
  const ids = new Set<AccountId>()
  for (const word of text.split(/[\s,;]+/).filter(Boolean)) {
    const parsed = AccountId.safeParse(
      /^\d{4}-\d{4}-\d{4}$/.test(word) ? word.replaceAll('-', '') : word,
    )
    if (!parsed.success)
      return { ids: [...ids], fault: `“${word}” is not an account ID: it has twelve digits` }
    ids.add(parsed.data)
  }
  return ids.size > 50_000
    ? { ids: [...ids], fault: 'at most 50,000 accounts' }
    : { ids: [...ids], fault: null }
}
