import { FileText } from 'lucide-react'
import { useRef, useState, type ReactNode } from 'react'
import { megabytesOf } from '../format/count.ts'
import { Button } from './button.tsx'
import { TextField } from './text-field.tsx'
import styles from './text-intake.module.css'

/** A longer text is not laid out in the field: it would hold the window up. */
const mostShown = 200_000

type TextIntakeProps = {
  readonly label: string
  readonly value: string
  readonly onChange: (text: string) => void
  readonly hint?: ReactNode
  readonly lines?: number
}

/** A text that somebody handed over: pasted, or read from a file that the operator picks or drops. */
export function TextIntake({ label, value, onChange, hint, lines = 6 }: TextIntakeProps) {
  const picker = useRef<HTMLInputElement>(null)
  const [fault, setFault] = useState<string | null>(null)

  async function take(file: File | undefined): Promise<void> {
    if (!file) return
    try {
      onChange(await file.text())
      setFault(null)
    } catch {
      setFault(`${file.name} could not be read`)
    }
  }

  if (value.length > mostShown) {
    return (
      <div className={styles.intake}>
        <p className={styles.taken}>
          <strong>{label}</strong> {megabytesOf(value.length)} of text are taken in.
        </p>
        <Button onClick={() => onChange('')}>Take another</Button>
      </div>
    )
  }
  return (
    <div
      className={styles.intake}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault()
        void take(event.dataTransfer.files[0])
      }}
    >
      <TextField
        label={label}
        mono
        lines={lines}
        value={value}
        onChange={onChange}
        hint={hint}
        error={fault}
      />
      <input
        ref={picker}
        className="visually-hidden"
        type="file"
        tabIndex={-1}
        aria-label={`File for: ${label}`}
        onChange={(event) => {
          void take(event.target.files?.[0])
          event.target.value = ''
        }}
      />
      <Button icon={<FileText aria-hidden />} onClick={() => picker.current?.click()}>
        Open a file…
      </Button>
    </div>
  )
}
