import { Select } from '../../ui/select.tsx'
import { timeBoxes } from './case-words.ts'

type TimeBoxSelectProps = {
  readonly label: string
  readonly minutes: number
  readonly onChange: (minutes: number) => void
}

const options = timeBoxes.map(({ minutes, label }) => ({ value: String(minutes), label }))

/** How long a case may take, or how much longer. */
export function TimeBoxSelect({ label, minutes, onChange }: TimeBoxSelectProps) {
  return (
    <div>
      <Select
        label={label}
        value={String(minutes)}
        options={options}
        onChange={(value) => onChange(Number(value))}
      />
    </div>
  )
}
