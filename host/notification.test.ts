import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { HostNotification } from './notification.ts'

const folder = mkdtempSync(join(tmpdir(), 'rootkeep-notify-'))
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true, force: true })
})

// skipped: there is no notify-send elsewhere
it.runIf(process.platform === 'linux')(
  'a notification is words, never options or markup; without the program there is none',
  async () => {
    vi.stubEnv('PATH', folder)
    expect(HostNotification.isSupported()).toBe(false)
    new HostNotification({ title: 'nobody sees it' }).show()

    const heard = join(folder, 'heard')
    const program = `#!/bin/sh\nprintf '%s\\n' "$@" > '${heard}.part'\n/bin/mv '${heard}.part' '${heard}'\n`
    writeFileSync(join(folder, 'notify-send'), program, { mode: 0o755 })
    expect(HostNotification.isSupported()).toBe(true)
    new HostNotification({ title: '--urgency=low', body: '<b>5 & 6</b>' }).show()
    await expect.poll(() => existsSync(heard)).toBe(true)
    expect(readFileSync(heard, 'utf8').split('\n').slice(0, 3)).toEqual([
      '--',
      '--urgency=low',
      '&lt;b>5 &amp; 6&lt;/b>',
    ])
  },
)
