import { create } from 'zustand'

type ShortcutStore = {
  /** Whether keys without Ctrl, Cmd or Alt do something (WCAG 2.1.4: they can be turned off). */
  readonly plainKeys: boolean
}

export const useShortcuts = create<ShortcutStore>(() => ({ plainKeys: true }))

export function setPlainKeys(plainKeys: boolean): void {
  useShortcuts.setState({ plainKeys })
}
