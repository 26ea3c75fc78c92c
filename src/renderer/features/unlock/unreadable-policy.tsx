import type { PolicyText } from '../../../shared/domain/plans.ts'
import type { PolicyProblem } from '../../../shared/policy/policy-problem.ts'
import { countedOf } from '../../format/count.ts'
import { Panel } from '../../ui/panel.tsx'
import { HandoutButtons } from '../../ui/text-handout.tsx'
import styles from './unreadable-policy.module.css'

type UnreadablePolicyProps = {
  readonly held: PolicyText
  readonly problems: readonly PolicyProblem[]
}

/** A text that AWS holds and that is no policy as far as it can be told: shown byte for byte, with what is wrong where. */
export function UnreadablePolicy({ held, problems }: UnreadablePolicyProps) {
  return (
    <Panel
      title="The text as AWS holds it"
      note={countedOf(problems.length, 'problem')}
      actions={<HandoutButtons label="the policy" name="policy.json" text={held.text} />}
    >
      <ul className={styles.problems} aria-label="Problems">
        {problems.slice(0, 20).map(({ line, column, message }) => (
          <li key={`${line} ${column} ${message}`}>
            Line {line}, column {column}: {message}
          </li>
        ))}
      </ul>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by the keyboard */}
      <pre className={styles.text} tabIndex={0}>
        {held.text}
      </pre>
    </Panel>
  )
}
