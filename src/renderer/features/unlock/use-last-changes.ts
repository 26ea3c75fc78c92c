import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { AccountId } from '../../../shared/domain/accounts.ts'
import { reads } from '../../state/reads.ts'
import type { PolicyService } from '../../state/procedure-place.ts'

/** When the policy of each bucket or queue of an account was last changed from here, by name or URL. */
export function useLastChanges(
  accountId: AccountId,
  service: PolicyService,
): ReadonlyMap<string, string> {
  const { data } = useQuery(reads.preImages(accountId))
  return useMemo(
    () =>
      new Map(
        // Newest first, so the newest of each is put last.
        (data ?? [])
          .filter((image) => image.service === service)
          .toReversed()
          .map(({ resource, takenAt }) => [resource, takenAt]),
      ),
    [data, service],
  )
}
