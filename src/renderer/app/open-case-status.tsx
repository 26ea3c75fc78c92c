import { useQuery } from '@tanstack/react-query'
import { ClockAlert, LockOpen, ShieldAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { stillOpen, type BreakGlassCase } from '../../shared/domain/cases.ts'
import { byUrgency, urgencyOf, type CaseUrgency } from '../features/cases/case-urgency.ts'
import { timeLeftOf } from '../features/cases/case-words.ts'
import { countedOf } from '../format/count.ts'
import { exactOf } from '../format/instant.ts'
import { reads } from '../state/reads.ts'
import { useSecond } from '../state/use-now.ts'
import { showCase } from '../state/view-store.ts'
import { Tooltip } from '../ui/tooltip.tsx'
import styles from './open-case-status.module.css'

/** The open case that needs somebody most, with its countdown; nothing where none is open. */
export function OpenCaseStatus() {
  const { data } = useQuery(reads.cases())
  const open = data?.filter(({ state }) => state === 'open') ?? []
  return open.length === 0 ? null : <Status open={open} />
}

function Status({ open }: { readonly open: readonly BreakGlassCase[] }) {
  const now = useSecond()
  const [loudest] = byUrgency(open, now)
  if (loudest === undefined) return null
  const urgency = urgencyOf(loudest, now)
  const leftOpen = stillOpen(loudest)
  const others = open.length - 1
  return (
    <Tooltip text={tooltipOf(loudest, others)}>
      <button
        type="button"
        className={styles.status}
        data-urgency={urgency}
        onClick={() => showCase(loudest.id)}
      >
        {icons[urgency]}
        <span className={styles.ticket}>{loudest.ticket}</span>
        {urgency === 'left-open' ? (
          <span>{leftOpen.length === 1 ? 'account open' : `${leftOpen.length} accounts open`}</span>
        ) : null}
        <time dateTime={loudest.until}>{timeLeftOf(loudest.until, now)}</time>
        {others > 0 ? <span className={styles.others}>+{others}</span> : null}
      </button>
    </Tooltip>
  )
}

function tooltipOf(subject: BreakGlassCase, others: number): string {
  const open = stillOpen(subject)
  return [
    `Break-glass case, until ${exactOf(subject.until)}`,
    ...(open.length > 0 ? [`${open.map((each) => each.accountName).join(', ')} open`] : []),
    ...(others > 0 ? [`${countedOf(others, 'other case')} open`] : []),
  ].join('. ')
}

const icons = {
  'left-open': <LockOpen aria-hidden />,
  over: <ClockAlert aria-hidden />,
  near: <ShieldAlert aria-hidden />,
  calm: <ShieldAlert aria-hidden />,
  closed: null,
} as const satisfies Record<CaseUrgency, ReactNode>
