import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { readNewPassphrase, readPassphrase } from './passphrase.ts'

/** A terminal at which somebody types. */
function terminal(isTTY = true) {
  const input = Object.assign(new PassThrough(), { isTTY }) as unknown as NodeJS.ReadStream
  const shown: string[] = []
  const output = {
    write(text: string) {
      shown.push(text)
      return true
    },
  }
  return { input, output, shown }
}

test('what is typed is taken, and nothing of it is shown', async () => {
  const typing = terminal()
  const read = readPassphrase(null, typing)
  ;(typing.input as unknown as PassThrough).write('correct horse\r')
  expect(await read).toEqual({ ok: true, value: 'correct horse' })
  expect(typing.shown.join('')).toBe('Passphrase of the signing identity: \n')
})

test('Ctrl+C gives none', async () => {
  const typing = terminal()
  const read = readPassphrase(null, typing)
  ;(typing.input as unknown as PassThrough).write('corr\u0003')
  expect(await read).toMatchObject({ ok: false, error: { code: 'cancelled' } })
})

test('without a terminal it has to come from a file', async () => {
  expect(await readPassphrase(null, terminal(false))).toMatchObject({
    ok: false,
    error: { code: 'invalid-input' },
  })
})

test('a new one is typed twice, and has to be the same', async () => {
  for (const [second, ok] of [
    ['correct horse', true],
    ['correct hoarse', false],
  ] as const) {
    const typing = terminal()
    const input = typing.input as unknown as PassThrough
    const read = readNewPassphrase(null, typing)
    input.write('correct horse\r')
    await expect.poll(() => typing.shown.length).toBe(3)
    input.write(`${second}\r`)
    expect((await read).ok).toBe(ok)
  }
})
