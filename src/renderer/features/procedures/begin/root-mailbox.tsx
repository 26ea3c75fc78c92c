import { useQuery } from '@tanstack/react-query'
import type { AccountId } from '../../../../shared/domain/accounts.ts'
import { failureFrom } from '../../../state/client.ts'
import { reads } from '../../../state/reads.ts'
import { Copyable } from '../../../ui/copyable.tsx'
import { Fact, FactList } from '../../../ui/fact-list.tsx'
import { FailurePanel } from '../../../ui/failure-panel.tsx'

/** The root mailbox of an account, as Organizations lists it. */
export function RootMailbox({ accountId }: { readonly accountId: AccountId }) {
  const { data, error } = useQuery(reads.account(accountId))
  if (error) return <FailurePanel failure={failureFrom(error)} />
  return (
    <FactList>
      <Fact name="Root mailbox">
        {data ? <Copyable value={data.account.email} what="address of the root mailbox" /> : '…'}
      </Fact>
      <Fact name="Password">
        {data
          ? data.observation === null
            ? 'not known: the account was never observed'
            : data.observation.credentials.present.password
              ? 'present when it was last observed'
              : 'none when it was last observed'
          : '…'}
      </Fact>
    </FactList>
  )
}
