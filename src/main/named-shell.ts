import type { SessionSnapshot } from '../shared/domain/connections.ts'
import { plainLine } from './plain-line.ts'
import type { ConsentQuestion, ShellServices } from './shell-services.ts'

/**
 * The shell, whose questions name the organization that they are about in their last line. The one place where that is done, so that no question lacks
 * it.
 *
 * SECURITY: an answer that comes while the lock is on is nobody's: whoever found the question open may have given it.
 */
export function namedShell(
  shell: ShellServices,
  session: () => Pick<SessionSnapshot, 'connection' | 'organization' | 'connectionState'> | null,
  isLocked: () => boolean,
): ShellServices {
  return {
    ...shell,
    // These are asked for anew each time.
    get keyStore() {
      return shell.keyStore
    },
    get askPerson() {
      return shell.askPerson
    },
    async consent(question) {
      if (isLocked()) return false
      const agreed = await shell.consent({
        ...question,
        detail: `${question.detail}\n${lineOf(question, session())}`,
      })
      return agreed && !isLocked()
    },
  }
}

function lineOf(
  { about }: ConsentQuestion,
  session: Parameters<typeof organizationLine>[0],
): string {
  if (about === undefined) return organizationLine(session)
  if (about === null) return 'Organization: not known yet'
  return `Organization: ${plainLine(about.connection, 60)} (${about.organizationId ?? 'not known yet'})`
}

function organizationLine(
  session: Pick<SessionSnapshot, 'connection' | 'organization' | 'connectionState'> | null,
): string {
  if (!session?.connection) return 'Organization: none is connected'
  const name = plainLine(session.connection.name, 60)
  const id = session.organization?.id ?? 'not known yet'
  const state = session.connectionState === 'connected' ? '' : ', not connected'
  return `Organization: ${name} (${id}${state})`
}
