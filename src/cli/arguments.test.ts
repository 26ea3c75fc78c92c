import { expect, test } from 'vitest'
import { commandNames, parseArguments } from './arguments.ts'
import { usage } from './usage.ts'

test.each([
  [[], 'Name a command.'],
  [['audti'], 'There is no command named audti.'],
  [['audit', 'more'], 'audit does not take more.'],
  [['journal'], 'journal takes verify or export.'],
  [['journal', 'forge'], 'journal takes verify or export.'],
  [['journal', 'verify', 'twice'], 'journal verify does not take twice.'],
  [['journals'], 'There is no command named journals.'],
  [['audit', '--format', 'xml'], '--format takes table, json or csv, not xml.'],
  [['audit', '--format', 'table,csv'], '--format takes one format here.'],
  [['audit', '--redact'], 'audit does not take --redact.'],
  [['report', '--deep'], 'report does not take --deep.'],
  [['verify', 'a.zip', '--at', '2026-01-01'], 'verify does not take --at.'],
  [['journal', 'export', '--format', 'json'], 'journal export does not take --format.'],
  [
    ['report', '--format', 'html,docx'],
    '--format takes html, pdf, csv, json, ocsf or md, not docx.',
  ],
  [['verify', 'a.zip', '--format', 'csv'], '--format takes table or json, not csv.'],
  [['bundle', '--paper', 'A5'], '--paper takes A4 or Letter, not A5.'],
  [['verify'], 'verify takes the file of a bundle.'],
  [['verify', 'a.zip', 'b.zip'], 'verify does not take b.zip.'],
  [['diff', 'a.zip'], 'diff takes two files.'],
  [['audit', '--endpoint-url', 'nowhere'], '--endpoint-url takes a URL, not nowhere.'],
  [
    ['audit', '--profile', 'a', '--practice'],
    'Choose one of --connection, --profile, --endpoint-url and --practice.',
  ],
  [
    ['status', '--connection', 'Prod', '--profile', 'a'],
    'Choose one of --connection, --profile, --endpoint-url and --practice.',
  ],
  [
    ['doctor', '--connection', 'Prod', '--region', 'eu-west-1'],
    'A kept connection has its own Region: --region does not go with --connection.',
  ],
  [['verify', 'a.zip', '--connection', 'Prod'], 'verify does not take --connection.'],
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
      connection: null,
      profile: 'security',
      endpoint: null,
      region: null,
      format: 'json',
      reportFormats: [],
      out: 'a.json',
      deep: true,
      practice: false,
      resume: false,
      at: null,
      since: null,
      scope: [],
      paper: 'A4',
      redact: false,
      passphraseFile: null,
      name: null,
      account: null,
      key: null,
      files: [],
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

test('the formats of a report come in their own order, each once', () => {
  expect(parseArguments(['report', '--format', 'csv, html,csv', '--out', 'here'])).toMatchObject({
    ok: true,
    options: { reportFormats: ['html', 'csv'], format: 'table', out: 'here' },
  })
})

test('files with spaces in their names stand behind a command', () => {
  expect(parseArguments(['diff', 'last year.zip', 'this year.zip'])).toMatchObject({
    ok: true,
    command: 'diff',
    options: { files: ['last year.zip', 'this year.zip'] },
  })
})

test('the usage names every command', () => {
  for (const name of commandNames) expect(usage).toMatch(new RegExp(`^  ${name} `, 'm'))
})
