import { reportFormats, type ReportFormat } from '../../../shared/domain/reports.ts'
import { CheckboxField } from '../../ui/checkbox-field.tsx'
import { formatLabel, formatUse } from './report-words.ts'
import styles from './write-tab.module.css'

type FormatFieldsProps = {
  readonly formats: readonly ReportFormat[]
  readonly onChange: (formats: ReportFormat[]) => void
  readonly fault: string | null
}

/** One or several formats; they stay in their own order. */
export function FormatFields({ formats, onChange, fault }: FormatFieldsProps) {
  return (
    <div role="group" aria-label="Formats">
      <div className={styles.formats}>
        {reportFormats.map((format) => (
          <CheckboxField
            key={format}
            checked={formats.includes(format)}
            onChange={(on) =>
              onChange(
                reportFormats.filter((each) => (each === format ? on : formats.includes(each))),
              )
            }
          >
            <span>
              {formatLabel[format]} <span className={styles.use}>{formatUse[format]}</span>
            </span>
          </CheckboxField>
        ))}
      </div>
      {fault === null ? null : <p className={styles.fault}>{fault}</p>}
    </div>
  )
}
