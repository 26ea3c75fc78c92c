import { useQuery } from '@tanstack/react-query'
import { RefreshCw } from 'lucide-react'
import { useMemo } from 'react'
import type { AccountId } from '../../../shared/domain/accounts.ts'
import type { QueueSweep } from '../../../shared/domain/resources.ts'
import { countedOf, countOf } from '../../format/count.ts'
import { failureFrom } from '../../state/client.ts'
import { reads } from '../../state/reads.ts'
import { Button } from '../../ui/button.tsx'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { Panel } from '../../ui/panel.tsx'
import type { PickableResource } from './found-resources.ts'
import { ResourcePicker } from './resource-picker.tsx'
import { ResourcesPending } from './resources-pending.tsx'
import { useLastChanges } from './use-last-changes.ts'
import styles from './queue-sweep-panel.module.css'

type QueueSweepPanelProps = {
  readonly accountId: AccountId
  readonly regions: readonly string[]
  readonly onChoose: (resource: PickableResource) => void
}

/** What the Regions answered: their queues, and those that did not answer by name. */
export function QueueSweepPanel({ accountId, regions, onChoose }: QueueSweepPanelProps) {
  const { data, error, isFetching, refetch } = useQuery(reads.queues(accountId, regions))
  const lastChanges = useLastChanges(accountId, 'sqs')
  const queues = useMemo(
    () =>
      data?.queues.map(({ url, name, region }) => ({
        id: url,
        name,
        region,
        createdAt: null,
        changedAt: lastChanges.get(url) ?? null,
      })),
    [data, lastChanges],
  )
  return (
    <Panel
      title="Which queue"
      note={data ? sweptWords(data) : null}
      padded={queues === undefined}
      actions={
        <Button
          look="quiet"
          icon={<RefreshCw aria-hidden />}
          pending={isFetching}
          onClick={() => void refetch()}
        >
          Look again
        </Button>
      }
    >
      {error ? (
        <FailurePanel
          title="No Region could be looked through. That does not mean that there are no queues."
          failure={failureFrom(error)}
          onRetry={() => void refetch()}
        />
      ) : data && queues ? (
        <>
          <FailedRegions sweep={data} />
          <ResourcePicker noun="queue" resources={queues} dated={false} onChoose={onChoose} />
        </>
      ) : (
        <ResourcesPending
          what={`A root session is opened in the account and ${countedOf(regions.length, 'Region')} ${regions.length === 1 ? 'is' : 'are'} asked for queues.`}
        />
      )}
    </Panel>
  )
}

function sweptWords({ regions, queues }: QueueSweep): string {
  const answered = regions.filter(({ failure }) => failure === null).length
  const of =
    answered === regions.length
      ? countedOf(answered, 'Region')
      : `${countOf(answered)} of ${countedOf(regions.length, 'Region')}`
  return `${countedOf(queues.length, 'queue')} in ${of}`
}

/** The Regions that did not answer: their queues are not known, which is not none. */
function FailedRegions({ sweep }: { readonly sweep: QueueSweep }) {
  const failed = sweep.regions.filter(({ failure }) => failure !== null)
  if (failed.length === 0) return null
  const reasons = Map.groupBy(failed, ({ failure }) => `${failure?.message} ${failure?.remedy}`)
  return (
    <div className={styles.failed} role="alert">
      <p>
        <strong>{countedOf(failed.length, 'Region')} could not be looked through.</strong> What
        queues are there is not known.
      </p>
      <ul>
        {Array.from(reasons, ([reason, regions]) => (
          <li key={reason}>
            <code className={styles.names}>{regions.map(({ region }) => region).join(', ')}</code>
            {': '}
            {reason}
          </li>
        ))}
      </ul>
    </div>
  )
}
