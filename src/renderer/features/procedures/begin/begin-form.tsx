import { useQuery } from '@tanstack/react-query'
import { ArrowRight } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { effectiveRule } from '../../../../shared/domain/procedure-rules.ts'
import type {
  ProcedureKind,
  ProcedureRequest,
  ProcedureRule,
} from '../../../../shared/domain/procedures.ts'
import { failureFrom, rootkeep } from '../../../state/client.ts'
import { reads } from '../../../state/reads.ts'
import { useSession } from '../../../state/session-store.ts'
import { useCommand } from '../../../state/use-command.ts'
import { replaceProcedures } from '../../../state/view-store.ts'
import { Button } from '../../../ui/button.tsx'
import { FailurePanel } from '../../../ui/failure-panel.tsx'
import { OrganizationMark } from '../../../ui/organization-mark.tsx'
import { WhyFields } from './why-fields.tsx'
import { whyFaults, whyOf, type Why } from './why.ts'
import styles from './begin-form.module.css'

type BeginFormProps = {
  readonly kind: ProcedureKind
  readonly title: string
  /** What it does and what it does not, one or two sentences. */
  readonly lead: ReactNode
  readonly caseId: string | null
  /** The request without the why; null while something is missing, which `missing` names. */
  readonly request: (why: ReturnType<typeof whyOf>) => ProcedureRequest | null
  /** What is still missing in the fields above, one sentence; null where nothing is. */
  readonly missing: (rule: ProcedureRule) => string | null
  readonly children: (rule: ProcedureRule) => ReactNode
}

/** The frame of every form that begins a procedure: what, why, and one button after which only checks and a plan follow. */
export function BeginForm(props: BeginFormProps) {
  const { data: settings, error, refetch } = useQuery(reads.settings())
  return (
    <>
      <header className={styles.header}>
        <h1 className={styles.title}>{props.title}</h1>
        <p className={styles.lead}>{props.lead}</p>
      </header>
      {error ? (
        <FailurePanel
          title="The rules could not be read."
          failure={failureFrom(error)}
          onRetry={() => void refetch()}
        />
      ) : settings ? (
        <Fields
          {...props}
          rule={effectiveRule(props.kind, settings)}
          ticketPattern={settings.ticketPattern}
        />
      ) : null}
    </>
  )
}

type FieldsProps = BeginFormProps & {
  readonly rule: ProcedureRule
  readonly ticketPattern: string
}

function Fields({ rule, ticketPattern, caseId, request, missing, children }: FieldsProps) {
  const [why, setWhy] = useState<Why>({ reason: '', ticket: '', caseId })
  const [tried, setTried] = useState(false)
  const begin = useCommand(rootkeep.procedures.begin)
  const connected = useSession(({ session }) => session?.connectionState === 'connected')
  const faults = whyFaults(why, rule, ticketPattern)
  const lacking = missing(rule) ?? faults.case
  const ready = lacking === null && faults.reason === null && faults.ticket === null

  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        setTried(true)
        const wanted = ready ? request(whyOf(why)) : null
        if (wanted) {
          begin.send(wanted, ({ id }) => replaceProcedures({ place: 'procedure', procedureId: id }))
        }
      }}
    >
      {children(rule)}
      <WhyFields
        why={why}
        onChange={setWhy}
        rule={rule}
        faults={tried ? faults : { reason: null, ticket: null }}
      />
      <OrganizationMark />
      <div className={styles.end}>
        <Button
          look="primary"
          type="submit"
          icon={<ArrowRight aria-hidden />}
          disabled={!connected}
          title={connected ? undefined : 'Not connected'}
          pending={begin.pending}
        >
          Look and plan
        </Button>
        <p className={tried && lacking ? styles.fault : styles.quiet} role="status">
          {connected
            ? tried && lacking
              ? lacking
              : 'Nothing is changed yet: checks come first, then the plan, then your confirmation.'
            : 'Not connected, so nothing can be looked at.'}
        </p>
      </div>
      {begin.failure ? <FailurePanel title="It did not begin." failure={begin.failure} /> : null}
    </form>
  )
}
