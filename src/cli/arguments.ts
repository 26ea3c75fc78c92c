import { parseArgs } from 'node:util'
import { AccountId } from '../shared/domain/accounts.ts'
import { type ReportFormat, Paper, reportFormats } from '../shared/domain/reports.ts'

/** What a command is given. What does not belong to it has its default. */
export type Options = {
  /** The name of a kept connection. */
  readonly connection: string | null
  readonly profile: string | null
  readonly endpoint: string | null
  readonly region: string | null
  readonly format: 'table' | 'json' | 'csv'
  /** The formats of a report; empty where none was named. */
  readonly reportFormats: readonly ReportFormat[]
  /** Where the data goes; null for standard output. */
  readonly out: string | null
  readonly deep: boolean
  readonly practice: boolean
  /** Go on with the interrupted run of the organization, if there is one. */
  readonly resume: boolean
  /** Times and scope of a report, as they were typed. */
  readonly at: string | null
  readonly since: string | null
  readonly scope: readonly string[]
  readonly paper: Paper
  readonly redact: boolean
  readonly passphraseFile: string | null
  /** What the operator of a new identity is called. */
  readonly name: string | null
  /** The account on which doctor proves the task policies; null for none. */
  readonly account: AccountId | null
  /** A minisign public key, or the file that holds it. */
  readonly key: string | null
  /** The files that stand behind the command. */
  readonly files: readonly string[]
  readonly dataFolder: string
}

/** Whether the options say which organization is meant. */
export function namesConnection(
  options: Pick<Options, 'connection' | 'practice' | 'profile' | 'endpoint'>,
): boolean {
  const { connection, practice, profile, endpoint } = options
  return practice || connection !== null || profile !== null || endpoint !== null
}

/** The connection that the options name, where they name no kept one; without any, the keys of the environment. */
export function connectionOf({ practice, profile }: Pick<Options, 'practice' | 'profile'>): string {
  if (practice) return 'practice'
  return profile === null ? 'environment' : `profile:${profile}`
}

/** Does its work and returns the exit code. */
export type Command = (options: Options) => Promise<number>

const known = {
  connection: { type: 'string' },
  profile: { type: 'string' },
  'endpoint-url': { type: 'string' },
  region: { type: 'string' },
  format: { type: 'string' },
  out: { type: 'string' },
  deep: { type: 'boolean', default: false },
  practice: { type: 'boolean', default: false },
  resume: { type: 'boolean', default: false },
  at: { type: 'string' },
  since: { type: 'string' },
  scope: { type: 'string', multiple: true, default: [] as string[] },
  paper: { type: 'string', default: 'A4' },
  redact: { type: 'boolean', default: false },
  'passphrase-file': { type: 'string' },
  name: { type: 'string' },
  account: { type: 'string' },
  key: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const
type OptionName = keyof typeof known

type Taken = {
  readonly options: readonly OptionName[]
  /** How many files stand behind the command. */
  readonly files: number
  /** What `--format` chooses from. */
  readonly formats: readonly string[]
}

const organization = ['connection', 'profile', 'endpoint-url', 'region', 'practice'] as const
const listing = ['table', 'json', 'csv']
const question = ['at', 'since', 'scope', 'paper'] as const

/** What each command takes. What is not named here is refused. */
const commands = {
  audit: {
    options: [...organization, 'format', 'out', 'deep', 'resume'],
    files: 0,
    formats: listing,
  },
  doctor: {
    options: [...organization, 'account', 'format', 'out'],
    files: 0,
    formats: ['table', 'json'],
  },
  accounts: { options: [...organization, 'format', 'out'], files: 0, formats: listing },
  status: { options: [...organization, 'format', 'out'], files: 0, formats: listing },
  report: {
    options: [...organization, ...question, 'format', 'out'],
    files: 0,
    formats: reportFormats,
  },
  bundle: {
    options: [...organization, ...question, 'format', 'out', 'redact', 'passphrase-file'],
    files: 0,
    formats: reportFormats,
  },
  verify: { options: ['format', 'out', 'key'], files: 1, formats: ['table', 'json'] },
  diff: { options: ['format', 'out'], files: 2, formats: listing },
  'identity create': { options: ['name', 'passphrase-file'], files: 0, formats: [] },
  'journal verify': { options: ['format', 'out'], files: 0, formats: ['table', 'json'] },
  'journal export': { options: ['out'], files: 0, formats: [] },
} as const satisfies Record<string, Taken>

export type CommandName = keyof typeof commands
export const commandNames = Object.keys(commands) as CommandName[]

type Parsed =
  | { ok: true; help: true }
  | { ok: true; help: false; command: CommandName; options: Omit<Options, 'dataFolder'> }
  | Refused
type Refused = { ok: false; problem: string }

/** Reads the command line. */
export function parseArguments(line: readonly string[]): Parsed {
  let read
  try {
    read = parseArgs({ args: [...line], allowPositionals: true, options: known, tokens: true })
  } catch (error) {
    return refused(error instanceof Error ? error.message : 'The arguments cannot be read.')
  }
  const { values, positionals, tokens } = read
  if (values.help) return { ok: true, help: true }
  const command = commandIn(positionals)
  if (command === null) return refused(noCommand(positionals[0]))
  const taken: Taken = commands[command]
  const stray = tokens.find(
    (token) => token.kind === 'option' && !taken.options.includes(token.name),
  )
  if (stray?.kind === 'option') return refused(`${command} does not take --${stray.name}.`)
  const files = positionals.slice(command.split(' ').length)
  const wrong = wrongFiles(command, taken, files)
  if (wrong !== null) return refused(wrong)
  const ways = [
    values.connection,
    values.profile,
    values['endpoint-url'],
    values.practice || undefined,
  ]
  if (ways.filter((way) => way !== undefined).length > 1) {
    return refused('Choose one of --connection, --profile, --endpoint-url and --practice.')
  }
  if (values.connection !== undefined && values.region !== undefined) {
    return refused('A kept connection has its own Region: --region does not go with --connection.')
  }
  const formats = formatsOf(values.format, taken)
  if (!formats.ok) return formats
  const endpoint = values['endpoint-url'] ?? null
  if (endpoint !== null && !URL.canParse(endpoint)) {
    return refused(`--endpoint-url takes a URL, not ${endpoint}.`)
  }
  const account = AccountId.safeParse(values.account)
  if (values.account !== undefined && !account.success) {
    return refused(`--account takes the twelve digits of an account, not ${values.account}.`)
  }
  const paper = Paper.safeParse(values.paper)
  if (!paper.success) return refused(`--paper takes A4 or Letter, not ${values.paper}.`)
  return {
    ok: true,
    help: false,
    command,
    options: {
      connection: values.connection ?? null,
      profile: values.profile ?? null,
      endpoint,
      region: values.region ?? null,
      format: formats.format,
      reportFormats: formats.reportFormats,
      out: values.out ?? null,
      deep: values.deep,
      practice: values.practice,
      resume: values.resume,
      at: values.at ?? null,
      since: values.since ?? null,
      scope: values.scope,
      paper: paper.data,
      redact: values.redact,
      passphraseFile: values['passphrase-file'] ?? null,
      name: values.name ?? null,
      account: account.data ?? null,
      key: values.key ?? null,
      files,
    },
  }
}

function refused(problem: string): Refused {
  return { ok: false, problem }
}

/** The command at the beginning of the words; null where there is none. */
function commandIn(words: readonly string[]): CommandName | null {
  const [first = '', second = ''] = words
  return commandNames.find((name) => name === first || name === `${first} ${second}`) ?? null
}

/** Why the first word is no command: it is missing, is unknown, or wants a second one. */
function noCommand(word: string | undefined): string {
  if (word === undefined) return 'Name a command.'
  const following = commandNames.flatMap((name) =>
    name.startsWith(`${word} `) ? [name.slice(word.length + 1)] : [],
  )
  return following.length > 0
    ? `${word} takes ${following.join(' or ')}.`
    : `There is no command named ${word}.`
}

function wrongFiles(command: string, taken: Taken, files: readonly string[]): string | null {
  const extra = files[taken.files]
  if (extra !== undefined) return `${command} does not take ${extra}.`
  if (files.length === taken.files) return null
  return taken.files === 1
    ? `${command} takes the file of a bundle.`
    : `${command} takes two files.`
}

type Formats = { ok: true } & Pick<Options, 'format' | 'reportFormats'>

function formatsOf(given: string | undefined, { formats }: Taken): Formats | Refused {
  const named = given?.split(',').map((name) => name.trim()) ?? []
  const wrong = named.find((name) => !formats.includes(name))
  if (wrong !== undefined) return refused(`--format takes ${inWords(formats)}, not ${wrong}.`)
  if (formats === reportFormats) {
    // In the order that they are written in, whatever the order that they are named in.
    const chosen = reportFormats.filter((format) => named.includes(format))
    return { ok: true, format: 'table', reportFormats: chosen }
  }
  if (named.length > 1) return refused('--format takes one format here.')
  const [format = 'table'] = named as Options['format'][]
  return { ok: true, format, reportFormats: [] }
}

/** `a, b or c` */
function inWords(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`
}
