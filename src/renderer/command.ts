/** Something that the operator can ask the window to do. */
export type Command = {
  readonly id: string
  readonly title: string
  readonly group: 'Go to' | 'Audit' | 'Accounts' | 'Procedures' | 'Readiness' | 'Reports' | 'Window'
  /** Shortcuts in the notation of tinykeys; the first is the one shown. */
  readonly keys: readonly string[]
  /** Other words that find it in the palette. */
  readonly words?: string
  /** False where it would do nothing now; always available without. */
  readonly available?: () => boolean
  /** True where it works while an evidence bundle is shown, too: there, nothing can be done but look. */
  readonly inBundle?: boolean
  readonly run: () => void
}
