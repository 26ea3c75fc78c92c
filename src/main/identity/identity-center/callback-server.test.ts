import { request } from 'node:http'
import { connect } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { failureIn, valueOf } from '../../aws/testing/practice.ts'
import { listenForCallback } from './callback-server.ts'

async function listening() {
  const callback = valueOf(await listenForCallback('the-right-state'))
  onTestFinished(() => callback.close())
  let answered = false
  void callback.answer.then(() => {
    answered = true
  })
  const { port } = new URL(callback.redirectUri)

  /** As a program sends it: any method, path and header. */
  function send(
    target: string,
    more: { readonly method?: string; readonly host?: string } = {},
  ): Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; body: string }> {
    const { method = 'GET', host = `127.0.0.1:${port}` } = more
    return new Promise((resolve, reject) => {
      const options = { host: '127.0.0.1', port, path: target, method, headers: { host } }
      const sending = request(options, (response) => {
        let body = ''
        response.on('data', (part: Buffer) => {
          body += part.toString()
        })
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
        )
      })
      sending.on('error', reject)
      sending.end()
    })
  }
  return { callback, port, send, isAnswered: () => answered }
}

const right = '/oauth/callback?code=the-code&state=the-right-state'

test('only a GET of the callback, under its own name and with the right state, ends the wait', async () => {
  const { callback, port, send, isAnswered } = await listening()
  for (const [status, target, more] of [
    [400, '/oauth/callback?code=the-code&state=the-wrong-state'],
    [400, '/oauth/callback?code=the-code'],
    [400, '/oauth/callback?code=the-code&state='],
    [400, `${right}&state=the-right-state`],
    [400, `${right}&code=another`],
    [400, `${right}&error=access_denied`],
    [400, '/oauth/callback?state=the-right-state'],
    [400, '/oauth/callback?error=access_denied'],
    [404, '/'],
    [404, '/oauth/callback/?code=the-code&state=the-right-state'],
    [404, '//elsewhere/oauth/callback?code=the-code&state=the-right-state'],
    [405, right, { method: 'POST' }],
    [405, right, { method: 'HEAD' }],
    [400, right, { host: `localhost:${port}` }],
    [400, right, { host: '127.0.0.1' }],
    [400, right, { host: `evil.example:${port}` }],
  ] as const) {
    const answer = await send(target, more)
    expect(answer.status, `${target} ${JSON.stringify(more)}`).toBe(status)
    expect(answer.body).not.toContain('the-')
  }
  const garbage = connect(Number(port), '127.0.0.1', () => garbage.end('\0garbage\r\n\r\n'))
  await new Promise((resolve) => garbage.on('close', resolve).resume())
  expect(isAnswered()).toBe(false)
  expect(callback.turnedAway()).toBe(16)

  expect((await send(right)).status).toBe(200)
  expect(await callback.answer).toEqual({ kind: 'code', code: 'the-code' })
  const again = await send('/oauth/callback?code=another-code&state=the-right-state')
  expect(again.status).toBe(410)
  expect(again.body).toContain('Already used')
  expect(await callback.answer).toEqual({ kind: 'code', code: 'the-code' })
  await callback.close()
  await expect(send(right)).rejects.toThrow('ECONNREFUSED')
})

test('SECURITY: the page runs nothing, loads nothing, is kept nowhere and tells nobody where it came from', async () => {
  const { callback, send } = await listening()
  const { headers, body } = await send(
    '/oauth/callback?error=access_denied&error_description=%3Cscript%3E&state=the-right-state',
  )
  expect(await callback.answer).toEqual({ kind: 'error', error: 'access_denied' })
  expect(body).toContain('Nothing was signed in')
  expect(body).not.toMatch(/script|src=|href=/)
  expect(headers).toMatchObject({
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    connection: 'close',
  })
  const policy = String(headers['content-security-policy'])
  expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[\w+/]{43}=';/)
  expect(policy).toContain("frame-ancestors 'none'")
})

test('a computer on which nobody may listen is named as the reason', async () => {
  // An address for documentation: no computer has it.
  const failure = failureIn(await listenForCallback('state', '192.0.2.1'))
  expect(failure.code).toBe('callback-refused')
  expect(failure.message).toContain('EADDRNOTAVAIL')
})
