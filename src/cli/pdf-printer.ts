import { createHiddenShell } from '../../host/hidden-shell.ts'
import { findChromium } from '../../scripts/setup/chromium.mjs'
import { CannotBeHad } from '../../scripts/setup/steps.mjs'
import { appScheme } from '../main/desktop/app-origin.ts'
import { createPdfPrinter } from '../main/desktop/pdf-printer.ts'
import type { Log } from '../main/log.ts'
import type { ShellServices } from '../main/shell-services.ts'

/**
 * The printer of the command line: the one of the window, on the Chromium that is installed here. Null where there is none, or the one
 * that the environment names (`ROOTKEEP_CHROMIUM`) will not do, which is said on standard error. Looks for it once a day; nothing is downloaded.
 */
export async function findPdfPrinter(): Promise<ShellServices['printPdf']> {
  const executable = process.env['ROOTKEEP_HOST_CHROMIUM'] ?? (await installedChromium())
  if (executable === null) return null
  return createPdfPrinter({ ...createHiddenShell(executable, [appScheme]), log: onStandardError })
}

async function installedChromium(): Promise<string | null> {
  try {
    return (await findChromium()).chromium?.path ?? null
  } catch (error) {
    if (!(error instanceof CannotBeHad)) throw error
    onStandardError.problem('printer', error.message)
    return null
  }
}

/** What was refused while printing is told to whoever waits for the file. */
const onStandardError: Log = {
  info() {},
  problem(area, message) {
    process.stderr.write(`${area}: ${message}\n`)
    return area
  },
}
