import { useQuery } from '@tanstack/react-query'
import { countedOf } from '../../format/count.ts'
import { failureFrom } from '../../state/client.ts'
import { reads } from '../../state/reads.ts'
import { Disclosure } from '../../ui/disclosure.tsx'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import styles from './config-problems.module.css'

/** What in the AWS config files could not be understood, by file and line; nothing where all could. */
export function ConfigProblems({ open = false }: { readonly open?: boolean }) {
  const { data, error, refetch } = useQuery(reads.foundProfiles())
  if (error) {
    return (
      <FailurePanel
        title="The AWS config files could not be read."
        failure={failureFrom(error)}
        onRetry={() => void refetch()}
      />
    )
  }
  if (!data || data.problems.length === 0) return null
  return (
    <Disclosure
      title={`${countedOf(data.problems.length, 'problem')} in the AWS config files`}
      open={open}
    >
      <ul className={styles.problems}>
        {data.problems.map((problem) => (
          <li key={problem}>{problem}</li>
        ))}
      </ul>
    </Disclosure>
  )
}
