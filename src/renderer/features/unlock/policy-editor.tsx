import { useEffect, useRef, useState } from 'react'
import { parsePolicy, utf8Bytes } from '../../../shared/policy/policy-document.ts'
import { countOf } from '../../format/count.ts'
import { Button } from '../../ui/button.tsx'
import { mountMergeEditor, type MergeEditor } from './merge-editor.ts'
import { compacted, isCrammed, laidOut } from './readable-policy.ts'
import { startText } from './start-text.ts'
import styles from './policy-editor.module.css'

type PolicyEditorProps = {
  /** The policy as AWS holds it; null where there is none. */
  readonly held: string | null
  readonly text: string
  /** The policy after the smallest repair; null where none is proposed. */
  readonly repaired: string | null
  readonly limitBytes: number
  readonly onChange: (text: string) => void
}

/** The policy as it is beside the one that is being written, what differs marked, what is wrong named with its place. */
export function PolicyEditor({ held, text, repaired, limitBytes, onChange }: PolicyEditorProps) {
  const place = useRef<HTMLDivElement>(null)
  const editor = useRef<MergeEditor>(null)
  const latest = useRef(onChange)
  const [first] = useState(text)
  const before = held === null ? '' : startText(held)
  useEffect(() => {
    latest.current = onChange
  })
  useEffect(() => {
    if (place.current === null) return undefined
    const mounted = mountMergeEditor({
      parent: place.current,
      before,
      text: first,
      onChange: (typed) => latest.current(typed),
    })
    editor.current = mounted
    return () => mounted.destroy()
  }, [before, first])

  const put = (next: string) => {
    editor.current?.replace(next)
    editor.current?.focus()
  }
  return (
    <div className={styles.editor}>
      <div className={styles.bar}>
        <Button look="quiet" onClick={() => put(startText(held))}>
          Begin again
        </Button>
        {repaired === null ? null : (
          <Button look="quiet" onClick={() => put(startText(repaired))}>
            Begin with the repair
          </Button>
        )}
        <Button look="quiet" onClick={() => put(laidOut(text).text)}>
          Lay out
        </Button>
        <Button look="quiet" onClick={() => put(compacted(text))}>
          Take out white space
        </Button>
        <Size text={text} limitBytes={limitBytes} />
      </div>
      {held !== null && isCrammed(held) ? (
        <p className={styles.note}>
          The policy stands on long lines: on both sides it is laid out. What is written is the text
          on the right as it stands here, white space included.
        </p>
      ) : null}
      {isLargeByWhiteSpace(text, limitBytes) ? (
        <p className={styles.note}>
          It is too large for its white space alone: take that out when you are done.
        </p>
      ) : null}
      <div ref={place} className={styles.place} />
      <Problems
        text={text}
        limitBytes={limitBytes}
        onGo={(offset) => editor.current?.goTo(offset)}
      />
    </div>
  )
}

/** True for a text that would fit without its white space. */
function isLargeByWhiteSpace(text: string, limitBytes: number): boolean {
  return utf8Bytes(text) > limitBytes && utf8Bytes(compacted(text)) <= limitBytes
}

type SizeProps = { readonly text: string; readonly limitBytes: number }

function Size({ text, limitBytes }: SizeProps) {
  const bytes = utf8Bytes(text)
  return (
    <span className={styles.size} data-over={bytes > limitBytes || undefined}>
      {countOf(bytes)} of {countOf(limitBytes)} bytes
    </span>
  )
}

const mostListed = 8

type ProblemsProps = SizeProps & { readonly onGo: (offset: number) => void }

/** What is wrong with the text, each with the way to its place. */
function Problems({ text, limitBytes, onGo }: ProblemsProps) {
  const parsed = parsePolicy(text, limitBytes)
  const notes = parsed.ok ? parsed.remarks : parsed.problems
  return (
    <div className={styles.problems}>
      <p className={parsed.ok ? styles.fine : styles.wrong} role="status">
        {parsed.ok
          ? notes.length === 0
            ? 'It is a policy.'
            : 'It is a policy. To know:'
          : 'It is no policy yet, so it cannot be planned:'}
      </p>
      {notes.length > 0 ? (
        <ul>
          {notes.slice(0, mostListed).map(({ line, column, offset, message }) => (
            <li key={`${offset} ${message}`}>
              <button type="button" className={styles.problem} onClick={() => onGo(offset)}>
                <span className={styles.line}>
                  {line}:{column}
                </span>
                {message}
              </button>
            </li>
          ))}
        </ul>
      ) : null}
      {notes.length > mostListed ? (
        <p className={styles.more}>{countOf(notes.length - mostListed)} more further down.</p>
      ) : null}
    </div>
  )
}
