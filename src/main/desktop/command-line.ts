export type DesktopOptions = {
  /** No window is shown: audit, print, take a picture, end. */
  readonly headless: boolean
  /** Where the picture of a headless start goes; null for the data folder. */
  readonly screenshot: string | null
}

/** Reads the arguments of the application; switches of Chromium among them are not ours to judge. */
export function readCommandLine(argv: readonly string[]): DesktopOptions {
  const at = argv.findIndex(
    (argument) => argument === '--screenshot' || argument.startsWith('--screenshot='),
  )
  const given = argv[at]?.includes('=') ? argv[at].slice('--screenshot='.length) : argv[at + 1]
  return {
    headless: argv.includes('--headless'),
    screenshot: at >= 0 && given ? given : null,
  }
}
