import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { bucketByName, type PickableResource } from './found-resources.ts'
import styles from './bucket-name-form.module.css'

type BucketNameFormProps = { readonly onChoose: (resource: PickableResource) => void }

/** Opens a bucket whose name is known, where they cannot be listed. */
export function BucketNameForm({ onChoose }: BucketNameFormProps) {
  const [typed, setTyped] = useState('')
  const [tried, setTried] = useState(false)
  const bucket = bucketByName(typed, [])
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        setTried(true)
        if (bucket) onChoose(bucket)
      }}
    >
      <TextField
        label="Or by its name"
        mono
        value={typed}
        onChange={setTyped}
        error={
          tried && !bucket
            ? 'a name of a bucket has 3 to 63 small letters, digits, dashes and dots'
            : null
        }
      />
      <Button type="submit">Read its policy</Button>
    </form>
  )
}
