import { useEffect, useState } from 'react'
import { spanOf } from '../format/age.ts'
import { clockOf } from '../format/duration.ts'
import { exactOf } from '../format/instant.ts'
import { classNames } from '../ui/class-names.ts'
import styles from './session-countdown.module.css'

/** Below this the clock runs by the second and says it is short. */
const shortMs = 10 * 60_000

/** How long the credentials of this session still hold. */
export function SessionCountdown({ expiresAt }: { readonly expiresAt: string }) {
  const [left, setLeft] = useState(() => Date.parse(expiresAt) - Date.now())
  useEffect(() => {
    const update = () => setLeft(Date.parse(expiresAt) - Date.now())
    update()
    const timer = setInterval(update, 1000)
    return () => clearInterval(timer)
  }, [expiresAt])

  const short = left < shortMs
  return (
    <span
      className={classNames(styles.countdown, short && styles.short)}
      title={`Session ends ${exactOf(expiresAt)}`}
    >
      {left <= 0 ? 'Session ended' : `Session ${short ? clockOf(left) : spanOf(left)}`}
    </span>
  )
}
