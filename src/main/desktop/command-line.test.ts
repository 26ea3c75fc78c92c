import { expect, it } from 'vitest'
import { readCommandLine } from './command-line.ts'

it('reads the arguments of the app among those of the shell', () => {
  expect(readCommandLine(['.'])).toEqual({ headless: false, screenshot: null, connection: null })
  expect(readCommandLine(['.', '--no-sandbox', '--headless'])).toEqual({
    headless: true,
    screenshot: null,
    connection: null,
  })
  for (const argv of [
    ['--headless', '--screenshot', 'a b.png'],
    ['--screenshot=a b.png', '--headless'],
  ]) {
    expect(readCommandLine(argv)).toEqual({
      headless: true,
      screenshot: 'a b.png',
      connection: null,
    })
  }
  expect(readCommandLine(['--screenshot'])).toEqual({
    headless: false,
    screenshot: null,
    connection: null,
  })
  expect(readCommandLine(['.', '--connection=practice']).connection).toBe('practice')
  expect(readCommandLine(['.', '--connection', 'Old = new']).connection).toBe('Old = new')
})
