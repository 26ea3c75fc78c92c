import type { Failure } from '../shared/domain/failure.ts'

/** Says on standard error what went wrong and what to do. */
export function complain(failure: Failure): void {
  const aws = [failure.awsCode, failure.requestId ? `request ${failure.requestId}` : null].filter(
    Boolean,
  )
  const source = aws.length > 0 ? ` (${aws.join(', ')})` : ''
  process.stderr.write(`${failure.message}${source}\n${failure.remedy}\n`)
}
