import { expect, it } from 'vitest'
import { createOriginMap } from './origin.ts'

const origins = createOriginMap()
origins.register('app')

it('maps a registered scheme to an https origin that never resolves, and back', () => {
  for (const [app, page] of [
    ['app://rootkeep/', 'https://rootkeep.app.invalid/'],
    ['app://rootkeep/a/b.js?x=1#y', 'https://rootkeep.app.invalid/a/b.js?x=1#y'],
  ] as const) {
    expect(origins.toPage(app)).toBe(page)
    expect(origins.toApp(page)).toBe(app)
  }
  expect(origins.toPage('app://rootkeep')).toBe('https://rootkeep.app.invalid/')
})

it('maps nothing else: not other schemes, ports, hosts that only look alike, or blobs', () => {
  expect(origins.toPage('https://example.com/')).toBeNull()
  expect(origins.toPage('other://rootkeep/')).toBeNull()
  const foreign = [
    'https://rootkeep.app.invalid.example.com/',
    'https://rootkeep.app.invalid:8443/',
    'http://rootkeep.app.invalid/',
    'https://rootkeep.other.invalid/',
    'blob:https://rootkeep.app.invalid/1',
    'https://user@rootkeep.app.invalid/',
  ]
  expect(foreign.filter((url) => origins.toApp(url).startsWith('app://rootkeep/'))).toEqual([])
})

it('maps the origins that a policy names, and no other word of it', () => {
  const policy =
    "default-src 'none'; frame-src app://rootkeep/document/; img-src data: https://example.com; other-src other://rootkeep/"
  expect(origins.policyInPage(policy)).toBe(
    "default-src 'none'; frame-src https://rootkeep.app.invalid/document/; img-src data: https://example.com; other-src other://rootkeep/",
  )
})
