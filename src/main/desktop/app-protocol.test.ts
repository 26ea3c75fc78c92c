import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { array, assert, asyncProperty, constantFrom } from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import type { Failure } from '../../shared/domain/failure.ts'
import { createAppProtocol, fileWithin } from './app-protocol.ts'

let base = ''
let folder = ''
beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'rootkeep-protocol-'))
  folder = join(base, 'renderer')
  mkdirSync(join(folder, 'assets'), { recursive: true })
  mkdirSync(join(base, 'renderer-beside'))
  writeFileSync(join(folder, 'index.html'), '<meta name="csp-nonce" content="__CSP_NONCE__">')
  writeFileSync(join(folder, 'assets', 'a b.js'), 'own')
  writeFileSync(join(folder, 'assets', 'program.exe'), 'unknown type')
  writeFileSync(join(base, 'secret.js'), 'secret')
  writeFileSync(join(base, 'renderer-beside', 'secret.js'), 'secret')
  symlinkSync(join(base, 'secret.js'), join(folder, 'assets', 'link.js'))
})
afterAll(() => rmSync(base, { recursive: true, force: true }))

async function get(
  url: string,
  failure: Failure | null = null,
  init: RequestInit = {},
): Promise<Response> {
  const protocol = createAppProtocol({
    folder,
    failure: () => failure,
    document: (token) => (token === 'known' ? '<p>Report</p>' : null),
  })
  return await protocol(new Request(url, init))
}

describe('what app:// serves', () => {
  it('the start page, with a new nonce each time that its policy names', async () => {
    const nonces = new Set<string>()
    for (let i = 0; i < 3; i += 1) {
      const answer = await get('app://rootkeep/')
      const nonce = /content="([^"]+)"/.exec(await answer.text())?.[1] ?? ''
      expect(nonce).toMatch(/^[A-Za-z0-9+/]{22}==$/)
      expect(answer.headers.get('content-security-policy')).toContain(`'nonce-${nonce}'`)
      nonces.add(nonce)
    }
    expect(nonces.size).toBe(3)
  })

  it('files of the renderer by their type, decoded, fragment and query aside', async () => {
    const answer = await get('app://rootkeep/assets/a%20b.js?x=1#y')
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toContain('text/javascript')
    expect(await answer.text()).toBe('own')
  })

  it('the strict policy on every answer, also on those that refuse', async () => {
    for (const url of ['app://rootkeep/', 'app://rootkeep/nothing', 'app://elsewhere/']) {
      const { headers } = await get(url)
      const policy = headers.get('content-security-policy')
      for (const directive of [
        "default-src 'none'",
        "script-src 'self'",
        "connect-src 'none'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "form-action 'none'",
        "require-trusted-types-for 'script'",
      ]) {
        expect(policy).toContain(directive)
      }
      expect(policy).not.toMatch(/unsafe|\*|https?:/)
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
    }
  })

  it('the failure page where there is a failure, with its words escaped and no script', async () => {
    const failure = failureOf('internal', {
      message: '<script>alert(1)</script> & "so"',
      logId: 'abc',
    })
    const answer = await get('app://rootkeep/failure', failure)
    const html = await answer.text()
    expect(html).not.toContain('<script')
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;so&quot;')
    expect(html).toContain(failure.remedy)
    expect((await get('app://rootkeep/failure')).status).toBe(404)
  })
})

describe('a document of the shelf', () => {
  it('is served under a policy of its own: no origin, no script, no request, in our window only', async () => {
    const answer = await get('app://rootkeep/document/known')
    expect([answer.status, await answer.text()]).toEqual([200, '<p>Report</p>'])
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(answer.headers.get('content-security-policy')?.split('; ')).toEqual([
      "default-src 'none'",
      "style-src 'unsafe-inline'",
      'img-src data:',
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'self'",
      'sandbox',
    ])
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    expect(answer.headers.get('cross-origin-resource-policy')).toBe('same-origin')
    expect(answer.headers.get('cache-control')).toBe('no-store')
  })

  it('is there for its token only, and nothing else may be framed', async () => {
    for (const path of ['document/', 'document/other', 'document/known/..%2fknown', 'document']) {
      expect((await get(`app://rootkeep/${path}`)).status, path).toBe(404)
    }
    const policy = (await get('app://rootkeep/')).headers.get('content-security-policy')
    expect(policy).toContain('frame-src app://rootkeep/document/;')
  })
})

describe('what app:// refuses', () => {
  it.each([
    'app://rootkeep/../secret.js',
    'app://rootkeep/%2e%2e/secret.js',
    'app://rootkeep/..%2fsecret.js',
    'app://rootkeep/assets/..%2f..%2fsecret.js',
    'app://rootkeep/..%5csecret.js',
    'app://rootkeep/%252e%252e%252fsecret.js',
    'app://rootkeep/..%2frenderer-beside%2fsecret.js',
    'app://rootkeep/assets/link.js',
    'app://rootkeep/%00',
    'app://rootkeep/%ff',
    'app://rootkeep/assets',
    'app://rootkeep/assets/program.exe',
    'app://rootkeep//etc/passwd',
    'app://rootkeep.elsewhere/index.html',
    'app://elsewhere/index.html',
    'https://rootkeep/index.html',
  ])('%s', async (url) => {
    const answer = await get(url)
    expect(answer.status).toBe(404)
    expect(await answer.text()).toBe('Not found')
  })

  it('any method that is not a read', async () => {
    expect((await get('app://rootkeep/', null, { method: 'POST', body: 'x' })).status).toBe(405)
  })

  it('any path that leads out, however it is put together', async () => {
    const piece = constantFrom(
      '..',
      '.',
      '/',
      '\\',
      'assets',
      'secret.js',
      '%2e',
      '%2f',
      '~',
      'C:',
      '\0',
      'renderer-beside',
    )
    await assert(
      asyncProperty(array(piece, { maxLength: 12 }), async (pieces) => {
        const file = await fileWithin(folder, `/${pieces.join('')}`)
        expect(file === null || file.startsWith(`${folder}/`)).toBe(true)
      }),
    )
  })
})
