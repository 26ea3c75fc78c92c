import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { OrganizationSwitch } from '../../../../shared/domain/procedures.ts'
import { exactOf } from '../../../format/instant.ts'
import { failureFrom } from '../../../state/client.ts'
import { reads } from '../../../state/reads.ts'
import { useSession } from '../../../state/session-store.ts'
import { Button } from '../../../ui/button.tsx'
import { FailurePanel } from '../../../ui/failure-panel.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { SwitchCard } from './switch-card.tsx'
import { SwitchForm, type SwitchTurn } from './switch-form.tsx'
import formStyles from './begin-form.module.css'
import styles from './switches-screen.module.css'

/** The switches of the organization in the order in which they build on each other: state, effects, and what this caller may turn. */
export function SwitchesScreen({ chosen }: { readonly chosen: OrganizationSwitch | null }) {
  const connected = useSession(({ session }) => session?.connectionState === 'connected')
  const { data, error, refetch, isFetching } = useQuery({
    ...reads.switches(),
    enabled: connected,
  })
  const [turn, setTurn] = useState<SwitchTurn | null>(null)
  if (turn) return <SwitchForm turn={turn} onLeave={() => setTurn(null)} />

  return (
    <>
      <header className={formStyles.header}>
        <h1 className={formStyles.title}>Organization switches</h1>
        <p className={formStyles.lead}>
          Centralized root access builds on these, from the top down. Each is read from AWS now;
          turning one is a procedure of its own, with plan and confirmation.
        </p>
      </header>
      {!connected ? (
        <p className={styles.quiet}>Not connected, so the switches cannot be read.</p>
      ) : error ? (
        <FailurePanel
          title="The switches could not be read."
          failure={failureFrom(error)}
          onRetry={() => void refetch()}
        />
      ) : data ? (
        <>
          <ol className={styles.switches}>
            {data.switches.map((state, index) => (
              <SwitchCard
                key={state.switch}
                number={index + 1}
                state={state}
                delegates={data.delegates}
                highlighted={state.switch === chosen}
                onTurn={(on, accountId) =>
                  setTurn({ switch: state.switch, on, accountId, delegates: data.delegates })
                }
              />
            ))}
          </ol>
          <p className={styles.quiet}>
            Read {exactOf(data.readAt)}.{' '}
            <Button look="quiet" pending={isFetching} onClick={() => void refetch()}>
              Read again
            </Button>
          </p>
        </>
      ) : (
        <div className={styles.reading} aria-busy="true">
          <Skeleton width="40%" />
          <Skeleton width="60%" />
          <Skeleton width="50%" />
        </div>
      )}
    </>
  )
}
