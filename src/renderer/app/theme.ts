import { QueryObserver } from '@tanstack/react-query'
import type { Theme } from '../../shared/domain/settings.ts'
import { queryClient } from '../state/query-client.ts'
import { reads } from '../state/reads.ts'

/** Puts the theme of the settings on the page, now and whenever it changes. */
export function followTheme(): void {
  new QueryObserver(queryClient, reads.settings()).subscribe(({ data }) => {
    if (data) applyTheme(data.theme)
  })
}

/** `system` takes the mark away: the page then follows prefers-color-scheme. */
function applyTheme(theme: Theme): void {
  const { dataset } = document.documentElement
  if (theme === 'system') delete dataset['theme']
  else dataset['theme'] = theme
}
