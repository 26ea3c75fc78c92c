import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import {
  procedureKinds,
  type ProcedureKind,
  type ProcedureRule,
} from '../../../shared/domain/procedures.ts'
import type { Settings } from '../../../shared/domain/settings.ts'
import { countedOf } from '../../format/count.ts'
import { procedureLabel } from '../../format/labels.ts'
import { rootkeep } from '../../state/client.ts'
import { reads } from '../../state/reads.ts'
import { useCommand } from '../../state/use-command.ts'
import { Button } from '../../ui/button.tsx'
import { CheckboxField } from '../../ui/checkbox-field.tsx'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { Panel } from '../../ui/panel.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { accountIdsFrom } from '../procedures/begin/account-ids.ts'
import {
  changedRules,
  faultOfAccounts,
  isAlwaysInCase,
  maxAccountsFrom,
  ofManyAccounts,
  sameRules,
  type Rules,
} from './rules-draft.ts'
import styles from './rules-panel.module.css'
import form from './settings-screen.module.css'

/** What each procedure needs before it may run, and the accounts that no bulk deletion touches. */
export function RulesPanel({ settings }: { readonly settings: Settings }) {
  const [rules, setRules] = useState<Rules>(settings.rules)
  const [maxText, setMaxText] = useState(
    String(settings.rules['delete-root-credentials'].maxAccounts),
  )
  const [accountsText, setAccountsText] = useState(settings.protectedAccounts.join('\n'))
  const update = useCommand(rootkeep.settings.update)

  const accounts = accountIdsFrom(accountsText)
  const rulesChanged = !sameRules(rules, settings.rules)
  const accountsChanged = accounts.accountIds.join() !== settings.protectedAccounts.join()
  const accountsFault = faultOfAccounts(accounts)
  const faulty = accountsFault !== null || maxAccountsFrom(maxText) === null
  const changed = rulesChanged || accountsChanged
  const change = (kind: ProcedureKind, part: Partial<ProcedureRule>) =>
    setRules((held) => changedRules(held, kind, part))

  return (
    <Panel title="Procedure rules" note="A change is asked for once more outside of this window">
      <form
        className={form.form}
        onSubmit={(event) => {
          event.preventDefault()
          if (faulty || !changed) return
          update.send({
            ...(rulesChanged ? { rules } : {}),
            ...(accountsChanged ? { protectedAccounts: [...accounts.accountIds] } : {}),
          })
        }}
      >
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Procedure</th>
              <th scope="col">Case</th>
              <th scope="col">Ticket</th>
              <th scope="col">Approval</th>
              <th scope="col">Accounts at most</th>
            </tr>
          </thead>
          <tbody>
            {procedureKinds.map((kind) => (
              <tr key={kind}>
                <th scope="row">{procedureLabel[kind]}</th>
                <td>
                  {isAlwaysInCase(kind, rules) ? (
                    <span className={styles.fixed}>Always</span>
                  ) : (
                    <RuleBox
                      label={`${procedureLabel[kind]} needs a case`}
                      checked={rules[kind].needsCase}
                      onChange={(needsCase) => change(kind, { needsCase })}
                    />
                  )}
                </td>
                <td>
                  {isAlwaysInCase(kind, rules) ? (
                    <span className={styles.fixed}>Always</span>
                  ) : (
                    <RuleBox
                      label={`${procedureLabel[kind]} needs a ticket`}
                      checked={rules[kind].needsTicket}
                      onChange={(needsTicket) => change(kind, { needsTicket })}
                    />
                  )}
                </td>
                <td>
                  <RuleBox
                    label={`${procedureLabel[kind]} needs an approval`}
                    checked={rules[kind].needsApproval}
                    onChange={(needsApproval) => change(kind, { needsApproval })}
                  />
                </td>
                <td>
                  {ofManyAccounts.includes(kind) ? (
                    <MaxAccounts
                      label={`${procedureLabel[kind]}: accounts at most`}
                      text={maxText}
                      onChange={(text) => {
                        setMaxText(text)
                        const maxAccounts = maxAccountsFrom(text)
                        if (maxAccounts !== null) change(kind, { maxAccounts })
                      }}
                    />
                  ) : (
                    <span className={styles.fixed}>1</span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        <NobodyApproves rules={rules} />
        <TextField
          label="Protected accounts"
          mono
          lines={4}
          value={accountsText}
          onChange={setAccountsText}
          error={accountsFault}
          hint={`${countedOf(accounts.accountIds.length, 'account')}. No bulk deletion touches their root credentials. IDs apart by spaces or lines.`}
        />
        {update.failure ? (
          <FailurePanel title="The rules stay as they were." failure={update.failure} />
        ) : null}
        <div className={form.buttons}>
          <Button
            look="primary"
            type="submit"
            disabled={!changed || faulty}
            pending={update.pending}
          >
            Save the rules
          </Button>
        </div>
      </form>
    </Panel>
  )
}

type RuleBoxProps = {
  readonly label: string
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
}

function RuleBox({ label, checked, onChange }: RuleBoxProps) {
  return (
    <CheckboxField checked={checked} onChange={onChange}>
      <span className="visually-hidden">{label}</span>
    </CheckboxField>
  )
}

type MaxAccountsProps = {
  readonly label: string
  readonly text: string
  readonly onChange: (text: string) => void
}

function MaxAccounts({ label, text, onChange }: MaxAccountsProps) {
  const faulty = maxAccountsFrom(text) === null
  return (
    <span className={styles.max}>
      <input
        type="number"
        min={1}
        max={50_000}
        className={styles.number}
        aria-label={label}
        aria-invalid={faulty || undefined}
        value={text}
        onChange={(event) => onChange(event.target.value)}
      />
      {faulty ? <span className={styles.fault}>1 to 50,000</span> : null}
    </span>
  )
}

/** A rule that asks for an approval nobody can give stops every procedure of its kind: better said here than there. */
function NobodyApproves({ rules }: { readonly rules: Rules }) {
  const { data: operators } = useQuery(reads.operators())
  const asked = procedureKinds.some((kind) => rules[kind].needsApproval)
  if (!asked || !operators || operators.some(({ revokedAt }) => revokedAt === null)) return null
  return (
    <p className={form.warning}>
      No operator is trusted here yet, so nobody can give the approval that a rule asks for.
    </p>
  )
}
