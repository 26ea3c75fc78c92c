import { assert, property, string } from 'fast-check'
import { basename, win32 } from 'node:path'
import { describe, expect, it } from 'vitest'
import { proposedName } from './proposed-name.ts'

describe('the proposed name of a file', () => {
  it.each([
    ['rootkeep-case-2026-11-22.md', 'rootkeep-case-2026-11-22.md'],
    ['Über den Fall.md', 'Über den Fall.md'],
    ['../../.bashrc', '-..-.bashrc'],
    ['..\\..\\autoexec.bat', '-..-autoexec.bat'],
    ['.hidden', 'hidden'],
    ['C:\\a.md', 'C--a.md'],
    ['report\u202Edm.exe', 'reportdm.exe'],
    ['a\nb\0.md', 'ab.md'],
    ['', 'rootkeep.txt'],
    [' .. ', 'rootkeep.txt'],
  ])('of %j is %j', (given, proposed) => {
    expect(proposedName(given)).toBe(proposed)
  })

  it('is a plain name, whatever was given', () => {
    assert(
      property(string({ unit: 'binary', maxLength: 300 }), (given) => {
        const name = proposedName(given)
        expect(name.length).toBeGreaterThan(0)
        expect(name.length).toBeLessThanOrEqual(120)
        expect([basename(name), win32.basename(name)]).toEqual([name, name])
        expect(name).not.toMatch(/^\.|[\p{Cc}\p{Cf}]/u)
      }),
    )
  })
})
