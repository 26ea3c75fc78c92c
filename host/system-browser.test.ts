import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openExternalUrl } from './system-browser.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rootkeep-browser-'))
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true, force: true })
})

// skipped: the program of this test is a shell script
test.skipIf(process.platform === 'win32')(
  'a page is opened by the program that is named; what is neither https nor on this computer reaches none',
  async () => {
    const noted = join(folder, 'noted')
    const program = join(folder, 'browser')
    writeFileSync(program, `#!/bin/sh\nprintf '%s|' "$@" >> '${noted}'\n`)
    chmodSync(program, 0o700)
    vi.stubEnv('ROOTKEEP_HOST_BROWSER', program)
    for (const url of [
      'file:///etc/passwd',
      'http://example.com/',
      'http://127.0.0.1.example.com/',
      'javascript:alert(1)',
    ]) {
      await expect(openExternalUrl(url)).rejects.toThrow('is not opened')
    }
    const page = 'http://127.0.0.1:8123/authorize?a=1&b=%20%3B'
    await openExternalUrl(page)
    await expect.poll(() => existsSync(noted) && readFileSync(noted, 'utf8')).toBe(`${page}|`)
  },
)
