import { useState } from 'react'
import { rootkeep } from '../../state/client.ts'
import { useCommand } from '../../state/use-command.ts'
import { Button } from '../../ui/button.tsx'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { TextField } from '../../ui/text-field.tsx'
import styles from './case-timeline.module.css'

/** Adds a note to a case; like everything in its timeline it stays. */
export function NoteForm({ caseId }: { readonly caseId: string }) {
  const [text, setText] = useState('')
  const note = useCommand(rootkeep.cases.note)
  const empty = text.trim() === ''
  return (
    <form
      className={styles.note}
      onSubmit={(event) => {
        event.preventDefault()
        if (!empty) note.send({ caseId, text }, () => setText(''))
      }}
    >
      <TextField
        label="Note"
        lines={2}
        value={text}
        onChange={setText}
        error={text.trim().length > 5000 ? 'at most 5,000 characters' : null}
      />
      <Button type="submit" disabled={empty} pending={note.pending}>
        Add the note
      </Button>
      {note.failure ? <FailurePanel failure={note.failure} /> : null}
    </form>
  )
}
