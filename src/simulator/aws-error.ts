/** An error answer as AWS gives it: HTTP status, wire code, message, and members such as `Reason`. */
export class AwsError extends Error {
  readonly status: number
  readonly code: string
  readonly members: Readonly<Record<string, string>>
  readonly headers: Readonly<Record<string, string>>

  constructor(
    status: number,
    code: string,
    message: string,
    members: Readonly<Record<string, string>> = {},
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message)
    this.name = code
    this.status = status
    this.code = code
    this.members = members
    this.headers = headers
  }
}
