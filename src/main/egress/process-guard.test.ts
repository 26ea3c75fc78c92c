import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

test('SECURITY: a guarded process has no way out but a door, and tells later what it refused', async () => {
  const script = fileURLToPath(new URL('testing/guarded-process.ts', import.meta.url))
  const { stdout } = await promisify(execFile)(process.execPath, ['--no-warnings', script])
  const { outcomes, refused, port, connections } = JSON.parse(stdout) as {
    outcomes: Record<string, string>
    refused: string[]
    port: number
    connections: number
  }
  const { pipe, door, ...others } = outcomes
  expect({ pipe, door }).toEqual({ pipe: 'connect', door: 'connect' })
  expect(connections).toBe(1)
  expect(others).toEqual(
    Object.fromEntries(Object.keys(others).map((way) => [way, 'EgressRefused'])),
  )
  const here = `127.0.0.1:${port} unknown`
  expect(refused).toEqual([
    ...Array.from({ length: 4 }, () => here),
    'example.com:443 unknown',
    here,
    here,
    '169.254.169.254:80 unknown',
    here,
    ...Array.from({ length: 3 }, () => 'secret.example.com:53 unknown'),
    '192.0.2.1:53 unknown',
  ])
})
