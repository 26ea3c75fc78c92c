import { create } from 'zustand'

type ShortcutStore = {
  /** As the settings say: whether keys without Ctrl, Cmd or Alt do something (WCAG 2.1.4: they can be turned off). */
  readonly plainKeys: boolean
}

export const useShortcuts = create<ShortcutStore>(() => ({ plainKeys: true }))
