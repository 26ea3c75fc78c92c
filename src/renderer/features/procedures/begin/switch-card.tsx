import { CircleHelp, ToggleLeft, ToggleRight } from 'lucide-react'
import type { AccountId } from '../../../../shared/domain/accounts.ts'
import type { OrganizationSwitch } from '../../../../shared/domain/procedures.ts'
import type { OrganizationSwitches, SwitchState } from '../../../../shared/domain/resources.ts'
import { switchLabel } from '../../../format/labels.ts'
import { Button } from '../../../ui/button.tsx'
import { Disclosure } from '../../../ui/disclosure.tsx'
import styles from './switches-screen.module.css'

type SwitchCardProps = {
  readonly number: number
  readonly state: SwitchState
  readonly delegates: OrganizationSwitches['delegates']
  readonly highlighted: boolean
  /** The account is known where one that is registered is taken out. */
  readonly onTurn: (on: boolean, accountId: AccountId | null) => void
}

/** What must hold before a switch can be turned on. */
const prerequisite = {
  'trusted-access': 'First of all: the others need it.',
  RootCredentialsManagement: 'Needs trusted access.',
  RootSessions: 'Needs trusted access; independent of root credentials management.',
  'delegated-administrator':
    'Needs trusted access. Has to be taken back before trusted access can be turned off.',
} as const satisfies Record<OrganizationSwitch, string>

/** One switch: how it stands, what it is for, and the way to turn it, or why this caller has none. */
export function SwitchCard({ number, state, delegates, highlighted, onTurn }: SwitchCardProps) {
  const { on, reason } = state
  const many = state.switch === 'delegated-administrator'
  return (
    <li className={styles.switch} data-highlighted={highlighted || undefined}>
      <div className={styles.head}>
        <span className={styles.number} aria-hidden>
          {number}
        </span>
        <h2 className={styles.name}>{switchLabel[state.switch]}</h2>
        <span className={styles.state} data-on={on ?? 'unknown'}>
          {on === null ? (
            <CircleHelp aria-hidden />
          ) : on ? (
            <ToggleRight aria-hidden />
          ) : (
            <ToggleLeft aria-hidden />
          )}
          {on === null ? 'Not known' : many ? registeredWords(delegates.length) : on ? 'On' : 'Off'}
        </span>
        <div className={styles.turn}>
          {many ? (
            <Button disabled={reason !== null} onClick={() => onTurn(true, null)}>
              Register an account…
            </Button>
          ) : on === null ? null : (
            <Button
              look={on ? 'danger' : 'secondary'}
              disabled={reason !== null}
              onClick={() => onTurn(!on, null)}
            >
              Turn {on ? 'off' : 'on'}…
            </Button>
          )}
        </div>
      </div>
      <p className={styles.quiet}>{prerequisite[state.switch]}</p>
      {reason === null ? null : <p className={styles.reason}>Not offered: {reason}</p>}
      {many
        ? delegates.map(({ accountId, accountName }) => (
            <p key={accountId} className={styles.delegate}>
              <span>{accountName}</span>
              <span className={styles.id}>{accountId}</span>
              <Button
                look="danger"
                disabled={reason !== null}
                onClick={() => onTurn(false, accountId)}
              >
                Deregister…
              </Button>
            </p>
          ))
        : null}
      <Disclosure title="Who gains and who loses what">
        <div className={styles.effects}>
          <Effects title="Turned on" effects={state.effectsOn} />
          <Effects title="Turned off" effects={state.effectsOff} />
        </div>
      </Disclosure>
    </li>
  )
}

function Effects({
  title,
  effects,
}: {
  readonly title: string
  readonly effects: readonly string[]
}) {
  return (
    <div>
      <h3 className={styles.effectsTitle}>{title}</h3>
      <ul>
        {effects.map((effect) => (
          <li key={effect}>{effect}</li>
        ))}
      </ul>
    </div>
  )
}

function registeredWords(count: number): string {
  return count === 0 ? 'None registered' : `${count} registered`
}
