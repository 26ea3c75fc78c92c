import type { Failure } from '../../../shared/domain/failure.ts'
import type { SignInMeans, SignInProgress } from '../../../shared/domain/sign-in.ts'

/** What each stage of the sign-in dialog is given. */
export type StageProps = {
  readonly signIn: SignInProgress
  readonly onCancel: () => void
  /** Ends this one and begins anew, by these means. */
  readonly onBegin: (means: SignInMeans) => void
  readonly beginning: boolean
  /** Why it did not begin anew. */
  readonly failure: Failure | null
}
