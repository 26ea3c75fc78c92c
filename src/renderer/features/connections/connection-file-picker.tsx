import type { RefObject } from 'react'
import { rootkeep, valueOf } from '../../state/client.ts'
import { sayFailure } from '../../ui/say-failure.ts'
import { showToast } from '../../ui/toast-manager.ts'

type ConnectionFilePickerProps = {
  readonly ref: RefObject<HTMLInputElement | null>
  readonly onImported: () => void
}

/** Takes in a file that a Rootkeep exported. It stands out of sight: a button or a menu opens it. */
export function ConnectionFilePicker({ ref, onImported }: ConnectionFilePickerProps) {
  async function take(file: File | undefined): Promise<void> {
    if (!file) return
    try {
      await valueOf(rootkeep.connections.importFile({ text: await file.text() }))
      showToast(
        'Connections imported',
        'Their secrets are to be given here: a file never has them.',
      )
      onImported()
    } catch (error) {
      sayFailure(error)
    }
  }
  return (
    <input
      ref={ref}
      className="visually-hidden"
      type="file"
      accept=".json,application/json"
      tabIndex={-1}
      aria-label="File of connections"
      onChange={(event) => {
        void take(event.target.files?.[0])
        event.target.value = ''
      }}
    />
  )
}
