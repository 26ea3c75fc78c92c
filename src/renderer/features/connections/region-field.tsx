import type { ReactNode } from 'react'
import { regionName, regionNames } from '../../../shared/domain/region-names.ts'
import { SuggestField } from './suggest-field.tsx'
import type { DraftForm } from './use-draft-form.ts'

type RegionFieldProps = {
  readonly form: DraftForm
  /** The path of its setting, by which what is wrong with it is known. */
  readonly path: string
  readonly label: string
  readonly value: string
  readonly onChange: (region: string) => void
  readonly hint: ReactNode
}

/** A Region of the partition, by its code or its name. */
export function RegionField({ form, path, label, value, onChange, hint }: RegionFieldProps) {
  const name = regionName(value.trim())
  return (
    <SuggestField
      label={label}
      value={value}
      suggestions={Object.entries(regionNames[form.draft.partition]).map(([code, note]) => ({
        value: code,
        note,
      }))}
      onChange={onChange}
      onBlur={() => form.left(path)}
      error={form.faultOf(path)}
      hint={
        <>
          {name === null ? null : `${name}. `}
          {hint}
        </>
      }
    />
  )
}
