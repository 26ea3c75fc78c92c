import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { CloudTrailImport } from '../../../shared/domain/journal.ts'
import { countedOf } from '../../format/count.ts'
import { minuteOf } from '../../format/instant.ts'
import { failureFrom } from '../../state/client.ts'
import { reads } from '../../state/reads.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { CloudTrailIntake } from './cloudtrail-intake.tsx'
import { CloudTrailResult } from './cloudtrail-result.tsx'
import styles from './cloudtrail-tab.module.css'

/** The journal beside what AWS itself recorded: files to compare with, and how each comparison came out. */
export function CloudTrailTab() {
  const { data, error, refetch } = useQuery(reads.cloudTrailImports())
  const [chosenId, setChosenId] = useState<string | null>(null)
  const newestFirst = data?.toSorted((a, b) => b.at.localeCompare(a.at)) ?? []
  const chosen = newestFirst.find(({ id }) => id === chosenId) ?? newestFirst[0]

  return (
    <div className={styles.tab}>
      <CloudTrailIntake onImported={({ id }) => setChosenId(id)} />
      {error ? (
        <FailurePanel
          title="The comparisons could not be read."
          failure={failureFrom(error)}
          onRetry={() => void refetch()}
        />
      ) : null}
      {data?.length === 0 ? (
        <EmptyState title="Nothing has been compared yet">
          The event files of an organization trail, from the Region of the STS endpoint and from
          us-east-1 where IAM records, tell whether everything here happened, and whether something
          happened that is not here.
        </EmptyState>
      ) : null}
      {chosen === undefined ? null : (
        <div className={styles.columns}>
          <ImportList
            imports={newestFirst}
            chosenId={chosen.id}
            onChoose={({ id }) => setChosenId(id)}
          />
          <CloudTrailResult key={chosen.id} result={chosen} />
        </div>
      )}
    </div>
  )
}

type ImportListProps = {
  readonly imports: readonly CloudTrailImport[]
  readonly chosenId: string
  readonly onChoose: (chosen: CloudTrailImport) => void
}

function ImportList({ imports, chosenId, onChoose }: ImportListProps) {
  return (
    <nav aria-label="Comparisons">
      <ul className={styles.imports}>
        {imports.map((each) => (
          <li key={each.id}>
            <button
              type="button"
              className={styles.import}
              aria-current={each.id === chosenId || undefined}
              onClick={() => onChoose(each)}
            >
              <span>{minuteOf(each.at)}</span>
              <span className={styles.quiet}>{countedOf(each.events, 'event')}</span>
              {each.counts['unknown-session'] > 0 ? (
                <span className={styles.loud}>
                  {countedOf(each.counts['unknown-session'], 'unknown session')}
                </span>
              ) : null}
            </button>
          </li>
        ))}
      </ul>
    </nav>
  )
}
