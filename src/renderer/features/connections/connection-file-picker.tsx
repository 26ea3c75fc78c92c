import type { RefObject } from 'react'
import type { Connection } from '../../../shared/domain/connections.ts'
import type { Outcome } from '../../../shared/ipc/result.ts'
import { countedOf } from '../../format/count.ts'
import { rootkeep, valueOf } from '../../state/client.ts'
import { sayFailure } from '../../ui/say-failure.ts'
import { showToast } from '../../ui/toast-manager.ts'

type ConnectionFilePickerProps = {
  readonly ref: RefObject<HTMLInputElement | null>
  readonly onImported: () => void
}

async function keptCount(listing: Promise<Outcome<readonly Connection[]>>): Promise<number> {
  return (await valueOf(listing)).filter(({ kept }) => kept).length
}

/** Takes in a file that a Rootkeep exported. It stands out of sight: a button or a menu opens it. */
export function ConnectionFilePicker({ ref, onImported }: ConnectionFilePickerProps) {
  async function take(file: File | undefined): Promise<void> {
    if (!file) return
    try {
      const before = await keptCount(rootkeep.connections.list())
      const after = await keptCount(rootkeep.connections.importFile({ text: await file.text() }))
      showToast(
        `${countedOf(after - before, 'connection')} imported`,
        'Secrets are never in the file: give them here.',
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
