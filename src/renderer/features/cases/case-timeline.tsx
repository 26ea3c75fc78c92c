import { useState } from 'react'
import type { CaseDetail, TimelineEntry } from '../../../shared/domain/cases.ts'
import { countedOf, countOf } from '../../format/count.ts'
import { exactOf, minuteOf } from '../../format/instant.ts'
import { shortCallerOf } from '../../format/caller.ts'
import { showJournal } from '../../state/view-store.ts'
import { Button } from '../../ui/button.tsx'
import { Copyable } from '../../ui/copyable.tsx'
import { Panel } from '../../ui/panel.tsx'
import { NoteForm } from './note-form.tsx'
import styles from './case-timeline.module.css'

/** Lines that are drawn before more are asked for: a case can hold thousands of calls. */
const drawnAtFirst = 200

/** What happened in a case, newest first, and the place to add a note. */
export function CaseTimeline({ detail }: { readonly detail: CaseDetail }) {
  const [all, setAll] = useState(false)
  const subject = detail.case
  const newestFirst = detail.timeline.toSorted((a, b) => b.sequence - a.sequence)
  const drawn = all ? newestFirst : newestFirst.slice(0, drawnAtFirst)
  return (
    <Panel
      title="Timeline"
      note={`${countedOf(newestFirst.length, 'entry', 'entries')}, times in UTC`}
      actions={
        <Button look="quiet" onClick={() => showJournal({ caseId: subject.id })}>
          Show in the journal
        </Button>
      }
    >
      {subject.state === 'open' ? <NoteForm caseId={subject.id} /> : null}
      <ol className={styles.timeline}>
        {drawn.map((entry) => (
          <TimelineLine key={entry.sequence} entry={entry} />
        ))}
      </ol>
      {drawn.length < newestFirst.length ? (
        <Button look="quiet" onClick={() => setAll(true)}>
          Show the {countOf(newestFirst.length - drawn.length)} before
        </Button>
      ) : null}
    </Panel>
  )
}

function TimelineLine({ entry }: { readonly entry: TimelineEntry }) {
  return (
    <li className={styles.entry}>
      <time className={styles.when} dateTime={entry.at} title={exactOf(entry.at)}>
        {minuteOf(entry.at).slice(5)}
      </time>
      <div className={styles.what}>
        <p>{entry.text}</p>
        <p className={styles.by}>
          <span title={entry.actor}>{shortCallerOf(entry.actor)}</span>
          {entry.accountId === null ? null : <Copyable value={entry.accountId} what="account ID" />}
          {entry.requestId === null ? null : <Copyable value={entry.requestId} what="request ID" />}
          <span>entry {countOf(entry.sequence)}</span>
        </p>
      </div>
    </li>
  )
}
