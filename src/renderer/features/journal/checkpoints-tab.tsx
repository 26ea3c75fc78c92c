import { useQuery } from '@tanstack/react-query'
import { PenLine } from 'lucide-react'
import type { Checkpoint } from '../../../shared/domain/journal.ts'
import type { Identity } from '../../../shared/domain/operators.ts'
import { countedOf, countOf } from '../../format/count.ts'
import { exactOf } from '../../format/instant.ts'
import { failureFrom, rootkeep } from '../../state/client.ts'
import { reads } from '../../state/reads.ts'
import { useCommand } from '../../state/use-command.ts'
import { Button } from '../../ui/button.tsx'
import { Copyable } from '../../ui/copyable.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { showSetting } from '../settings/show-setting.ts'
import styles from './checkpoints-tab.module.css'

/** The signed statements about the journal, newest first, and the way to make one now. */
export function CheckpointsTab() {
  const { data, error, refetch } = useQuery(reads.checkpoints())
  const { data: head } = useQuery(reads.journalHead())
  const { data: identity } = useQuery(reads.identity())
  const sign = useCommand(() => rootkeep.journal.checkpoint())
  const unsigned = head?.sinceCheckpoint ?? 0
  const obstacle = obstacleOf(identity?.state)

  return (
    <div className={styles.tab}>
      <div className={styles.head}>
        <div className={styles.words}>
          <p>
            A checkpoint says, signed with the key of this operator, that so many entries existed at
            a time and in which entry they ended. Entries that are cut off the end contradict it.
            One is signed at the end of every procedure and case.
          </p>
          {head ? (
            <p className={styles.strong}>
              {unsigned === 0
                ? 'All entries are signed for.'
                : `${countedOf(unsigned, 'entry', 'entries')} since the last checkpoint.`}
            </p>
          ) : null}
          {obstacle === null ? null : <p className={styles.obstacle}>{obstacle}</p>}
        </div>
        {obstacle === null ? (
          <Button
            icon={<PenLine aria-hidden />}
            pending={sign.pending}
            disabled={unsigned === 0}
            onClick={() => sign.send(undefined)}
          >
            Sign a checkpoint now
          </Button>
        ) : (
          <Button onClick={() => showSetting('identity')}>Operator identity</Button>
        )}
      </div>
      {sign.failure ? <FailurePanel failure={sign.failure} /> : null}
      {error ? (
        <FailurePanel
          title="The checkpoints could not be read."
          failure={failureFrom(error)}
          onRetry={() => void refetch()}
        />
      ) : null}
      {data?.length === 0 ? <EmptyState title="No checkpoint has been signed yet" /> : null}
      {data && data.length > 0 ? <CheckpointTable checkpoints={data} /> : null}
    </div>
  )
}

/** Why nothing can be signed now; null where it can, or where it is not known yet. */
function obstacleOf(state: Identity['state'] | undefined): string | null {
  switch (state) {
    case 'none':
      return 'This workstation has no operator identity, so nothing can be signed.'
    case 'locked':
      return 'The operator identity is locked, so nothing can be signed until it is unlocked.'
    case 'unlocked':
    case undefined:
      return null
  }
}

function CheckpointTable({ checkpoints }: { readonly checkpoints: readonly Checkpoint[] }) {
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">Signed</th>
          <th scope="col" className={styles.end}>
            Entries
          </th>
          <th scope="col">Hash of the last entry</th>
          <th scope="col">Signed by</th>
        </tr>
      </thead>
      <tbody>
        {checkpoints.map((checkpoint) => (
          <tr key={checkpoint.count}>
            <td className={styles.when}>{exactOf(checkpoint.at)}</td>
            <td className={styles.end}>{countOf(checkpoint.count)}</td>
            <td>
              <Copyable value={checkpoint.head} what="hash" />
            </td>
            <td>
              <Copyable value={checkpoint.fingerprint} what="fingerprint" />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
