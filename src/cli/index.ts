import { dataFolderOf } from '../main/data-folder.ts'
import { guardProcess } from '../main/egress/process-guard.ts'
import { parseArguments, type Command, type CommandName } from './arguments.ts'
import { usage } from './usage.ts'

/** Each is loaded when it is called for: what calls AWS is much to load, and few of them do. */
const commands: Record<CommandName, () => Promise<Command>> = {
  audit: async () => (await import('./audit.ts')).auditCommand,
  doctor: async () => (await import('./doctor.ts')).doctorCommand,
  accounts: async () => (await import('./accounts.ts')).accountsCommand,
  status: async () => (await import('./status.ts')).statusCommand,
  report: async () => (await import('./report.ts')).reportCommand,
  bundle: async () => (await import('./bundle.ts')).bundleCommand,
  verify: async () => (await import('./verify.ts')).verifyCommand,
  diff: async () => (await import('./diff.ts')).diffCommand,
  'identity create': async () => (await import('./identity.ts')).createIdentityCommand,
  'journal verify': async () => (await import('./journal.ts')).verifyJournalCommand,
  'journal export': async () => (await import('./journal.ts')).exportJournalCommand,
}

// SECURITY: from here on nothing leaves this process but through the door of a connection.
guardProcess()

const parsed = parseArguments(process.argv.slice(2))
if (!parsed.ok) {
  process.stderr.write(`${parsed.problem}\nrootkeep --help names every command and option.\n`)
  process.exitCode = 1
} else if (parsed.help) {
  process.stdout.write(usage)
} else {
  const command = await commands[parsed.command]()
  process.exitCode = await command({ ...parsed.options, dataFolder: dataFolderOf(process.env) })
}
