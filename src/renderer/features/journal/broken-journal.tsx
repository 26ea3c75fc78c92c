import { ShieldX } from 'lucide-react'
import type { JournalVerification } from '../../../shared/domain/journal.ts'
import { countOf } from '../../format/count.ts'
import { Button } from '../../ui/button.tsx'
import { sayFailure } from '../../ui/say-failure.ts'
import { showToast } from '../../ui/toast-manager.ts'
import { findEntry } from './journal-place.ts'
import styles from './proof-strip.module.css'

/** The first thing in the journal that is not as it was written. */
export function BrokenJournal({ verification }: { readonly verification: JournalVerification }) {
  const { firstBroken } = verification
  const sequence = firstBroken?.sequence ?? null
  return (
    <div className={styles.broken} role="alert">
      <ShieldX aria-hidden />
      <div>
        <p>
          <strong>
            {sequence === null
              ? 'The journal is not as it was written.'
              : `Entry ${countOf(sequence)} is the first that is not as it was written.`}
          </strong>{' '}
          {firstBroken?.problem}
        </p>
        <p>
          Something else than Rootkeep changed it. Keep a copy of the data folder as evidence, and
          find out who had access to it. What stands before the first broken entry can still be
          relied on.
        </p>
        {sequence === null ? null : (
          <Button
            onClick={() => {
              findEntry(sequence).then(
                (found) => found || showToast(`There is no entry ${countOf(sequence)} any more.`),
                sayFailure,
              )
            }}
          >
            Show entry {countOf(sequence)}
          </Button>
        )}
      </div>
    </div>
  )
}
