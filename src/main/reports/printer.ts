import type { Failure } from '../../shared/domain/failure.ts'
import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import type { Log } from '../log.ts'
import type { ShellServices } from '../shell-services.ts'

export type Printer = NonNullable<ShellServices['printPdf']>

/** A document could not be printed. Why, the log knows. */
export class NotPrinted extends Error {
  readonly failure: Failure

  constructor(logId: string) {
    super('the document could not be printed')
    this.name = 'NotPrinted'
    this.failure = failureOf('print-failed', { logId })
  }
}

/** The printer of the shell, whose rejections are all `NotPrinted`, but for the reason of the signal; null where it has none. */
export function printerOf(
  { printPdf }: Pick<ShellServices, 'printPdf'>,
  log: Pick<Log, 'problem'>,
): Printer | null {
  if (!printPdf) return null
  return async (html, paper, signal) => {
    try {
      return await printPdf(html, paper, signal)
    } catch (error) {
      signal?.throwIfAborted()
      throw new NotPrinted(log.problem('reports', 'a document was not printed', error))
    }
  }
}
