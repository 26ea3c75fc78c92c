import type { Theme } from '../../../shared/domain/settings.ts'
import { rootkeep } from '../../state/client.ts'
import { useCommand } from '../../state/use-command.ts'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Select } from '../../ui/select.tsx'

const options: readonly { readonly value: Theme; readonly label: string }[] = [
  { value: 'system', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
]

/** Light or dark. Takes effect at once. */
export function ThemePanel({ theme }: { readonly theme: Theme }) {
  const update = useCommand(rootkeep.settings.update)
  return (
    <Panel title="Appearance">
      <Select
        label="Theme"
        value={theme}
        options={options}
        onChange={(next) => update.send({ theme: next })}
      />
      {update.failure ? <FailurePanel failure={update.failure} /> : null}
    </Panel>
  )
}
