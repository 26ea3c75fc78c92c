import { useQuery } from '@tanstack/react-query'
import type { Connection, ConnectionDetail } from '../../../shared/domain/connections.ts'
import { failureFrom, rootkeep } from '../../state/client.ts'
import { reads } from '../../state/reads.ts'
import { useCommand } from '../../state/use-command.ts'
import { Button } from '../../ui/button.tsx'
import { Disclosure } from '../../ui/disclosure.tsx'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import type { ConnectionDraft } from './connection-draft.ts'
import { closeConnectionForm, useConnectionPlace } from './connection-place.ts'
import { hopSummary, kindChoice, networkSummary } from './connection-words.ts'
import { ContactsSection } from './contacts-section.tsx'
import { HopSection } from './hop-section.tsx'
import { NameSection } from './name-section.tsx'
import { NetworkSection } from './network-section.tsx'
import { RegionSection } from './region-section.tsx'
import { givenSecrets } from './secret-draft.ts'
import { SignInSection } from './sign-in-section.tsx'
import { useDraftForm } from './use-draft-form.ts'
import { useShowFaults } from './use-show-faults.ts'
import styles from './connection-form.module.css'

type ConnectionFormProps = {
  /** Gets the kept connection, and whether to connect with it at once. The form is closed by then. */
  readonly onSaved: (connection: Connection, connect: boolean) => void
  readonly onCancel: () => void
}

/** The form that is open: of a new connection, or of a kept one once it was read. */
export function ConnectionForm(props: ConnectionFormProps) {
  const form = useConnectionPlace((place) => place.form)
  if (form === null) return null
  return form.id === null ? (
    <FormBody {...props} kept={null} held={form.draft} />
  ) : (
    <KeptForm {...props} key={form.id} connectionId={form.id} held={form.draft} />
  )
}

type KeptFormProps = ConnectionFormProps & {
  readonly connectionId: string
  readonly held: ConnectionDraft | null
}

function KeptForm({ connectionId, ...props }: KeptFormProps) {
  const { data, error, refetch } = useQuery(reads.connection(connectionId))
  if (error) {
    return (
      <FailurePanel
        title="The connection could not be read."
        failure={failureFrom(error)}
        onRetry={() => void refetch()}
      >
        <Button onClick={props.onCancel}>Back</Button>
      </FailurePanel>
    )
  }
  return data ? <FormBody {...props} kept={data} /> : null
}

type FormBodyProps = ConnectionFormProps & {
  readonly kept: ConnectionDetail | null
  readonly held: ConnectionDraft | null
}

function FormBody({ kept, held, onSaved, onCancel }: FormBodyProps) {
  const { data: known } = useQuery(reads.connections())
  const others = known?.filter((each) => each.kept && each.id !== kept?.id) ?? []
  const form = useDraftForm(
    held,
    kept,
    others.map(({ name }) => name),
  )
  const [element, showFaults] = useShowFaults()
  const save = useCommand(rootkeep.connections.save)
  const { draft, settings } = form

  function send(connect: boolean): void {
    form.tryAll()
    if (settings === null || form.faulty) {
      showFaults()
      return
    }
    const secrets = givenSecrets(draft, form.secrets)
    save.send({ id: kept?.id ?? null, settings, secrets }, (connection) => {
      closeConnectionForm()
      onSaved(connection, connect)
    })
  }

  return (
    <form
      ref={element}
      className={styles.form}
      noValidate
      aria-label={kept === null ? 'New connection' : `Connection ${kept.settings.name}`}
      onSubmit={(event) => {
        event.preventDefault()
        send(kept === null)
      }}
    >
      <Disclosure title="Name and colour" note={draft.name} open>
        <div className={styles.section}>
          <NameSection form={form} />
        </div>
      </Disclosure>
      <Disclosure title="Sign-in" note={kindChoice[draft.kind].label} open>
        <div className={styles.section}>
          <SignInSection form={form} />
        </div>
      </Disclosure>
      <Disclosure
        title="Region and partition"
        note={draft.region.trim() === '' ? draft.partition : `${draft.region}, ${draft.partition}`}
      >
        <div className={styles.section}>
          <RegionSection form={form} connectionId={kept?.id ?? null} />
        </div>
      </Disclosure>
      <Disclosure title="Role on the way" note={hopSummary(draft)}>
        <div className={styles.section}>
          <HopSection form={form} />
        </div>
      </Disclosure>
      <Disclosure title="Network" note={networkSummary(draft)}>
        <div className={styles.section}>
          <NetworkSection form={form} />
        </div>
      </Disclosure>
      <ContactsSection settings={settings} />
      {save.failure ? <FailurePanel title="Not saved" failure={save.failure} /> : null}
      <div className={styles.buttons}>
        {kept === null ? (
          <>
            <Button look="primary" type="submit" pending={save.pending}>
              {draft.kind === 'identity-center' ? 'Save and sign in' : 'Save and connect'}
            </Button>
            <Button pending={save.pending} onClick={() => send(false)}>
              Save
            </Button>
          </>
        ) : (
          <Button look="primary" type="submit" pending={save.pending}>
            Save
          </Button>
        )}
        <Button look="quiet" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  )
}
