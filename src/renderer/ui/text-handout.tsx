import { Copy, Save } from 'lucide-react'
import { useId, type ReactNode } from 'react'
import { megabytesOf } from '../format/count.ts'
import { rootkeep } from '../state/client.ts'
import { useCommand } from '../state/use-command.ts'
import { Button } from './button.tsx'
import { copyText } from './copy-text.ts'
import { FailurePanel } from './failure-panel.tsx'
import styles from './text-handout.module.css'
import { showToast } from './toast-manager.ts'

/** A longer text is not laid out in full: it would hold the window up. */
const mostShown = 200_000

type TextHandoutProps = {
  readonly label: string
  /** With a name it can be saved as a file, too. */
  readonly name?: string
  readonly text: string
  readonly lines?: number
  readonly children?: ReactNode
}

/** A text to hand on: shown, to copy, and to save where it has a name. */
export function TextHandout({ label, name, text, lines = 6, children }: TextHandoutProps) {
  const id = useId()
  const whole = text.length <= mostShown
  return (
    <div className={styles.handout}>
      <div className={styles.head}>
        <label htmlFor={id} className={styles.label}>
          {label}
        </label>
        <div className={styles.actions}>
          {children}
          <HandoutButtons label={label} name={name} text={text} />
        </div>
      </div>
      <textarea
        id={id}
        className={styles.text}
        readOnly
        rows={lines}
        value={whole ? text : text.slice(0, mostShown)}
      />
      {whole ? null : (
        <p className={styles.part}>
          The beginning of {megabytesOf(text.length)}. Copy and Save take all of it.
        </p>
      )}
    </div>
  )
}

type HandoutButtonsProps = {
  readonly label: string
  readonly name?: string | undefined
  readonly text: string
}

/** Copies a text, or saves it as a file. */
export function HandoutButtons({ label, name, text }: HandoutButtonsProps) {
  const save = useCommand(rootkeep.files.save)
  return (
    <>
      <Button
        look="quiet"
        icon={<Copy aria-hidden />}
        aria-label={`Copy: ${label}`}
        onClick={() => void copyText(text).then((done) => done && showToast(`Copied: ${label}`))}
      >
        Copy
      </Button>
      {name === undefined ? null : (
        <Button
          look="quiet"
          icon={<Save aria-hidden />}
          aria-label={`Save: ${label}`}
          pending={save.pending}
          onClick={() =>
            save.send({ name, text }, ({ path }) => path && showToast(`Saved: ${label}`, path))
          }
        >
          Save…
        </Button>
      )}
      {save.failure ? <FailurePanel failure={save.failure} /> : null}
    </>
  )
}
