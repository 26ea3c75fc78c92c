import { dataFolderOf } from '../main/data-folder.ts'
import { accountsCommand } from './accounts.ts'
import { parseArguments, type Command, type CommandName } from './arguments.ts'
import { auditCommand } from './audit.ts'
import { bundleCommand } from './bundle.ts'
import { diffCommand } from './diff.ts'
import { exportJournalCommand, verifyJournalCommand } from './journal.ts'
import { reportCommand } from './report.ts'
import { statusCommand } from './status.ts'
import { usage } from './usage.ts'
import { verifyCommand } from './verify.ts'

const commands: Record<CommandName, Command> = {
  audit: auditCommand,
  accounts: accountsCommand,
  status: statusCommand,
  report: reportCommand,
  bundle: bundleCommand,
  verify: verifyCommand,
  diff: diffCommand,
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
  process.exitCode = await commands[parsed.command]({
    ...parsed.options,
    dataFolder: dataFolderOf(process.env),
  })
}
