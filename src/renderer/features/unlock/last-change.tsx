import { History } from 'lucide-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { PreImage, ReadPolicy } from '../../../shared/domain/resources.ts'
import { reads } from '../../state/reads.ts'
import { showProcedure } from '../../state/view-store.ts'
import { Button } from '../../ui/button.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { PolicyDiff } from './policy-diff.tsx'
import styles from './last-change.module.css'

type LastChangeProps = {
  /** The newest one of this bucket or queue. */
  readonly image: PreImage
  readonly now: ReadPolicy['policy']
  readonly onRestore: (preImageId: string) => void
}

/** What was changed here last from this workstation, whether it still stands, and the way back. */
export function LastChange({ image, now, onRestore }: LastChangeProps) {
  const { data: procedure } = useQuery(reads.procedure(image.procedureId))
  const [shown, setShown] = useState(false)
  return (
    <section className={styles.last} aria-label="What changed last">
      <p className={styles.change}>
        <History aria-hidden />
        <span>
          <strong>What changed last:</strong> {procedure?.title ?? 'the policy was changed'},{' '}
          <RelativeTime at={image.takenAt} />. {standingOf(image, now)}
        </span>
        <Button look="quiet" aria-expanded={shown} onClick={() => setShown(!shown)}>
          {shown ? 'Hide the difference' : 'Show the difference'}
        </Button>
        <Button look="quiet" onClick={() => showProcedure(image.procedureId)}>
          Show the procedure
        </Button>
        <Button onClick={() => onRestore(image.id)}>Restore…</Button>
      </p>
      {shown ? <PolicyDiff before={image.policy} after={now} /> : null}
    </section>
  )
}

/** Whether what was written is what stands. AWS may hand back another text than was written, so no stranger is named. */
function standingOf({ policy, replacedBySha256 }: PreImage, now: ReadPolicy['policy']): string {
  const hash = now?.sha256 ?? null
  if (hash === replacedBySha256) return 'It stands as it was written then.'
  if (hash === (policy?.sha256 ?? null)) return 'The policy from before stands again.'
  return 'The text is another one since.'
}
