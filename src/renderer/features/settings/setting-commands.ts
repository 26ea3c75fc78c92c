import type { Command } from '../../command.ts'
import { showSetting } from './show-setting.ts'

/** What the palette offers of Settings that is looked for by its own name. */
export const settingCommands: readonly Command[] = [
  {
    id: 'setting-identity',
    title: 'Operator identity',
    group: 'Go to',
    keys: [],
    words: 'settings key fingerprint passphrase unlock lock card sign',
    run: () => showSetting('identity'),
  },
  {
    id: 'setting-operators',
    title: 'Trusted operators',
    group: 'Go to',
    keys: [],
    words: 'settings approval second person four eyes trust revoke card',
    run: () => showSetting('operators'),
  },
  {
    id: 'setting-rules',
    title: 'Procedure rules',
    group: 'Go to',
    keys: [],
    words: 'settings case ticket approval maximum protected accounts',
    run: () => showSetting('rules'),
  },
]
