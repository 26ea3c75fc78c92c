import type { Command } from '../../command.ts'
import { newConnection } from '../connections/new-connection.ts'
import { showSetting } from './show-setting.ts'

/** What the palette offers of Settings that is looked for by its own name. */
export const settingCommands: readonly Command[] = [
  {
    id: 'setting-connection',
    title: 'Connections',
    group: 'Go to',
    keys: [],
    words: 'settings connect disconnect sign in out organization profile import export',
    run: () => showSetting('connection'),
  },
  {
    id: 'new-connection',
    title: 'New connection',
    group: 'Go to',
    keys: [],
    words: 'add identity center sso start url region proxy endpoint certificate keys',
    run: newConnection,
  },
  {
    id: 'setting-identity',
    title: 'Operator identity',
    group: 'Go to',
    keys: [],
    words: 'settings key fingerprint passphrase unlock lock card sign',
    run: () => showSetting('identity'),
  },
  {
    id: 'setting-lock',
    title: 'Lock settings',
    group: 'Go to',
    keys: [],
    words: 'settings idle minutes passphrase tokens key store keyring',
    run: () => showSetting('lock'),
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
