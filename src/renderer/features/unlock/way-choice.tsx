import type { ReactNode } from 'react'
import type { Repair } from '../../../shared/policy/policy-repair.ts'
import { RadioChoice } from '../../ui/radio-choice.tsx'
import type { WayKind } from './policy-change.ts'
import styles from './way-choice.module.css'

type WayChoiceProps = {
  readonly way: WayKind | null
  readonly repairs: readonly Repair[]
  /** False where there is no policy. */
  readonly hasPolicy: boolean
  /** How many earlier policies are kept. */
  readonly kept: number
  readonly onChange: (way: WayKind) => void
}

/** The ways to change the policy, all in sight, the chosen one explained. */
export function WayChoice({ way, repairs, hasPolicy, kept, onChange }: WayChoiceProps) {
  const ways: WayOption[] = [
    ...repairs.filter(({ kind }) => kind !== 'delete').map(repairOption),
    {
      value: 'edit' as const,
      title: hasPolicy ? 'Edit the text' : 'Write a policy',
      tag: null,
      about: <p>Every byte is yours; what it locks is said as you write.</p>,
    },
    ...repairs.filter(({ kind }) => kind === 'delete').map(repairOption),
    ...(kept > 0
      ? [
          {
            value: 'restore' as const,
            title: 'Restore an earlier policy',
            tag: null,
            about: (
              <p>
                Writes back, byte for byte, what stood there before one of the changes made here.
              </p>
            ),
          },
        ]
      : []),
  ]
  return (
    <div className={styles.ways}>
      <RadioChoice<WayKind | ''>
        label="Ways to change the policy, the smallest first"
        value={way ?? ''}
        onChange={(value) => value !== '' && onChange(value)}
        options={ways.map(({ value, title, tag }) => ({
          value,
          label: (
            <span className={styles.title}>
              {title}
              {tag === null ? null : <span className={styles.tag}>{tag}</span>}
            </span>
          ),
        }))}
      />
      {ways.map(({ value, about }) =>
        value === way ? (
          <div key={value} className={styles.about}>
            {about}
          </div>
        ) : null,
      )}
    </div>
  )
}

type WayOption = {
  readonly value: WayKind
  readonly title: string
  readonly tag: string | null
  readonly about: ReactNode
}

function repairOption(repair: Repair): WayOption {
  const { kind, title, sentence, caveats, recommended } = repair
  return {
    value: kind,
    title,
    tag: recommended ? 'Recommended' : null,
    about: (
      <>
        <p>{sentence}</p>
        {caveats.length > 0 ? (
          <ul className={styles.caveats} aria-label="To know before">
            {caveats.map((caveat) => (
              <li key={caveat}>{caveat}</li>
            ))}
          </ul>
        ) : null}
      </>
    ),
  }
}
