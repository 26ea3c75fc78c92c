import { mkdtempSync, rmSync, writeFileSync, mkdirSync, utimesSync, existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isDebian } from './apt.mjs'
import { obtainAuditorTools } from './auditor-tools.mjs'
import { digestOf } from './build.mjs'
import { capture } from './child.mjs'
import { findChromium, places } from './chromium.mjs'
import { electronFlags } from './electron.mjs'
import { exclusively } from './lock.mjs'
import { reasonOf } from './npm.mjs'
import { matches } from './packages.mjs'
import { isFit, packageFor } from './runtime.mjs'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rootkeep-setup-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

describe('packages', () => {
  const wanted = {
    '': { version: '0.1.0' },
    'node_modules/zod': { version: '4.6.7', integrity: 'sha512-a' },
    'node_modules/for-windows': { version: '1.0.0', integrity: 'sha512-b', optional: true },
  }

  it('match the lockfile without the optional ones of other platforms', () => {
    expect(
      matches(wanted, { 'node_modules/zod': { version: '4.6.7', integrity: 'sha512-a' } }),
    ).toBe(true)
  })

  it('do not match when one is missing, of another version or of other content', () => {
    expect(matches(wanted, {})).toBe(false)
    expect(
      matches(wanted, { 'node_modules/zod': { version: '4.6.6', integrity: 'sha512-a' } }),
    ).toBe(false)
    expect(
      matches(wanted, { 'node_modules/zod': { version: '4.6.7', integrity: 'sha512-z' } }),
    ).toBe(false)
  })
})

describe('runtime', () => {
  it('takes the installed Node where it is 24 or 26, and no other', () => {
    expect(['20.20.2', '22.12.0', '25.1.0', '27.0.0'].filter(isFit)).toEqual([])
    expect(['24.0.0', '24.21.0', '26.10.0'].filter(isFit)).toHaveLength(3)
  })

  it('knows a package for the usual machines, pinned by content', () => {
    for (const [platform, arch] of [
      ['linux', 'x64'],
      ['linux', 'arm64'],
      ['darwin', 'x64'],
      ['darwin', 'arm64'],
      ['win32', 'x64'],
    ] as const) {
      const found = packageFor(platform, arch, false)
      expect(found?.version).toMatch(/^24\.\d+\.\d+$/)
      expect(found?.integrity).toMatch(/^sha512-[\w+/]{86}==$/)
    }
  })

  it('has none for musl and for unusual machines', () => {
    expect(packageFor('linux', 'x64', true)).toBeNull()
    expect(packageFor('freebsd', 'x64', false)).toBeNull()
  })
})

describe('npm', () => {
  const failed = { code: 1, timedOut: false }

  it('is quoted in words that an operator understands', () => {
    const offline = 'npm error code ENOTFOUND\nnpm error network request to https://registry failed'
    expect(reasonOf({ ...failed, output: offline })).toBe(
      'the npm registry cannot be reached (ENOTFOUND)',
    )
    expect(reasonOf({ ...failed, output: 'npm error code E403\n' })).toBe(
      'the npm registry refused (E403)',
    )
    expect(reasonOf({ ...failed, output: '', timedOut: true })).toBe('npm took too long')
    expect(reasonOf({ ...failed, output: 'npm error code X\nnpm error no such thing\n' })).toBe(
      'npm said: no such thing',
    )
  })
})

describe('Chromium', () => {
  const good = (major: number) => async () => ({ ok: true as const, name: 'Chromium', major })

  it('is looked for on the PATH first, and the snap comes last', () => {
    const found = places('linux', { PATH: '/snap/bin:/usr/bin:relative' })
    expect(found[0]).toBe('/usr/bin/chromium')
    expect(found.indexOf('/snap/bin/chromium')).toBeGreaterThan(
      found.indexOf('/opt/google/chrome/chrome'),
    )
    expect(found.every((path) => path.startsWith('/'))).toBe(true)
  })

  it('is looked for among the applications of macOS and the programs of Windows', () => {
    expect(places('darwin', { HOME: '/Users/operator' })).toContain(
      '/Users/operator/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    )
    expect(places('win32', { ProgramFiles: 'C:\\Program Files' })).toContain(
      'C:\\Program Files\\Microsoft\\Edge\\Application\\msedge.exe',
    )
  })

  it('is the one that ROOTKEEP_CHROMIUM names, or none', async () => {
    expect(places('linux', { PATH: '/usr/bin', ROOTKEEP_CHROMIUM: '/opt/mine' })).toEqual([
      '/opt/mine',
    ])
    const environment = { ROOTKEEP_CHROMIUM: '/opt/mine' }
    await expect(findChromium({ environment, exists: () => false })).rejects.toThrow(
      'there is no such program',
    )
    await expect(
      findChromium({ environment, exists: () => true, tryIt: good(119) }),
    ).rejects.toThrow('version 119 is older than 120')
  })

  it('that does not start or is too old is passed over, and said', async () => {
    const { chromium, rejected } = await findChromium({
      platform: 'linux',
      environment: { PATH: '/a:/b:/c' },
      exists: (path) => ['/a/chromium', '/b/chromium', '/c/google-chrome'].includes(path),
      tryIt: async (path) => {
        if (path === '/a/chromium') return { ok: false, reason: 'libnss3.so is missing' }
        return { ok: true, name: 'Chromium', major: path === '/b/chromium' ? 90 : 156 }
      },
    })
    expect(chromium?.path).toBe('/c/google-chrome')
    expect(rejected).toEqual([
      '/a/chromium: libnss3.so is missing',
      '/b/chromium: version 90 is older than 120',
    ])
  })

  it('comes from apt-get on Debian and what is made from it', () => {
    expect(isDebian('ID=debian\n')).toBe(true)
    expect(isDebian('ID=linuxmint\nID_LIKE="ubuntu debian"\n')).toBe(true)
    expect(isDebian('ID=fedora\n')).toBe(false)
  })
})

describe('the tools of an auditor', () => {
  const has = (present: Set<string>) => (path: string) => present.has(path)
  const quiet = { there() {}, doing() {} }

  it('are installed where they are missing, and only those', async () => {
    const present = new Set(['/usr/bin/jq', '/usr/bin/python3'])
    const asked: string[][] = []
    const left = await obtainAuditorTools(quiet, {
      path: '/usr/local/bin:/usr/bin',
      exists: has(present),
      async install(_steps: unknown, _step: string, packages: readonly string[]) {
        asked.push([...packages])
        for (const name of packages) present.add(`/usr/bin/${name}`)
        return null
      },
    })
    expect(asked).toEqual([['minisign', 'openssl']])
    expect(left).toEqual([])
  })

  it('are named where they cannot be had', async () => {
    const said: string[] = []
    const left = await obtainAuditorTools(
      { ...quiet, there: (_step: string, text: string) => said.push(text) },
      { path: '', exists: () => false, install: async () => 'it needs root' },
    )
    expect(left).toEqual(['minisign', 'jq', 'python3', 'openssl'])
    expect(said[0]).toContain('it needs root')
  })
})

describe('Electron', () => {
  it('keeps its sandbox except as root', () => {
    expect(electronFlags({ asRoot: false, display: true })).toEqual([])
    expect(electronFlags({ asRoot: true, display: true })).toEqual(['--no-sandbox'])
    expect(electronFlags({ asRoot: false, display: false })).toEqual(['--ozone-platform=headless'])
  })
})

describe('the stamp of the build', () => {
  it('changes with a source and not with its test', () => {
    mkdirSync(join(folder, 'src'))
    writeFileSync(join(folder, 'src', 'a.ts'), 'one')
    const first = digestOf(folder, ['src', 'missing.ts'])
    writeFileSync(join(folder, 'src', 'a.test.ts'), 'a test')
    expect(digestOf(folder, ['src', 'missing.ts'])).toBe(first)
    writeFileSync(join(folder, 'src', 'a.ts'), 'two')
    expect(digestOf(folder, ['src', 'missing.ts'])).not.toBe(first)
  })
})

describe('the lock', () => {
  it('lets two set-ups at once work one after the other', async () => {
    const path = join(folder, 'lock')
    const said: string[] = []
    const work = (name: string) => async () => {
      said.push(`${name} begins`)
      await new Promise((resolve) => setTimeout(resolve, 50))
      said.push(`${name} ends`)
    }
    await Promise.all([
      exclusively(path, () => said.push('waits'), work('a')),
      exclusively(path, () => said.push('waits'), work('b')),
    ])
    const works = said.filter((line) => line !== 'waits')
    expect(works[0]?.slice(0, 1)).toBe(works[1]?.slice(0, 1))
    expect(said.filter((line) => line === 'waits')).toHaveLength(1)
    expect(existsSync(path)).toBe(false)
  })

  it('of a set-up that was killed is not waited for', async () => {
    const path = join(folder, 'lock')
    writeFileSync(path, 'somebody')
    utimesSync(path, new Date(0), new Date(0))
    expect(
      await exclusively(
        path,
        () => {},
        async () => 'mine',
      ),
    ).toBe('mine')
  })

  it('is let go when the work fails', async () => {
    const path = join(folder, 'lock')
    await expect(
      exclusively(
        path,
        () => {},
        () => Promise.reject(new Error('no disk')),
      ),
    ).rejects.toThrow('no disk')
    expect(existsSync(path)).toBe(false)
  })
})

describe('a captured program', () => {
  const node = (
    script: string,
    options: { timeoutMs: number; patienceMs?: number; stillWorking?: () => boolean },
  ) => capture(process.execPath, ['-e', script], options)

  it('gives its code and its output', async () => {
    const result = await node('console.error("said"); process.exit(3)', { timeoutMs: 10_000 })
    expect(result).toEqual({ code: 3, output: 'said\n', timedOut: false })
  })

  it('ends at its time limit, and sooner where nothing happens', async () => {
    expect((await node('setInterval(() => {}, 1000)', { timeoutMs: 300 })).timedOut).toBe(true)
    const idle = await node('setInterval(() => {}, 1000)', {
      timeoutMs: 20_000,
      patienceMs: 300,
      stillWorking: () => false,
    })
    expect(idle.timedOut).toBe(true)
  })

  it('that does not exist is a result, not an exception', async () => {
    expect((await capture(join(folder, 'nothing'), [], { timeoutMs: 1000 })).code).toBe(127)
  })
})
