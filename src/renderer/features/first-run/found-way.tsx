import { useQuery } from '@tanstack/react-query'
import { RotateCw, ScanSearch } from 'lucide-react'
import type { Connection } from '../../../shared/domain/connections.ts'
import { connectionKindLabel } from '../../format/labels.ts'
import { failureFrom } from '../../state/client.ts'
import { reads } from '../../state/reads.ts'
import { Button } from '../../ui/button.tsx'
import { ConnectionSwatch } from '../../ui/connection-swatch.tsx'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { ConfigProblems } from '../connections/config-problems.tsx'
import type { Connecting } from '../sign-in/connect.ts'
import { Way } from './way.tsx'
import styles from './first-run-guide.module.css'

/** What the AWS CLI and others left on this computer, and what was imported already. */
export function FoundWay({ connecting }: { readonly connecting: Connecting }) {
  const list = useQuery(reads.connections())
  const profiles = useQuery(reads.foundProfiles())
  const unusable = profiles.data?.profiles.filter(({ problem }) => problem !== null) ?? []
  const ready =
    list.data?.filter(
      ({ id, kind }) =>
        kind !== 'practice' && !unusable.some(({ name }) => id === `profile:${name}`),
    ) ?? []
  return (
    <Way
      icon={<ScanSearch aria-hidden />}
      title="What is here already"
      lead="Profiles of the AWS config files, and credentials in the environment. They are used as they are; no file is changed."
    >
      {list.error ? (
        <FailurePanel failure={failureFrom(list.error)} onRetry={() => void list.refetch()} />
      ) : null}
      {ready.length + unusable.length > 0 ? (
        <ul className={styles.found} aria-label="Found on this computer">
          {ready.map((connection) => (
            <FoundConnection key={connection.id} connection={connection} connecting={connecting} />
          ))}
          {unusable.map(({ name, problem }) => (
            <li key={name} className={styles.foundRow}>
              <div className={styles.foundWhat}>
                <span className={styles.foundName}>{name}</span>
                <span className={styles.problem}>{problem}</span>
              </div>
            </li>
          ))}
        </ul>
      ) : null}
      {list.data && ready.length === 0 ? (
        <p className={styles.nothing}>
          Nothing that can be used was found. Rootkeep looks into ~/.aws/config and
          ~/.aws/credentials, or where AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE point to, and
          for AWS_ACCESS_KEY_ID in the environment.
        </p>
      ) : null}
      <ConfigProblems />
      <div className={styles.wayEnd}>
        <Button
          className={styles.flush}
          look="quiet"
          icon={<RotateCw aria-hidden />}
          pending={list.isFetching || profiles.isFetching}
          onClick={() => {
            void list.refetch()
            void profiles.refetch()
          }}
        >
          Look again
        </Button>
      </div>
    </Way>
  )
}

type FoundConnectionProps = {
  readonly connection: Connection
  readonly connecting: Connecting
}

function FoundConnection({ connection, connecting }: FoundConnectionProps) {
  const { name, kind, detail, colour, needsSignIn } = connection
  return (
    <li className={styles.foundRow}>
      <ConnectionSwatch colour={colour} />
      <div className={styles.foundWhat}>
        <span className={styles.foundName}>{name}</span>
        <span className={styles.foundDetail} title={detail}>
          {connectionKindLabel[kind]}
          {detail === '' ? '' : ` · ${detail}`}
        </span>
      </div>
      <Button
        pending={connecting.pending}
        onClick={() => connecting.open(connection)}
        aria-label={needsSignIn ? `Sign in to ${name}` : `Connect to ${name}`}
      >
        {needsSignIn ? 'Sign in' : 'Connect'}
      </Button>
    </li>
  )
}
