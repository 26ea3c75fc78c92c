import { ChevronRight } from 'lucide-react'
import { memo, useId, useMemo, useState } from 'react'
import type { PolicyText } from '../../../shared/domain/plans.ts'
import type { StatementReading } from '../../../shared/policy/statement-reading.ts'
import { countedOf } from '../../format/count.ts'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { HandoutButtons } from '../../ui/text-handout.tsx'
import { Panel } from '../../ui/panel.tsx'
import type { PolicyView } from './policy-view.ts'
import { asHeld, isCrammed, laidOut } from './readable-policy.ts'
import { StatementMark } from './statement-mark.tsx'
import { statementSegments } from './statement-segments.ts'
import styles from './policy-statements.module.css'

type PolicyStatementsProps = {
  readonly held: PolicyText
  readonly view: Extract<PolicyView, { kind: 'read' }>
}

/** The policy as AWS holds it, cut into its statements: each with what it does in a sentence, those that lock unfolded. */
export const PolicyStatements = memo(function PolicyStatements({
  held,
  view: { policy, analysis },
}: PolicyStatementsProps) {
  const crammed = isCrammed(held.text)
  const [exact, setExact] = useState(false)
  const [unfolded, setUnfolded] = useState<ReadonlySet<number>>(() => new Set(analysis.lockedBy))
  const all = policy.statements.map(({ index }) => index)
  const isAll = all.every((index) => unfolded.has(index))
  const { head, statements, tail } = useMemo(() => {
    const shown = crammed && !exact ? laidOut(held.text) : asHeld(held.text)
    return statementSegments(
      shown.text,
      policy.statements.map(({ span }) => shown.spanOf(span)),
    )
  }, [held.text, crammed, exact, policy.statements])

  function toggle(index: number) {
    const next = new Set(unfolded)
    if (!next.delete(index)) next.add(index)
    setUnfolded(next)
  }

  return (
    <Panel
      title="The policy as AWS holds it"
      note={countedOf(policy.statements.length, 'statement')}
      actions={
        <>
          {crammed ? (
            <Chip pressed={exact} onToggle={() => setExact(!exact)}>
              Byte for byte
            </Chip>
          ) : null}
          <Button look="quiet" onClick={() => setUnfolded(isAll ? new Set() : new Set(all))}>
            {isAll ? 'Fold all' : 'Whole text'}
          </Button>
          <HandoutButtons label="the policy" name="policy.json" text={held.text} />
        </>
      }
      padded={false}
    >
      <div ref={showLock} className={styles.scroll}>
        <pre className={styles.around}>{head.trimEnd()}</pre>
        <ol className={styles.statements} aria-label="Statements">
          {analysis.statements.map((reading) => (
            <Statement
              key={reading.index}
              reading={reading}
              text={statements[reading.index] ?? ''}
              locks={analysis.lockedBy.includes(reading.index)}
              unfolded={unfolded.has(reading.index)}
              onToggle={toggle}
            />
          ))}
        </ol>
        <pre className={styles.around}>{tail.trim()}</pre>
      </div>
    </Panel>
  )
})

/** Begins at the first statement that locks, without moving anything around it. */
function showLock(scroller: HTMLElement | null): void {
  const lock = scroller?.querySelector<HTMLElement>('[data-locks]')
  if (scroller && lock) {
    const below = lock.offsetTop + lock.offsetHeight > scroller.clientHeight
    if (below) scroller.scrollTop = lock.offsetTop - 8
  }
}

type StatementProps = {
  readonly reading: StatementReading
  readonly text: string
  /** True where it has to change so that the lock opens. */
  readonly locks: boolean
  readonly unfolded: boolean
  readonly onToggle: (index: number) => void
}

function Statement({ reading, text, locks, unfolded, onToggle }: StatementProps) {
  const { index, sid, role, sentence, conditions } = reading
  const id = useId()
  return (
    <li className={styles.statement} data-role={role} data-locks={locks || undefined}>
      <button
        type="button"
        className={styles.fold}
        aria-expanded={unfolded}
        aria-controls={unfolded ? id : undefined}
        onClick={() => onToggle(index)}
      >
        <ChevronRight className={styles.chevron} aria-hidden />
        <span className={styles.name}>
          {index + 1}
          {sid === null || sid === '' ? null : <code className={styles.sid}>{sid}</code>}
        </span>
        <StatementMark role={role} />
        <span className={styles.sentence}>{sentence}</span>
      </button>
      {unfolded ? (
        <div id={id} className={styles.body}>
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by the keyboard */}
          <pre className={styles.text} tabIndex={0}>
            {text.replace(/^\n/, '').trimEnd()}
          </pre>
          {conditions.length > 1 ? (
            <ul className={styles.conditions} aria-label="Conditions">
              {conditions.map((condition) => (
                <li key={`${condition.operator} ${condition.key}`}>{condition.sentence}</li>
              ))}
            </ul>
          ) : null}
        </div>
      ) : null}
    </li>
  )
}
