import type { TextFile } from '../shared/domain/approvals.ts'
import type { Paper } from '../shared/domain/reports.ts'

/** A question that is put to the person at the screen outside of the page, so that no script of the page can answer it. */
export type ConsentQuestion = {
  /** One line: what is about to be done. */
  readonly title: string
  /** What it means, a few lines. */
  readonly detail: string
  /** The words on the button that agrees. */
  readonly agree: string
  /**
   * The connection that it is about; null where it is about none that is kept. Left out: the one on screen.
   * SECURITY: whoever changes one connection while another is open reads the name of the one that is changed.
   */
  readonly about?: {
    readonly connection: string
    readonly organizationId: string | null
  } | null
}

/** The key store of the system: what is sealed can be opened by this user on this machine only. */
export type KeyStore = {
  /** Which one, for the record: `keychain`, `dpapi`, `gnome_libsecret`, … */
  readonly backend: string
  seal(text: string): string
  /** Throws where it was sealed elsewhere, or was changed. */
  open(sealed: string): string
}

/** What the shell around the workstation can do: the desktop has all of it, the command line little. */
export type ShellServices = {
  /** Null where the system has none, or one that hides nothing (`basic_text`). */
  readonly keyStore: KeyStore | null
  /** SECURITY: true only where a person agreed in a window that is not the page. */
  consent(question: ConsentQuestion): Promise<boolean>
  /**
   * Asks the person to prove who they are, as the system does it: by finger or by password. The reason goes on with “Rootkeep wants to”. Null where
   * the system offers none.
   */
  readonly askPerson: ((reason: string) => Promise<boolean>) | null
  /** Calls the listener when the computer is locked or falls asleep, until the returned function is called. */
  onAway(listener: () => void): () => void
  /**
   * Opens a page in the person's own browser: https, or http on this computer. True where the browser was started.
   * SECURITY: only the sign-in calls it. No call of the window names an address to open.
   */
  openBrowser(url: string): Promise<boolean>
  /** Saves a text where the person says; returns the path, or null where they did not. */
  saveText(file: TextFile): Promise<string | null>
  /** Asks where to save a file that is too large to hold as one text; `name` is proposed. Null where the person gave no place. */
  chooseSavePath(name: string): Promise<string | null>
  /** Asks for a folder to write into; null where the person gave none. */
  chooseFolder(title: string): Promise<string | null>
  /** Asks for a file to read; `extensions` without the dot. Null where the person gave none. */
  chooseFile(asked: {
    readonly title: string
    readonly extensions: readonly string[]
  }): Promise<string | null>
  /**
   * Prints a self-contained document to PDF, with the shell's browser engine and no network. Null where there is none. The promise rejects where it
   * could not be printed, and with the reason of the signal where it was stopped.
   */
  readonly printPdf:
    | ((html: string, paper: Paper, signal?: AbortSignal) => Promise<Uint8Array>)
    | null
  /** Shows how many break-glass cases are open on the icon of the application. */
  showOpenCases(count: number): void
  /** A notification of the system; nothing where it has none. */
  notify(notification: { readonly title: string; readonly body: string }): void
}

/** A shell with nobody in front of it: it agrees to nothing and saves nothing. */
export const noShell: ShellServices = {
  keyStore: null,
  consent: () => Promise.resolve(false),
  askPerson: null,
  onAway: () => () => {},
  openBrowser: () => Promise.resolve(false),
  saveText: () => Promise.resolve(null),
  chooseSavePath: () => Promise.resolve(null),
  chooseFolder: () => Promise.resolve(null),
  chooseFile: () => Promise.resolve(null),
  printPdf: null,
  showOpenCases() {},
  notify() {},
}
