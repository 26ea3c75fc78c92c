import { useQuery } from '@tanstack/react-query'
import type { ProcedureRule } from '../../../../shared/domain/procedures.ts'
import { reads } from '../../../state/reads.ts'
import { showCase } from '../../../state/view-store.ts'
import { Button } from '../../../ui/button.tsx'
import { Select } from '../../../ui/select.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import { ruleWords } from './rule-words.ts'
import type { Why } from './why.ts'
import styles from './begin-form.module.css'

type WhyFieldsProps = {
  readonly why: Why
  readonly onChange: (why: Why) => void
  readonly rule: ProcedureRule
  /** What is wrong with reason and ticket; null before it was tried to send them. */
  readonly faults: { readonly reason: string | null; readonly ticket: string | null }
}

/** Why it is done: the reason, and the ticket or the break-glass case it belongs to. */
export function WhyFields({ why, onChange, rule, faults }: WhyFieldsProps) {
  const { data: cases } = useQuery(reads.cases())
  const open = cases?.filter((each) => each.state === 'open') ?? []
  const chosen = open.find((each) => each.id === why.caseId)
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>Why</legend>
      <p className={styles.rule}>{ruleWords(rule)}</p>
      <TextField
        label="Reason"
        lines={2}
        value={why.reason}
        onChange={(reason) => onChange({ ...why, reason })}
        error={faults.reason}
        hint="It stands in the plan, in the journal and in the report."
      />
      <div className={styles.pair}>
        {open.length > 0 || rule.needsCase ? (
          <div>
            {open.length > 0 ? (
              <Select
                label="Break-glass case"
                value={chosen?.id ?? 'none'}
                onChange={(id) => onChange({ ...why, caseId: id === 'none' ? null : id })}
                options={[
                  {
                    value: 'none',
                    label: rule.needsCase ? 'Choose a case' : 'Outside of a case',
                  },
                  ...open.map((each) => ({
                    value: each.id,
                    label: `${each.ticket}: ${shortened(each.reason)}`,
                  })),
                ]}
              />
            ) : (
              <p className={styles.notice}>
                It runs only inside a break-glass case, and none is open.{' '}
                <Button look="primary" onClick={() => showCase(null)}>
                  Open a case
                </Button>
              </p>
            )}
          </div>
        ) : null}
        {chosen ? (
          <p className={styles.fixed}>
            <span className={styles.fixedLabel}>Ticket</span>
            {chosen.ticket}, that of the case
          </p>
        ) : rule.needsCase ? null : (
          <TextField
            label={rule.needsTicket ? 'Ticket' : 'Ticket, where there is one'}
            value={why.ticket}
            onChange={(ticket) => onChange({ ...why, ticket })}
            error={faults.ticket}
          />
        )}
      </div>
    </fieldset>
  )
}

const longestLabel = 48

function shortened(text: string): string {
  return text.length <= longestLabel ? text : `${text.slice(0, longestLabel)}…`
}
