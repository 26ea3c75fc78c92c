import { homedir } from 'node:os'
import { join } from 'node:path'
import { auditCommand } from './audit.ts'
import { accountsCommand } from './accounts.ts'
import { statusCommand } from './status.ts'
import { parseArguments, usage, type Command } from './arguments.ts'

const commands: Record<string, Command> = {
  audit: auditCommand,
  accounts: accountsCommand,
  status: statusCommand,
}

/** The folder that holds the database: ROOTKEEP_HOME, or the operating system's place for it. */
function dataFolder(): string {
  const named = process.env['ROOTKEEP_HOME']
  if (named) return named
  const home = homedir()
  switch (process.platform) {
    case 'darwin':
      return join(home, 'Library', 'Application Support', 'Rootkeep')
    case 'win32':
      return join(process.env['APPDATA'] ?? join(home, 'AppData', 'Roaming'), 'Rootkeep')
    default:
      return join(process.env['XDG_CONFIG_HOME'] ?? join(home, '.config'), 'Rootkeep')
  }
}

const parsed = parseArguments(process.argv.slice(2))
if (!parsed.ok) {
  process.stderr.write(`${parsed.problem}\n\n${usage}`)
  process.exitCode = 1
} else if (parsed.help) {
  process.stdout.write(usage)
} else {
  const command = commands[parsed.command]
  if (command) {
    process.exitCode = await command({ ...parsed.options, dataFolder: dataFolder() })
  }
}
