import { IncompleteAnswer } from '../../aws/answers.ts'
import { isTrustedEndpoint } from '../../egress/contacts.ts'

/** A QR code holds little more than 2,000 characters; AWS's addresses have less than 100. */
const addressMost = 500
/** AWS writes `ABCD-EFGH`. */
const userCode = /^[\w-]{4,32}$/

/**
 * A page that an answer names, to be opened in the browser. SECURITY: the system hands other schemes to other programs, so it is HTTPS,
 * or plain HTTP on this computer (the practice organization). Given as browsers spell it, without a user: what is shown of it is where it leads.
 */
export function webPage(address: string | undefined, field: string): string {
  if (address === undefined || !isTrustedEndpoint(address)) throw new IncompleteAnswer(field)
  const { href, username, password } = new URL(address)
  if (username !== '' || password !== '' || href.length > addressMost) {
    throw new IncompleteAnswer(field)
  }
  return href
}

/** The code that a person types there. */
export function typedCode(code: string | undefined, field: string): string {
  if (code === undefined || !userCode.test(code)) throw new IncompleteAnswer(field)
  return code
}
