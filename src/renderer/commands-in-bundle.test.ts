import { afterEach, expect, it, vi } from 'vitest'
import type { ViewedBundle } from '../shared/domain/bundles.ts'

vi.stubGlobal('window', { rootkeep: {} })
const { availableCommands, commands, runCommand } = await import('./commands.ts')
const { useBundle } = await import('./state/bundle-store.ts')

afterEach(() => useBundle.setState({ viewed: null }))

it('while an evidence bundle is shown, no command is offered that does more than look', () => {
  useBundle.setState({ viewed: {} as ViewedBundle })
  const offered = availableCommands().map(({ id }) => id)
  expect(offered).toEqual(
    expect.arrayContaining(['overview', 'accounts', 'close-bundle', 'palette']),
  )
  for (const { id, group } of commands) {
    if (group === 'Audit' || group === 'Procedures') expect(offered).not.toContain(id)
  }
})
it('a shortcut of such a command does nothing then', () => {
  const run = vi.fn()
  useBundle.setState({ viewed: {} as ViewedBundle })
  runCommand({ id: 'x', title: 'X', group: 'Audit', keys: [], run })
  expect(run).not.toHaveBeenCalled()
  useBundle.setState({ viewed: null })
  runCommand({ id: 'x', title: 'X', group: 'Audit', keys: [], run })
  expect(run).toHaveBeenCalledOnce()
})
