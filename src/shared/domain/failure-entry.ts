/** What a failure means and what to do about it. `message` is the sentence for when nothing more particular is known. */
export type FailureEntry = {
  /** True where the same call may succeed later with nothing changed. */
  readonly retryable: boolean
  readonly message: string
  readonly remedy: string
}
