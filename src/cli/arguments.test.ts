import { expect, test } from 'vitest'
import { commandNames, parseArguments, usage } from './arguments.ts'

test.each([
  [[], 'Name a command.'],
  [['audti'], 'There is no command named audti.'],
  [['audit', 'more'], 'more is not understood.'],
  [['journal'], 'journal takes verify or export.'],
  [['journal', 'forge'], 'journal takes verify or export.'],
  [['journal', 'verify', 'twice'], 'twice is not understood.'],
  [['journals'], 'There is no command named journals.'],
  [['audit', '--format', 'xml'], '--format takes table, json or csv, not xml.'],
  [['audit', '--endpoint-url', 'nowhere'], '--endpoint-url takes a URL, not nowhere.'],
  [
    ['audit', '--profile', 'a', '--practice'],
    'Choose one of --profile, --endpoint-url and --practice.',
  ],
])('%j is refused with a sentence', (words, problem) => {
  expect(parseArguments(words)).toEqual({ ok: false, problem })
})

test('an option that does not exist is refused', () => {
  expect(parseArguments(['audit', '--force']).ok).toBe(false)
})

test('a whole line is read', () => {
  expect(
    parseArguments([
      'audit',
      '--profile',
      'security',
      '--format',
      'json',
      '--out',
      'a.json',
      '--deep',
    ]),
  ).toEqual({
    ok: true,
    help: false,
    command: 'audit',
    options: {
      profile: 'security',
      endpoint: null,
      region: null,
      format: 'json',
      out: 'a.json',
      deep: true,
      practice: false,
      resume: false,
    },
  })
})

test('a command of two words is one', () => {
  expect(parseArguments(['journal', 'verify', '--format', 'json'])).toMatchObject({
    ok: true,
    command: 'journal verify',
    options: { format: 'json' },
  })
})

test('the usage names every command', () => {
  for (const name of commandNames) expect(usage).toContain(`\n  ${name} `)
})
