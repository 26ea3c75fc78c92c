import { ChevronDown } from 'lucide-react'
import { useRef, useState } from 'react'
import { rootkeep, valueOf } from '../../state/client.ts'
import { queryClient } from '../../state/query-client.ts'
import { Button } from '../../ui/button.tsx'
import { Menu, MenuItem } from '../../ui/menu.tsx'
import { sayFailure } from '../../ui/say-failure.ts'
import { showToast } from '../../ui/toast-manager.ts'
import { ConnectionFilePicker } from './connection-file-picker.tsx'
import { ImportProfilesDialog } from './import-profiles-dialog.tsx'

/** Connections from elsewhere, and for elsewhere. */
export function TransferMenu({ kept }: { readonly kept: number }) {
  const [choosing, setChoosing] = useState(false)
  const picker = useRef<HTMLInputElement>(null)
  return (
    <>
      <Menu
        align="end"
        trigger={
          <Button look="quiet">
            Import and export
            <ChevronDown aria-hidden />
          </Button>
        }
      >
        <MenuItem onSelect={() => setChoosing(true)}>Import profiles…</MenuItem>
        <MenuItem onSelect={() => picker.current?.click()}>Import from a file…</MenuItem>
        {kept === 0 ? null : (
          <MenuItem onSelect={() => void exportConnections()} note="without secrets">
            Export to a file…
          </MenuItem>
        )}
      </Menu>
      <ConnectionFilePicker
        ref={picker}
        onImported={() => void queryClient.invalidateQueries({ queryKey: ['connections'] })}
      />
      <ImportProfilesDialog open={choosing} onClose={() => setChoosing(false)} />
    </>
  )
}

/** Saves the kept connections, without secrets, where the operator says. */
async function exportConnections(): Promise<void> {
  try {
    const file = await valueOf(rootkeep.connections.export())
    const { path } = await valueOf(rootkeep.files.save(file))
    if (path !== null) showToast('Connections exported, without their secrets', path)
  } catch (error) {
    sayFailure(error)
  }
}
