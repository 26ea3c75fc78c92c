import { ColourField } from './colour-field.tsx'
import { DraftField } from './draft-field.tsx'
import type { DraftForm } from './use-draft-form.ts'
import styles from './connection-form.module.css'

/** By what the operator tells this organization from the others. */
export function NameSection({ form }: { readonly form: DraftForm }) {
  return (
    <div className={styles.fields}>
      <DraftField
        form={form}
        field="name"
        path="name"
        label="Name"
        mono={false}
        hint="What your team calls this organization."
      />
      <ColourField value={form.draft.colour} onChange={(colour) => form.change({ colour })} />
    </div>
  )
}
