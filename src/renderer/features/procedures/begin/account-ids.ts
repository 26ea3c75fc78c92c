import { AccountId } from '../../../../shared/domain/accounts.ts'

export type TypedAccounts = {
  /** Each once, in the order of the text. */
  readonly accountIds: readonly AccountId[]
  /** What stands there and is no account ID. */
  readonly strays: readonly string[]
}

/** Reads account IDs out of a text: apart by spaces, commas, semicolons or lines; the dashes of `1234-5678-9012` are dropped. */
export function accountIdsFrom(text: string): TypedAccounts {
  const accountIds = new Set<AccountId>()
  const strays: string[] = []
  for (const word of text.split(/[\s,;]+/)) {
    if (word === '') continue
    const parsed = AccountId.safeParse(word.replace(/^(\d{4})-(\d{4})-(\d{4})$/, '$1$2$3'))
    if (parsed.success) accountIds.add(parsed.data)
    else strays.push(word)
  }
  return { accountIds: [...accountIds], strays }
}
