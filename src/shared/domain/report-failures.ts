import type { FailureEntry } from './failure-entry.ts'

/** What goes wrong with reports and evidence bundles. */
export const reportFailures = {
  'nothing-to-report': {
    retryable: false,
    message: 'The cache knows no organization, so there is nothing to report on.',
    remedy: 'Connect and audit once; reports need no connection after that.',
  },
  'report-in-progress': {
    retryable: true,
    message: 'Another report is being written.',
    remedy: 'Wait for it, or stop it.',
  },
  'printer-missing': {
    retryable: false,
    message: 'PDF is printed by a browser engine, and none was found here.',
    remedy:
      'Write the PDF from the window, install Chromium, or print the HTML report: it has the same pages.',
  },
  'print-failed': {
    retryable: true,
    message: 'The report could not be printed to PDF.',
    remedy: 'Try again, or write HTML and print it with a browser.',
  },
  'bundle-unreadable': {
    retryable: false,
    message: 'The file is not an evidence bundle that can be read.',
    remedy:
      'Look whether it is the right file; else ask whoever made it to hand it over again, and compare its SHA-256.',
  },
  'bundle-newer': {
    retryable: false,
    message: 'The bundle was made in a version of the format that this version does not know.',
    remedy: 'Use the version of Rootkeep that the message names, or check it by its README.txt.',
  },
  'bundle-shown': {
    retryable: false,
    message: 'An evidence bundle is shown, and nothing can be done from it.',
    remedy: 'Close the bundle first.',
  },
  'bundles-differ': {
    retryable: false,
    message: 'The two bundles are not of one organization and cannot be compared.',
    remedy: 'Choose two bundles of the same organization.',
  },
} as const satisfies Readonly<Record<string, FailureEntry>>
