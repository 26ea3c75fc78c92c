import type { ReactNode } from 'react'
import { TextField } from '../../ui/text-field.tsx'
import type { ConnectionDraft } from './connection-draft.ts'
import type { DraftForm } from './use-draft-form.ts'

/** The fields of a draft that are typed. */
type TypedField = {
  [Field in keyof ConnectionDraft]: ConnectionDraft[Field] extends string ? Field : never
}[keyof ConnectionDraft]

type DraftFieldProps = {
  readonly form: DraftForm
  readonly field: Exclude<TypedField, 'colour' | 'partition' | 'kind'>
  /** The path of its setting, by which what is wrong with it is known. */
  readonly path: string
  readonly label: string
  readonly hint?: ReactNode
  readonly mono?: boolean
  readonly placeholder?: string
}

/** A typed field of the draft, with what is wrong with it. */
export function DraftField({ form, field, path, mono = true, ...rest }: DraftFieldProps) {
  return (
    <TextField
      {...rest}
      mono={mono}
      value={form.draft[field]}
      onChange={(typed) => form.change({ [field]: typed })}
      onBlur={() => form.left(path)}
      error={form.faultOf(path)}
    />
  )
}
