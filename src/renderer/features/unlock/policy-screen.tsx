import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { failureFrom } from '../../state/client.ts'
import { reads } from '../../state/reads.ts'
import { useSession } from '../../state/session-store.ts'
import { Button } from '../../ui/button.tsx'
import { Copyable } from '../../ui/copyable.tsx'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { BackToProcedures } from '../procedures/back-to-procedures.tsx'
import { PolicyWork } from './policy-work.tsx'
import { contextOf } from './policy-view.ts'
import { resourceName } from './resource-name.ts'
import { showResource, type PolicySubject } from './unlock-place.ts'
import { UnlockTrail } from './unlock-trail.tsx'
import { resourceNoun } from './unlock-words.ts'
import styles from './policy-screen.module.css'

/** The policy of one bucket or queue: what it does, and what is to become of it. */
export function PolicyScreen(props: PolicySubject) {
  const { service, accountId, resource } = props
  const { data, error, isFetching, refetch } = useQuery(
    reads.resourcePolicy(service, accountId, resource),
  )
  const organizationId = useSession(({ session }) => session?.organization?.id ?? null)
  const context = useMemo(
    () => data && contextOf(service, accountId, data, organizationId),
    [service, accountId, data, organizationId],
  )
  const noun = resourceNoun[service]
  const header = (
    <>
      <BackToProcedures />
      <PolicyHeader {...props} region={data?.region ?? resource.region} />
    </>
  )
  if (data && context && !error) {
    return (
      <PolicyWork
        // Another text is another matter: what was chosen for the old one is not carried over.
        key={data.policy?.sha256 ?? 'none'}
        subject={props}
        read={data}
        context={context}
        reading={isFetching}
        onReadAgain={() => void refetch()}
      >
        {header}
      </PolicyWork>
    )
  }
  return (
    <div className={styles.scroll}>
      {header}
      {error ? (
        <FailurePanel
          title={`The policy of this ${noun} could not be read.`}
          failure={failureFrom(error)}
          onRetry={() => void refetch()}
        >
          <Button onClick={() => showResource(props)}>Choose another {noun}</Button>
        </FailurePanel>
      ) : (
        <div className={styles.pending} aria-busy="true">
          <p role="status">A root session is opened in the account and the policy is read.</p>
          <Skeleton width="60%" height={14} />
          <Skeleton width="80%" />
          <Skeleton width="72%" />
        </div>
      )}
    </div>
  )
}

type PolicyHeaderProps = PolicySubject & { readonly region: string | null }

function PolicyHeader({ region, ...subject }: PolicyHeaderProps) {
  const { service, accountId, resource } = subject
  const { data: account } = useQuery(reads.account(accountId))
  return (
    <header className={styles.header}>
      <h1 ref={focusTitle} tabIndex={-1} className={styles.title}>
        {resourceName(service, resource.id)}
      </h1>
      <UnlockTrail at="policy" service={service} />
      <p className={styles.facts}>
        <span>
          {service === 's3' ? 'S3 bucket' : 'SQS queue'}
          {region === null ? '' : ` in ${region}`}
        </span>
        <span className={styles.account}>
          {account?.account.name ?? ''} <Copyable value={accountId} what="account ID" />
        </span>
        <Button look="quiet" onClick={() => showResource(subject)}>
          Choose another {resourceNoun[service]}
        </Button>
      </p>
    </header>
  )
}

/** The view changed under the keyboard: reading goes on at its title. */
function focusTitle(title: HTMLHeadingElement | null): void {
  title?.focus({ preventScroll: true })
}
