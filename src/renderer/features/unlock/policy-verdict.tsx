import { KeyRound, Lock, LockOpen, RefreshCw, ShieldHalf, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ReadPolicy } from '../../../shared/domain/resources.ts'
import { exactOf } from '../../format/instant.ts'
import type { PolicyService } from '../../state/procedure-place.ts'
import { Button } from '../../ui/button.tsx'
import { Copyable } from '../../ui/copyable.tsx'
import type { PolicyView } from './policy-view.ts'
import { problemWords } from './policy-change.ts'
import { lockLabel, resourceNoun } from './unlock-words.ts'
import styles from './policy-verdict.module.css'

type PolicyVerdictProps = {
  readonly service: PolicyService
  readonly read: ReadPolicy
  readonly view: PolicyView
  readonly reading: boolean
  readonly onReadAgain: () => void
  readonly children: ReactNode
}

/** Whether the policy locks, said before anything else, and which text that was said of. */
export function PolicyVerdict({
  service,
  read,
  view,
  reading,
  onReadAgain,
  children,
}: PolicyVerdictProps) {
  const { tone, icon, title, sentence } = verdictOf(view, service)
  return (
    <section className={styles.verdict} data-tone={tone} aria-label="Verdict">
      <div className={styles.icon}>{icon}</div>
      <div className={styles.body}>
        <h2 className={styles.title}>{title}</h2>
        <p className={styles.sentence}>{sentence}</p>
        <div className={styles.source}>
          <span>Read {exactOf(read.readAt)}</span>
          {read.policy ? (
            <span className={styles.hash}>
              SHA-256
              <Copyable
                value={read.policy.sha256}
                what="SHA-256 of the policy"
                className={styles.hashValue}
              />
            </span>
          ) : null}
          <Button
            look="quiet"
            icon={<RefreshCw aria-hidden />}
            pending={reading}
            onClick={onReadAgain}
          >
            Read again
          </Button>
        </div>
        {children}
      </div>
    </section>
  )
}

type Verdict = {
  readonly tone: 'locked' | 'partly' | 'open' | 'unknown'
  readonly icon: ReactNode
  readonly title: string
  readonly sentence: string
}

function verdictOf(view: PolicyView, service: PolicyService): Verdict {
  switch (view.kind) {
    case 'none':
      return {
        tone: 'open',
        icon: <LockOpen aria-hidden />,
        title: 'There is no policy',
        sentence: `This ${resourceNoun[service]} has no policy, so its policy is not what locks.`,
      }
    case 'unreadable':
      return {
        tone: 'unknown',
        icon: <TriangleAlert aria-hidden />,
        title: 'This text cannot be read as a policy',
        sentence: `Whom it locks out cannot be told. ${problemWords(view.problems)}`,
      }
    case 'read': {
      const { lock, sentence } = view.analysis
      return { ...looks[lock], title: lockLabel[lock], sentence: withoutLabel(sentence) }
    }
  }
}

const looks = {
  'locked-for-everyone': { tone: 'locked', icon: <Lock aria-hidden /> },
  'locked-for-all-but-some': { tone: 'partly', icon: <KeyRound aria-hidden /> },
  'partly-locked': { tone: 'partly', icon: <ShieldHalf aria-hidden /> },
  open: { tone: 'open', icon: <LockOpen aria-hidden /> },
} as const

/** The sentence begins with the label, which stands above it. */
function withoutLabel(sentence: string): string {
  const rest = sentence.slice(sentence.indexOf(':') + 1).trim()
  return rest.charAt(0).toUpperCase() + rest.slice(1)
}
