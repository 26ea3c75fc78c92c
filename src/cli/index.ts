import { dataFolderOf } from '../main/data-folder.ts'
import { accountsCommand } from './accounts.ts'
import { parseArguments, usage, type Command } from './arguments.ts'
import { auditCommand } from './audit.ts'
import { exportJournalCommand, verifyJournalCommand } from './journal.ts'
import { statusCommand } from './status.ts'

const commands: Record<string, Command> = {
  audit: auditCommand,
  accounts: accountsCommand,
  status: statusCommand,
  'journal verify': verifyJournalCommand,
  'journal export': exportJournalCommand,
}

const parsed = parseArguments(process.argv.slice(2))
if (!parsed.ok) {
  process.stderr.write(`${parsed.problem}\n\n${usage}`)
  process.exitCode = 1
} else if (parsed.help) {
  process.stdout.write(usage)
} else {
  process.exitCode = await commands[parsed.command]?.({
    ...parsed.options,
    dataFolder: dataFolderOf(process.env),
  })
}
