import { QueryObserver } from '@tanstack/react-query'
import type { Theme } from '../../shared/domain/settings.ts'
import { queryClient } from '../state/query-client.ts'
import { reads } from '../state/reads.ts'
import { useShortcuts } from '../state/shortcut-store.ts'

/** Does what the settings say about the window itself, now and whenever they change. */
export function followSettings(): void {
  new QueryObserver(queryClient, reads.settings()).subscribe(({ data }) => {
    if (!data) return
    applyTheme(data.theme)
    useShortcuts.setState({ plainKeys: data.plainKeys })
  })
}

/** `system` takes the mark away: the page then follows prefers-color-scheme. */
function applyTheme(theme: Theme): void {
  const { dataset } = document.documentElement
  if (theme === 'system') delete dataset['theme']
  else dataset['theme'] = theme
}
