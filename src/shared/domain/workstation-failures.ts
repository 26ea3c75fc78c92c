import type { FailureEntry } from './failure-entry.ts'

/** What goes wrong on this computer, or in what was asked of it. */
export const workstationFailures = {
  'nothing-connected': {
    retryable: false,
    message: 'No connection to an organization is open.',
    remedy: 'Choose a connection under Settings.',
  },
  'not-found': {
    retryable: false,
    message: 'It is not in the cache.',
    remedy: 'Reload the view; it may have been removed meanwhile.',
  },
  'run-in-progress': {
    retryable: true,
    message: 'An audit run is already under way.',
    remedy: 'Wait for it, or cancel it.',
  },
  'no-active-run': {
    retryable: false,
    message: 'The run is not under way.',
    remedy: 'Start a new run.',
  },
  cancelled: {
    retryable: true,
    message: 'It was cancelled before it was done.',
    remedy: 'Start it again when wanted.',
  },
  'not-yet-observed': {
    retryable: true,
    message: 'No audit has looked at this account yet.',
    remedy: 'Start an audit.',
  },
  'invalid-input': {
    retryable: false,
    message: 'The input is not valid.',
    remedy: 'Correct what the message names.',
  },
  'untrusted-sender': {
    retryable: false,
    message: 'The call did not come from the window of Rootkeep and was refused.',
    remedy: 'Restart Rootkeep; if it happens again, report it.',
  },
  'data-folder-unwritable': {
    retryable: false,
    message: 'The data folder cannot be written.',
    remedy: 'Make the folder writable, or name another one in ROOTKEEP_HOME, and start again.',
  },
  'disk-full': {
    retryable: true,
    message:
      'The disk of the data folder is full, so the work was stopped before anything was lost.',
    remedy: 'Free space on the disk, then resume.',
  },
  'file-not-saved': {
    retryable: false,
    message: 'The file was not saved, and nothing of it was left behind.',
    remedy: 'Choose another folder, or make room in that one, and save again.',
  },
  'database-newer': {
    retryable: false,
    message: 'The database was written by a newer version of Rootkeep and was not touched.',
    remedy: 'Install the newer version, or name another data folder in ROOTKEEP_HOME.',
  },
  'database-corrupt': {
    retryable: false,
    message: 'The database was damaged. It was moved aside and a new one was begun.',
    remedy: 'Audit again; the damaged file is kept beside the new one.',
  },
  'record-damaged': {
    retryable: false,
    message: 'The record is damaged and cannot be read.',
    remedy:
      'Keep a copy of the data folder. At its next start Rootkeep puts the damaged file aside and begins a new record.',
  },
  'database-in-use': {
    retryable: false,
    message: 'Another Rootkeep uses this data folder.',
    remedy: 'Use the other window, or close it first.',
  },
  internal: {
    retryable: false,
    message: 'Something inside Rootkeep went wrong.',
    remedy: 'Report it with the log ID.',
  },
} as const satisfies Readonly<Record<string, FailureEntry>>
