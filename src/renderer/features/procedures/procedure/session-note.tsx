import { Info, TriangleAlert } from 'lucide-react'
import { useQuery } from '@tanstack/react-query'
import { isOver, type Procedure } from '../../../../shared/domain/procedures.ts'
import { reads } from '../../../state/reads.ts'
import { useSession } from '../../../state/session-store.ts'
import { goTo } from '../../../state/view-store.ts'
import { Button } from '../../../ui/button.tsx'
import { sessionProblem } from './session-problem.ts'
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
