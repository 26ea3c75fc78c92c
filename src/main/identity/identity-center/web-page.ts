import { IncompleteAnswer } from '../../aws/answers.ts'
import { isTrustedEndpoint } from '../../egress/contacts.ts'

/**
 * A page that an answer names, to be opened in the browser. SECURITY: the system hands other schemes to other programs, so it is HTTPS,
 * or plain HTTP on this computer (the practice organization).
 */
export function webPage(address: string | undefined, field: string): string {
  if (address === undefined || !isTrustedEndpoint(address)) throw new IncompleteAnswer(field)
  return address
}
