import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { required } from '../../testing/trial.ts'
import {
  codeOf,
  endpoints,
  messageOf,
  openConnectionDesk,
  proxy,
  settingsWith,
  testAuthority,
  type ConnectionDesk,
} from './testing/connection-desk.ts'

let authority: Awaited<ReturnType<typeof testAuthority>>
beforeAll(async () => {
  authority = await testAuthority()
})
let desk: ConnectionDesk
beforeEach(() => {
  desk = openConnectionDesk()
})
afterEach(() => desk.close())

describe('a file of connections', () => {
  test('is kept again elsewhere after a question that names all of it, under free names', async () => {
    expect(codeOf(desk.service.export())).toBe('not-found')
    required(await desk.save(settingsWith({ proxy, caBundle: authority.pem })))
    required(await desk.save(settingsWith({ name: 'Test' })))
    const exported = required(desk.service.export())
    expect(exported.name).toBe('rootkeep-connections-2026-11-22.json')
    desk.person.questions.length = 0
    desk.person.agrees = false
    expect(codeOf(await desk.service.importFile({ text: exported.text }))).toBe('not-consented')
    expect(required(await desk.service.list())).toHaveLength(3)
    desk.person.agrees = true
    const listed = required(await desk.service.importFile({ text: exported.text }))
    expect(listed.map(({ name }) => name)).toEqual([
      'Prod',
      'Prod (2)',
      'Test',
      'Test (2)',
      'Practice organization',
    ])
    expect(desk.person.questions.at(-1)).toMatchObject({
      title: 'Keep the 2 connections of this file?',
      agree: 'Keep them',
    })
    expect(desk.person.questions.at(-1)?.detail).toContain(`CA bundle: none → ${authority.words}`)
    expect(desk.person.questions.at(-1)?.detail).toContain(
      'Proxy: none → http://proxy.corp.example:3128',
    )
    const twice = required(await desk.service.importFile({ text: exported.text }))
    expect(twice.map(({ name }) => name)).toContain('Prod (3)')
  })

  test('that is none, is of a newer version, or holds what must not be kept, keeps nothing', async () => {
    const whole = (connections: unknown[], version = 1) =>
      JSON.stringify({ format: 'rootkeep-connections', version, exportedAt: '', connections })
    for (const [text, says] of [
      ['{', 'no file of connections'],
      ['[]', 'no file of connections'],
      [whole([settingsWith()], 2), 'newer version'],
      [whole([{ ...settingsWith(), colour: 'red' }]), 'cannot be read'],
      [whole([{ ...settingsWith(), secretAccessKey: 's3cr3t' }]), 'cannot be read'],
      [
        whole([
          settingsWith(),
          settingsWith({ name: 'Bad', ...endpoints({ sts: 'http://evil.example' }) }),
        ]),
        '“Bad”',
      ],
    ] as const) {
      const outcome = await desk.service.importFile({ text })
      expect(messageOf(outcome)).toContain(says)
    }
    expect(desk.person.questions).toEqual([])
    expect(desk.entries()).toEqual([])
  })
})

describe('a CA bundle', () => {
  test('is chosen as a file, of which only the certificates are taken', async () => {
    expect(required(await desk.service.chooseCaBundle())).toBeNull()
    const path = join(desk.kept.folder, 'bundle.pem')
    desk.person.file = path
    writeFileSync(
      path,
      `# our CA\n${authority.pem}\n-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n`,
    )
    const chosen = required(await desk.service.chooseCaBundle())
    expect(chosen?.subjects).toEqual([authority.words])
    expect(chosen?.pem).not.toContain('PRIVATE')
    writeFileSync(path, Buffer.from(authority.pem.replaceAll(/-----.*-----|\s/g, ''), 'base64'))
    expect(required(await desk.service.chooseCaBundle())?.pem).toBe(chosen?.pem)
    writeFileSync(path, 'x'.repeat(500_001))
    expect(messageOf(await desk.service.chooseCaBundle())).toContain('too large')
    desk.person.file = join(desk.kept.folder, 'nothing')
    expect(messageOf(await desk.service.chooseCaBundle())).toContain('ENOENT')
  })
})
