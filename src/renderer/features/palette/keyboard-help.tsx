import type { Command } from '../../command.ts'
import { commands } from '../../commands.ts'
import { closeDialog, useDialogs } from '../../state/dialog-store.ts'
import { tableKeys } from '../../table-keys.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { rootkeep } from '../../state/client.ts'
import { useShortcuts } from '../../state/shortcut-store.ts'
import { useCommand } from '../../state/use-command.ts'
import { Keys } from '../../ui/keys.tsx'
import { SwitchField } from '../../ui/switch-field.tsx'
import styles from './keyboard-help.module.css'

const groups: readonly Command['group'][] = ['Go to', 'Audit', 'Accounts', 'Reports', 'Window']

/** Every shortcut, from the same registry that binds them. */
export function KeyboardHelp() {
  const open = useDialogs((store) => store.open?.kind === 'keyboard-help')
  const plainKeys = useShortcuts((store) => store.plainKeys)
  const update = useCommand(rootkeep.settings.update)
  return (
    <Dialog open={open} onClose={closeDialog} title="Keyboard shortcuts" width={680}>
      <div className={styles.columns}>
        <div className={styles.column}>
          {groups.map((group) => (
            <Shortcuts
              key={group}
              title={group}
              rows={commands.filter(
                (command) => command.group === group && command.keys.length > 0,
              )}
            />
          ))}
        </div>
        <div className={styles.column}>
          <Shortcuts
            title="In the table of accounts"
            rows={Object.values(tableKeys).map(({ title, keys }) => ({ title, keys: [keys] }))}
          />
          <SwitchField
            label="Shortcuts without Ctrl"
            hint="Turn them off where speech input or a screen reader types letters by accident."
            checked={plainKeys}
            onChange={(wanted) => update.send({ plainKeys: wanted })}
          />
        </div>
      </div>
    </Dialog>
  )
}

type ShortcutsProps = {
  readonly title: string
  readonly rows: readonly { readonly title: string; readonly keys: readonly string[] }[]
}

function Shortcuts({ title, rows }: ShortcutsProps) {
  if (rows.length === 0) return null
  return (
    <section>
      <h3 className={styles.title}>{title}</h3>
      <dl>
        {rows.map((row) => (
          <div key={row.title} className={styles.row}>
            <dt>{row.title}</dt>
            <dd>
              {row.keys.map((keys) => (
                <Keys key={keys} keys={keys} />
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
