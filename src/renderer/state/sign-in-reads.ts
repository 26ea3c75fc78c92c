import { queryOptions } from '@tanstack/react-query'
import type { AccountId } from '../../shared/domain/accounts.ts'
import { rootkeep, valueOf } from './client.ts'

/**
 * What the sign-in under way may choose from. Kept no longer than it is on screen.
 *
 * @param startedAt when that sign-in began: another one may see other accounts.
 */
export const signInReads = {
  accounts: (startedAt: string) =>
    queryOptions({
      queryKey: ['sign-in', startedAt, 'accounts'] as const,
      queryFn: () => valueOf(rootkeep.signIn.accounts()),
      gcTime: 0,
    }),

  roles: (startedAt: string, accountId: AccountId) =>
    queryOptions({
      queryKey: ['sign-in', startedAt, 'roles', accountId] as const,
      queryFn: () => valueOf(rootkeep.signIn.roles({ accountId })),
      gcTime: 0,
    }),
}
