import type { PortalAccount } from '../../../shared/domain/sign-in.ts'

const byName = new Intl.Collator('en', { numeric: true })

/** The accounts by name whose name, ID or e-mail address holds every word that was typed. */
export function accountsThatFit(
  accounts: readonly PortalAccount[],
  typed: string,
): readonly PortalAccount[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean)
  return accounts
    .filter(({ name, accountId, email }) => {
      const text = `${name} ${accountId} ${email}`.toLowerCase()
      return words.every((word) => text.includes(word))
    })
    .toSorted((a, b) => byName.compare(a.name, b.name) || a.accountId.localeCompare(b.accountId))
}
