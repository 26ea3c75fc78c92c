import { Check } from 'lucide-react'
import type { PolicyService } from '../../state/procedure-place.ts'
import { resourceNoun } from './unlock-words.ts'
import styles from './unlock-trail.module.css'

const steps = ['account', 'resource', 'policy', 'plan'] as const
type TrailStep = (typeof steps)[number]

type UnlockTrailProps = { readonly at: TrailStep; readonly service: PolicyService }

/** The way to the plan, and how far one is on it. */
export function UnlockTrail({ at, service }: UnlockTrailProps) {
  const words: Record<TrailStep, string> = {
    account: 'Account',
    resource: service === 's3' ? 'Bucket' : 'Queue',
    policy: 'What to do',
    plan: 'Plan and confirm',
  }
  const here = steps.indexOf(at)
  return (
    <ol className={styles.trail} aria-label={`Steps to unlock a ${resourceNoun[service]}`}>
      {steps.map((step, index) => (
        <li
          key={step}
          className={styles.step}
          aria-current={step === at ? 'step' : undefined}
          data-done={index < here || undefined}
        >
          <span className={styles.number}>
            {index < here ? <Check aria-label="done" /> : index + 1}
          </span>
          {words[step]}
        </li>
      ))}
    </ol>
  )
}
