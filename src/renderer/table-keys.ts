/** What the table of accounts does with keys while it has the focus: bound there, listed in the help. */
export const tableKeys = {
  next: { title: 'Next account', keys: 'ArrowDown' },
  previous: { title: 'Previous account', keys: 'ArrowUp' },
  extendDown: { title: 'Extend the selection down', keys: 'Shift+ArrowDown' },
  extendUp: { title: 'Extend the selection up', keys: 'Shift+ArrowUp' },
  pageDown: { title: 'A screen down', keys: 'PageDown' },
  pageUp: { title: 'A screen up', keys: 'PageUp' },
  first: { title: 'First account', keys: 'Home' },
  last: { title: 'Last account', keys: 'End' },
  select: { title: 'Select or deselect', keys: 'Space' },
  selectAll: { title: 'Select all that match', keys: '$mod+a' },
  open: { title: 'Open in the inspector', keys: 'Enter' },
  close: { title: 'Close the inspector, then clear the selection', keys: 'Escape' },
} as const

export type TableKey = keyof typeof tableKeys
