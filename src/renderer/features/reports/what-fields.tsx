import type { Paper } from '../../../shared/domain/reports.ts'
import { RadioChoice } from '../../ui/radio-choice.tsx'
import { Select } from '../../ui/select.tsx'
import { SwitchField } from '../../ui/switch-field.tsx'
import { isFiltered } from '../accounts/filter-words.ts'
import { FormatFields } from './format-fields.tsx'
import { changeForm } from './form-store.ts'
import type { ReportForm } from './report-form.ts'
import { hasPages } from './report-words.ts'
import styles from './write-tab.module.css'

export const paperOptions: readonly { readonly value: Paper; readonly label: string }[] = [
  { value: 'A4', label: 'A4' },
  { value: 'Letter', label: 'Letter' },
]

type WhatFieldsProps = { readonly form: ReportForm; readonly fault: string | null }

/** A report or a bundle, in which formats, on which paper. */
export function WhatFields({ form, fault }: WhatFieldsProps) {
  const { kind, formats, paper, redact, scope } = form
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>What</legend>
      <RadioChoice
        label="Kind"
        value={kind}
        onChange={(value) => changeForm({ kind: value })}
        options={[
          { value: 'report', label: 'Report: a file for each format' },
          { value: 'bundle', label: 'Evidence bundle: reports, raw observations and a signature' },
        ]}
      />
      <FormatFields
        formats={formats}
        onChange={(chosen) => changeForm({ formats: chosen })}
        fault={fault}
      />
      {kind === 'bundle' && !formats.includes('json') ? (
        <p className={styles.hint}>JSON is added: a bundle is checked by it.</p>
      ) : null}
      {formats.some(hasPages) ? (
        <div>
          <Select
            label="Paper"
            value={paper}
            options={paperOptions}
            onChange={(value) => changeForm({ paper: value })}
          />
        </div>
      ) : null}
      {kind === 'bundle' ? (
        <SwitchField
          label="Redact names, mails and IDs"
          hint="They become pseudonyms, the same in every bundle that this workstation signs. Postures, ages and hashes stay, so the bundle can still be checked. Who is meant is known here only."
          checked={redact}
          onChange={(on) => changeForm({ redact: on })}
        />
      ) : null}
      {kind === 'bundle' && isFiltered(scope) ? (
        <p className={styles.hint}>
          The reports are narrowed to the accounts chosen below; the evidence is of the whole
          organization, so that its totals can be counted again.
        </p>
      ) : null}
    </fieldset>
  )
}
