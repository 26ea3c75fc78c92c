import { useQuery } from '@tanstack/react-query'
import { Check, FlaskConical } from 'lucide-react'
import { failureFrom } from '../../state/client.ts'
import { reads } from '../../state/reads.ts'
import { Button } from '../../ui/button.tsx'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import type { Connecting } from '../sign-in/connect.ts'
import { Way } from './way.tsx'
import styles from './first-run-guide.module.css'

const facts = [
  'Nothing of it touches AWS: the simulator runs on this computer',
  'Audits, deletions, password recovery and break-glass cases, all as with a real organization',
  'Leave it whenever you like: its accounts are never mixed with those of another organization',
]

/** The practice organization: to learn with, without any credentials. */
export function PracticeWay({ connecting }: { readonly connecting: Connecting }) {
  const { data, error, refetch } = useQuery(reads.connections())
  const practice = data?.find(({ kind }) => kind === 'practice')
  return (
    <Way
      icon={<FlaskConical aria-hidden />}
      title="Practice organization"
      note="Best to learn with"
      lead="A simulated organization with accounts that hold root credentials, some of them in ways you will not like."
    >
      <ul className={styles.facts}>
        {facts.map((fact) => (
          <li key={fact}>
            <Check aria-hidden />
            {fact}
          </li>
        ))}
      </ul>
      {error ? (
        <FailurePanel failure={failureFrom(error)} onRetry={() => void refetch()} />
      ) : (
        <div className={styles.wayEnd}>
          <Button
            look="primary"
            pending={connecting.pending}
            disabled={practice === undefined}
            onClick={() => practice && connecting.open(practice)}
          >
            Open the practice organization
          </Button>
        </div>
      )}
    </Way>
  )
}
