export type DesktopOptions = {
  /** No window is shown: audit, print, take a picture, end. */
  readonly headless: boolean
  /** Where the picture of a headless start goes; null for the data folder. */
  readonly screenshot: string | null
  /** The connection to open, by ID or name; null for the one used last. */
  readonly connection: string | null
}

/** Reads the arguments of the application; switches of Chromium among them are not ours to judge. */
export function readCommandLine(argv: readonly string[]): DesktopOptions {
  return {
    headless: argv.includes('--headless'),
    screenshot: valueOf('--screenshot', argv),
    connection: valueOf('--connection', argv),
  }
}

/** What stands behind the name of an option, after a space or an equals sign. */
function valueOf(name: string, argv: readonly string[]): string | null {
  const at = argv.findIndex((argument) => argument === name || argument.startsWith(`${name}=`))
  const given = argv[at]?.includes('=') ? argv[at].slice(name.length + 1) : argv[at + 1]
  return at >= 0 && given ? given : null
}
