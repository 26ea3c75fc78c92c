import { useQuery } from '@tanstack/react-query'
import { RefreshCw } from 'lucide-react'
import { useMemo } from 'react'
import type { AccountId } from '../../../shared/domain/accounts.ts'
import { failureFrom } from '../../state/client.ts'
import { reads } from '../../state/reads.ts'
import { Button } from '../../ui/button.tsx'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { Panel } from '../../ui/panel.tsx'
import { BucketNameForm } from './bucket-name-form.tsx'
import { bucketByName, type PickableResource } from './found-resources.ts'
import { ResourcePicker } from './resource-picker.tsx'
import { ResourcesPending } from './resources-pending.tsx'
import { useLastChanges } from './use-last-changes.ts'

type BucketChoiceProps = {
  readonly accountId: AccountId
  readonly onChoose: (resource: PickableResource) => void
}

/** Every bucket of the account with its Region. */
export function BucketChoice({ accountId, onChoose }: BucketChoiceProps) {
  const { data, error, isFetching, refetch } = useQuery(reads.buckets(accountId))
  const lastChanges = useLastChanges(accountId, 's3')
  const buckets = useMemo(
    () =>
      data?.map(({ name, region, createdAt }) => ({
        id: name,
        name,
        region,
        createdAt,
        changedAt: lastChanges.get(name) ?? null,
      })),
    [data, lastChanges],
  )
  return (
    <Panel
      title="Which bucket"
      note="of all Regions"
      padded={buckets === undefined || error !== null}
      actions={
        <Button
          look="quiet"
          icon={<RefreshCw aria-hidden />}
          pending={isFetching}
          onClick={() => void refetch()}
        >
          Read again
        </Button>
      }
    >
      {error ? (
        <>
          <FailurePanel
            title="The buckets of the account could not be listed. That does not mean that there are none."
            failure={failureFrom(error)}
            onRetry={() => void refetch()}
          />
          <BucketNameForm onChoose={onChoose} />
        </>
      ) : buckets ? (
        <ResourcePicker
          noun="bucket"
          resources={buckets}
          dated
          direct={(typed) => bucketByName(typed, buckets)}
          onChoose={onChoose}
        />
      ) : (
        <ResourcesPending what="A root session is opened in the account and its buckets are listed." />
      )}
    </Panel>
  )
}
