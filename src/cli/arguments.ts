import { parseArgs } from 'node:util'

export type Options = {
  readonly profile: string | null
  readonly endpoint: string | null
  readonly region: string | null
  readonly format: 'table' | 'json' | 'csv'
  /** The file that the data goes to; null for standard output. */
  readonly out: string | null
  readonly deep: boolean
  readonly practice: boolean
  /** Go on with the interrupted run of the organization, if there is one. */
  readonly resume: boolean
  readonly dataFolder: string
}

/** Does its work and returns the exit code. */
export type Command = (options: Options) => Promise<number>

export const commandNames = [
  'audit',
  'accounts',
  'status',
  'journal verify',
  'journal export',
] as const

export const usage = `Usage: rootkeep <command> [options]

Commands
  audit            look at the root user of every member account, and print what was found
  accounts         print what the cache knows, without any call to AWS
  status           say which organization the cache knows, how complete it is, and how old
  journal verify   say whether the journal is as it was written, without any call to AWS
  journal export   print the journal as JSON Lines (docs/journal-format.md)

Options
  --profile P        use the profile P of the AWS config files
  --endpoint-url U   send every call to U, with the keys of the environment
  --region R         the Region of STS (default: that of the profile or environment, else us-east-1)
  --practice         use the practice organization on this computer
  --deep             read the details of every account, not only where something is present
  --resume           go on with the run that was interrupted, if there is one
  --format F         table (default), json or csv
  --out F            write the data to the file F instead of standard output
  --help             print this text

Without --profile, --endpoint-url or --practice the keys of the environment are used.
Progress goes to standard error. ROOTKEEP_HOME names the data folder.
Exit codes: 0 all accounts observed, or the journal intact; 2 some accounts are unknown, or the journal
is broken; 1 the command failed.
`

type Parsed =
  | { ok: true; help: true }
  | { ok: true; help: false; command: string; options: Omit<Options, 'dataFolder'> }
  | { ok: false; problem: string }

/** Reads the command line. */
export function parseArguments(line: readonly string[]): Parsed {
  let read
  try {
    read = parseArgs({
      args: [...line],
      allowPositionals: true,
      options: {
        profile: { type: 'string' },
        'endpoint-url': { type: 'string' },
        region: { type: 'string' },
        format: { type: 'string', default: 'table' },
        out: { type: 'string' },
        deep: { type: 'boolean', default: false },
        practice: { type: 'boolean', default: false },
        resume: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    })
  } catch (error) {
    return {
      ok: false,
      problem: error instanceof Error ? error.message : 'The arguments cannot be read.',
    }
  }
  const { values, positionals } = read
  if (values.help) return { ok: true, help: true }
  const words = positionals.join(' ')
  const command = commandNames.find((name) => `${words} `.startsWith(`${name} `))
  if (command === undefined) return { ok: false, problem: noCommand(positionals[0]) }
  const rest = words.slice(command.length).trim()
  if (rest !== '') return { ok: false, problem: `${rest} is not understood.` }
  const ways = [values.profile, values['endpoint-url'], values.practice || undefined]
  if (ways.filter((way) => way !== undefined).length > 1) {
    return { ok: false, problem: 'Choose one of --profile, --endpoint-url and --practice.' }
  }
  const { format } = values
  if (format !== 'table' && format !== 'json' && format !== 'csv') {
    return { ok: false, problem: `--format takes table, json or csv, not ${format}.` }
  }
  const endpoint = values['endpoint-url'] ?? null
  if (endpoint !== null && !URL.canParse(endpoint)) {
    return { ok: false, problem: `--endpoint-url takes a URL, not ${endpoint}.` }
  }
  return {
    ok: true,
    help: false,
    command,
    options: {
      profile: values.profile ?? null,
      endpoint,
      region: values.region ?? null,
      format,
      out: values.out ?? null,
      deep: values.deep,
      practice: values.practice,
      resume: values.resume,
    },
  }
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
