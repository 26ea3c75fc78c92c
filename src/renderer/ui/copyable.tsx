import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { classNames } from './class-names.ts'
import { copyText } from './copy-text.ts'
import styles from './copyable.module.css'

type CopyableProps = {
  readonly value: string
  /** What is seen of it where the rest stands beside it; all of it where not given. */
  readonly shown?: string
  /** What the value is, for the name of the button: `account ID`. */
  readonly what: string
  readonly className?: string | undefined
}

/** An identifier in fixed width that copies with a click. */
export function Copyable({ value, shown = value, what, className }: CopyableProps) {
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), 1600)
    return () => clearTimeout(timer)
  }, [copied])

  return (
    <button
      type="button"
      className={classNames(styles.copyable, className)}
      aria-label={`Copy ${what} ${value}`}
      title={copied ? 'Copied' : `Copy ${what}`}
      onClick={(event) => {
        event.stopPropagation()
        void copyText(value).then(setCopied)
      }}
    >
      <span className={styles.value}>{shown}</span>
      {copied ? (
        <Check className={styles.done} aria-hidden />
      ) : (
        <Copy className={styles.icon} aria-hidden />
      )}
      <span className="visually-hidden" aria-live="polite">
        {copied ? 'Copied' : ''}
      </span>
    </button>
  )
}
