import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { AccountId } from '../../../shared/domain/accounts.ts'
import { failureFrom } from '../../state/client.ts'
import { reads } from '../../state/reads.ts'
import { useSession } from '../../state/session-store.ts'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import type { PickableResource } from './found-resources.ts'
import { QueueRegions } from './queue-regions.tsx'
import { QueueSweepPanel } from './queue-sweep-panel.tsx'

type QueueChoiceProps = {
  readonly accountId: AccountId
  readonly onChoose: (resource: PickableResource) => void
}

/** The queues of one Region, or of all Regions of the settings. */
export function QueueChoice({ accountId, onChoose }: QueueChoiceProps) {
  const { data: settings, error, refetch } = useQuery(reads.settings())
  const region = useSession(({ session }) => session?.region ?? '')
  /** Null: those of the settings. */
  const [oneRegion, setOneRegion] = useState<string | null>(null)
  if (error) {
    return (
      <FailurePanel
        title="The Regions of the settings could not be read."
        failure={failureFrom(error)}
        onRetry={() => void refetch()}
      />
    )
  }
  if (!settings) return null
  const swept = settings.regions.length > 0 ? settings.regions : [region]
  return (
    <>
      <QueueRegions swept={swept} first={region} chosen={oneRegion} onChoose={setOneRegion} />
      <QueueSweepPanel
        accountId={accountId}
        regions={oneRegion === null ? swept : [oneRegion]}
        onChoose={onChoose}
      />
    </>
  )
}
