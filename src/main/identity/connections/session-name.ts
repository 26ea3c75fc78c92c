import { hash } from 'node:crypto'

/** The name of sessions that belong to no ticket and no case. */
export const standingName = 'rootkeep'

/** What STS takes as RoleSessionName. */
const fitting = /^[\w+=,.@-]{2,64}$/
/** How a name ends that was made fit. */
const marked = /=[0-9a-f]{12}$/
const longest = 64
const markLength = 13

/**
 * The name of a role session for a ticket or a case: the same text where STS takes it. Anything else gets `-` in the place of what STS does not take, and a
 * mark drawn from the whole text, so that two tickets that differ have names that differ, and the same ticket always has the same name.
 */
export function sessionNameOf(ticketOrCase: string): string {
  if (fitting.test(ticketOrCase) && !marked.test(ticketOrCase)) return ticketOrCase
  const kept = ticketOrCase.replaceAll(/[^\w+=,.@-]+/g, '-').slice(0, longest - markLength)
  return `${kept}=${hash('sha256', ticketOrCase, 'hex').slice(0, markLength - 1)}`
}
