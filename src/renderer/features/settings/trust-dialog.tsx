import { useState } from 'react'
import { rootkeep } from '../../state/client.ts'
import { useCommand } from '../../state/use-command.ts'
import { Button } from '../../ui/button.tsx'
import { CheckboxField } from '../../ui/checkbox-field.tsx'
import { Dialog, DialogActions } from '../../ui/dialog.tsx'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { Fingerprint } from '../../ui/fingerprint.tsx'
import { TextIntake } from '../../ui/text-intake.tsx'
import styles from './settings-screen.module.css'

type TrustDialogProps = { readonly open: boolean; readonly onClose: () => void }

/** Takes the card of another operator, shows whose it is, and trusts it once the fingerprint was compared. */
export function TrustDialog({ open, onClose }: TrustDialogProps) {
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title="Trust an operator"
      description="Approvals that they sign will count here. They find their card under Settings, Operator identity."
      width={560}
    >
      <TrustSteps onDone={onClose} />
    </Dialog>
  )
}

/** A card that was read: its text, and what stands in it. */
type ReadCard = { readonly text: string; readonly name: string; readonly fingerprint: string }

function TrustSteps({ onDone }: { readonly onDone: () => void }) {
  const [card, setCard] = useState<ReadCard | null>(null)
  return card === null ? (
    <CardForm onRead={setCard} onCancel={onDone} />
  ) : (
    <Comparison card={card} onBack={() => setCard(null)} onDone={onDone} />
  )
}

type CardFormProps = {
  readonly onRead: (card: ReadCard) => void
  readonly onCancel: () => void
}

function CardForm({ onRead, onCancel }: CardFormProps) {
  const [text, setText] = useState('')
  const read = useCommand(rootkeep.identity.readCard)
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        read.send({ text }, (found) => onRead({ text, ...found }))
      }}
    >
      <TextIntake label="Card of the operator" value={text} onChange={setText} lines={7} />
      {read.failure ? <FailurePanel failure={read.failure} /> : null}
      <DialogActions>
        <Button onClick={onCancel}>Cancel</Button>
        <Button look="primary" type="submit" disabled={text.trim() === ''} pending={read.pending}>
          Read the card
        </Button>
      </DialogActions>
    </form>
  )
}

type ComparisonProps = {
  readonly card: ReadCard
  readonly onBack: () => void
  readonly onDone: () => void
}

/** Nobody is trusted by a text alone: whoever sent it could have written any name into it. */
function Comparison({ card, onBack, onDone }: ComparisonProps) {
  const [compared, setCompared] = useState(false)
  const trust = useCommand(rootkeep.identity.trust)
  const { text, name, fingerprint } = card
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (compared) trust.send({ text, fingerprint }, onDone)
      }}
    >
      <p>
        The card says it is of <strong>{name}</strong>, with this fingerprint:
      </p>
      <Fingerprint value={fingerprint} />
      <p className={styles.quiet}>
        Have {name} read their fingerprint to you, in person or on the telephone, and compare all
        groups. A card that came by mail proves nothing by itself.
      </p>
      <CheckboxField checked={compared} onChange={setCompared}>
        I compared every group with {name}, by another way than the card came
      </CheckboxField>
      {trust.failure ? <FailurePanel failure={trust.failure} /> : null}
      <DialogActions>
        <Button onClick={onBack}>Another card</Button>
        <Button look="primary" type="submit" disabled={!compared} pending={trust.pending}>
          Trust {name}
        </Button>
      </DialogActions>
    </form>
  )
}
