import { useQuery } from '@tanstack/react-query'
import type { AccountId } from '../../../../shared/domain/accounts.ts'
import type { Observation } from '../../../../shared/domain/posture.ts'
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
      <Fact name="Password">{data ? passwordWords(data.observation) : '…'}</Fact>
    </FactList>
  )
}

function passwordWords(observation: Observation | null): string {
  if (observation === null) return 'Not known: the account was never observed.'
  return observation.credentials.present.password
    ? 'Present when it was last observed: then nothing has to be allowed.'
    : 'None when it was last observed.'
}
