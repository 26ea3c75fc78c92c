import { Info, TriangleAlert } from 'lucide-react'
import { useQuery } from '@tanstack/react-query'
import type { SessionSnapshot } from '../../../../shared/domain/connections.ts'
import { isOver, type Procedure } from '../../../../shared/domain/procedures.ts'
import { shortCallerOf } from '../../../format/caller.ts'
import { reads } from '../../../state/reads.ts'
import { useSession } from '../../../state/session-store.ts'
import { goTo } from '../../../state/view-store.ts'
import { Button } from '../../../ui/button.tsx'
import styles from './session-note.module.css'

/** Says where the present session cannot go on with this procedure, and what to do about it. */
export function SessionNote({ procedure }: { readonly procedure: Procedure }) {
  const session = useSession(({ session }) => session)
  const { id, digest, organizationId } = procedure
  const { data: plan } = useQuery({
    ...reads.plan(id, digest ?? ''),
    enabled: digest !== null,
  })
  const problem = isOver(procedure.state)
    ? null
    : sessionProblem(session, organizationId, plan?.caller.arn ?? null)
  if (problem === null) return null
  return (
    <div className={styles.note} role="status" data-tone={problem.tone}>
      {problem.tone === 'info' ? <Info aria-hidden /> : <TriangleAlert aria-hidden />}
      <p>{problem.sentence}</p>
      <Button look="quiet" onClick={() => goTo('settings')}>
        Connections
      </Button>
    </div>
  )
}

/**
 * Why this session cannot run a procedure of that organization and caller; null where it can. Main decides by itself again.
 *
 * @param plannedBy the ARN that the plan names; null before there is a plan.
 */
export function sessionProblem(
  session: Pick<SessionSnapshot, 'connectionState' | 'caller' | 'organization'> | null,
  organizationId: string,
  plannedBy: string | null,
): { readonly tone: 'info' | 'warning'; readonly sentence: string } | null {
  if (session === null || session.connectionState !== 'connected' || session.caller === null) {
    return {
      tone: 'info',
      sentence:
        'Not connected. Everything here can be read; nothing can be looked at again or run in AWS.',
    }
  }
  if (session.organization !== null && session.organization.id !== organizationId) {
    return {
      tone: 'warning',
      sentence: `Connected to the organization ${session.organization.id}. This procedure belongs to ${organizationId}.`,
    }
  }
  if (plannedBy !== null && session.caller.arn !== plannedBy) {
    return {
      tone: 'warning',
      sentence: `Connected as ${shortCallerOf(session.caller.arn)}. This plan was made by ${shortCallerOf(plannedBy)} and runs for nobody else: connect as that caller, or plan anew.`,
    }
  }
  return null
}
