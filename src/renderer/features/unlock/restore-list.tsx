import { useQueries } from '@tanstack/react-query'
import type { PreImage } from '../../../shared/domain/resources.ts'
import { exactOf } from '../../format/instant.ts'
import { reads } from '../../state/reads.ts'
import { showProcedure } from '../../state/view-store.ts'
import { Button } from '../../ui/button.tsx'
import { Copyable } from '../../ui/copyable.tsx'
import { RadioChoice } from '../../ui/radio-choice.tsx'
import styles from './restore-list.module.css'

type RestoreListProps = {
  /** Newest first. */
  readonly preImages: readonly PreImage[]
  readonly chosenId: string | null
  readonly onChoose: (preImageId: string) => void
}

/** The policies that stood here before changes that were made from this workstation: when, by which procedure, which text. */
export function RestoreList({ preImages, chosenId, onChoose }: RestoreListProps) {
  const procedures = useQueries({
    queries: preImages.map(({ procedureId }) => reads.procedure(procedureId)),
  })
  return (
    <div className={styles.list}>
      <RadioChoice
        label="Which policy"
        value={chosenId ?? ''}
        onChange={onChoose}
        options={preImages.map(({ id, takenAt, policy }, index) => ({
          value: id,
          label: (
            <span className={styles.kept}>
              <span>As it stood until {exactOf(takenAt)}</span>
              <span className={styles.quiet}>
                {procedures[index]?.data?.title ?? 'A procedure'}
                {policy === null ? ' · there was no policy' : ''}
              </span>
            </span>
          ),
        }))}
      />
      {preImages.map(({ id, policy, procedureId }) =>
        id === chosenId ? (
          <p key={id} className={styles.facts}>
            {policy ? (
              <>
                SHA-256 <Copyable value={policy.sha256} what="SHA-256 of the kept policy" />
              </>
            ) : (
              'To restore it is to delete the policy.'
            )}
            <Button look="quiet" onClick={() => showProcedure(procedureId)}>
              Show the procedure
            </Button>
          </p>
        ) : null,
      )}
    </div>
  )
}
