import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Identity } from '../../../shared/domain/operators.ts'
import { exactOf } from '../../format/instant.ts'
import { failureFrom, rootkeep } from '../../state/client.ts'
import { reads } from '../../state/reads.ts'
import { useCommand } from '../../state/use-command.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Fact, FactList } from '../../ui/fact-list.tsx'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { Fingerprint } from '../../ui/fingerprint.tsx'
import { Panel } from '../../ui/panel.tsx'
import { TextHandout } from '../../ui/text-handout.tsx'
import { IdentityForm } from './identity-form.tsx'
import { UnlockForm } from './unlock-form.tsx'
import styles from './settings-screen.module.css'

const protectionLabel = {
  os: 'The key store of this system',
  passphrase: 'A passphrase',
} as const satisfies Record<NonNullable<Identity['protection']>, string>

/** The key that signs approvals and checkpoints for the operator of this workstation. */
export function IdentityPanel() {
  const { data: identity, error, refetch } = useQuery(reads.identity())
  return (
    <Panel title="Operator identity" note={identity ? stateNote[identity.state] : null}>
      {error ? <FailurePanel failure={failureFrom(error)} onRetry={() => void refetch()} /> : null}
      {identity ? (
        identity.state === 'none' ? (
          <div className={styles.blocks}>
            <p className={styles.quiet}>
              A key that is made here, and never leaves, signs for you: approvals of other
              operators’ plans, requests for theirs, and the checkpoints of the journal.
            </p>
            <IdentityForm keyStore={identity.keyStore} replaces={false} />
          </div>
        ) : (
          <Existing identity={identity} />
        )
      ) : null}
    </Panel>
  )
}

const stateNote = {
  none: 'Not made yet',
  locked: 'Locked',
  unlocked: 'Unlocked',
} as const satisfies Record<Identity['state'], string>

function Existing({ identity }: { readonly identity: Identity }) {
  const { name, fingerprint, protection, createdAt, state } = identity
  return (
    <div className={styles.blocks}>
      <FactList>
        <Fact name="Name">{name}</Fact>
        <Fact name="Made">{createdAt === null ? 'Unknown' : exactOf(createdAt)}</Fact>
        <Fact name="Protected by">
          {protection === null ? 'Unknown' : protectionLabel[protection]}
        </Fact>
      </FactList>
      {fingerprint === null ? null : <Fingerprint value={fingerprint} />}
      {state === 'locked' ? <UnlockForm protection={protection} /> : <Card />}
      <IdentityActions identity={identity} />
    </div>
  )
}

function Card() {
  const { data: card, error } = useQuery(reads.identityCard())
  return (
    <>
      <p className={styles.quiet}>
        Your card holds your name and public key. Hand it to the operators who are to accept your
        approvals, and read the fingerprint to them by another way.
      </p>
      {error ? <FailurePanel failure={failureFrom(error)} /> : null}
      {card ? (
        <TextHandout label="Operator card" name={card.name} text={card.text} lines={4} />
      ) : null}
    </>
  )
}

/** Locking it, and the way on from a lost passphrase or to another protection. */
function IdentityActions({ identity }: { readonly identity: Identity }) {
  const [making, setMaking] = useState(false)
  const lock = useCommand(() => rootkeep.identity.lock())
  const close = () => setMaking(false)
  return (
    <>
      {lock.failure ? <FailurePanel failure={lock.failure} /> : null}
      <div className={styles.buttons}>
        {identity.state === 'unlocked' ? (
          <Button pending={lock.pending} onClick={() => lock.send(undefined)}>
            Lock
          </Button>
        ) : null}
        <Button look="quiet" onClick={() => setMaking(true)}>
          Make a new identity…
        </Button>
      </div>
      <Dialog
        open={making}
        onClose={close}
        title="Make a new identity"
        description="It takes the place of the present one, whose key is deleted. Other operators have to trust the new one anew. You are asked once more outside of this window."
      >
        <IdentityForm keyStore={identity.keyStore} replaces onDone={close} />
      </Dialog>
    </>
  )
}
