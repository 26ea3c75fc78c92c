import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { CourtesyNote } from '../../../shared/domain/journal.ts'
import { countedOf } from '../../format/count.ts'
import { failureFrom } from '../../state/client.ts'
import { Button } from '../../ui/button.tsx'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { TextHandout } from '../../ui/text-handout.tsx'
import styles from './courtesy-note.module.css'

type CourtesyNoteProps = {
  /** How the note is read: it is drawn up only once it is asked for. */
  readonly read: {
    readonly queryKey: readonly unknown[]
    readonly queryFn: () => Promise<CourtesyNote>
  }
}

/** What the people who watch CloudTrail are told before many root events reach them, with filters to copy. */
export function CourtesyNotePanel({ read }: CourtesyNoteProps) {
  const [shown, setShown] = useState(false)
  const { data, error, refetch } = useQuery({
    ...read,
    enabled: shown,
  })
  return (
    <section className={styles.panel} aria-label="Courtesy note for the SOC">
      <div className={styles.head}>
        <p>
          <strong>Tell the SOC first.</strong>{' '}
          {data
            ? `This causes ${countedOf(data.assumeRootEvents, 'AssumeRoot event')} and ${countedOf(data.rootEvents, 'root event')} in CloudTrail.`
            : 'Root sessions raise alarms where somebody watches for them.'}
        </p>
        <Button aria-expanded={shown} onClick={() => setShown(!shown)}>
          {shown ? 'Hide the note' : 'Courtesy note…'}
        </Button>
      </div>
      {shown && error ? (
        <FailurePanel failure={failureFrom(error)} onRetry={() => void refetch()} />
      ) : null}
      {shown && data ? <Note note={data} /> : null}
    </section>
  )
}

function Note({ note }: { readonly note: CourtesyNote }) {
  return (
    <>
      <TextHandout label="Note" name="soc-note.txt" text={note.text} lines={8} />
      {note.filters.map(({ title, purpose, text }) => (
        <div key={title} className={styles.filter}>
          <TextHandout label={title} text={text} lines={Math.min(8, text.split('\n').length + 1)} />
          <p className={styles.purpose}>{purpose}</p>
        </div>
      ))}
    </>
  )
}
