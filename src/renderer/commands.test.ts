import { describe, expect, it, vi } from 'vitest'

vi.stubGlobal('window', { rootkeep: {} })
const { commands } = await import('./commands.ts')
const { tableKeys } = await import('./table-keys.ts')

describe('the registry of commands', () => {
  it('has each ID once', () => {
    expect(new Set(commands.map((command) => command.id)).size).toBe(commands.length)
  })
  it('binds no keys twice, and none that begin a longer sequence', () => {
    const bound = commands.flatMap((command) => command.keys)
    expect(new Set(bound).size).toBe(bound.length)
    for (const keys of bound) {
      expect(bound.filter((other) => other.startsWith(`${keys} `))).toEqual([])
    }
  })
  it('leaves the keys of the table to the table', () => {
    const bound = new Set(commands.flatMap((command) => command.keys))
    for (const { keys } of Object.values(tableKeys)) expect(bound.has(keys)).toBe(false)
  })
})
