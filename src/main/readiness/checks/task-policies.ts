import { isAuditable } from '../../../shared/domain/posture.ts'
import type { AccountId } from '../../../shared/domain/accounts.ts'
import type { FailureCode } from '../../../shared/domain/failure.ts'
import type { ReadinessCheckId } from '../../../shared/domain/readiness.ts'
import type { RootTask } from '../../aws/aws-access.ts'
import {
  failedBecause,
  skipped,
  unknown,
  unknownBecause,
  well,
  type Check,
  type Finding,
} from '../check.ts'
import type { CheckContext } from '../check-context.ts'
import { partitionNote } from './partition-note.ts'

/** One check for each of the five task policies (fact sheet 1.4). */
export const taskPolicies: readonly Check[] = [
  taskPolicy(
    'task-audit',
    'IAMAuditRootUserCredentials',
    'Auditing',
    'Accounts where AWS refuses it stay unknown.',
  ),
  taskPolicy(
    'task-delete',
    'IAMDeleteRootUserCredentials',
    'Deleting root credentials',
    'Where AWS refuses it, root credentials cannot be deleted.',
  ),
  taskPolicy(
    'task-recovery',
    'IAMCreateRootUserPassword',
    'Allowing password recovery',
    'Where AWS refuses it, password recovery cannot be allowed.',
  ),
  taskPolicy(
    'task-unlock-bucket',
    'S3UnlockBucketPolicy',
    'Unlocking buckets',
    'Where AWS refuses it, bucket policies cannot be unlocked.',
  ),
  taskPolicy(
    'task-unlock-queue',
    'SQSUnlockQueuePolicy',
    'Unlocking queues',
    'Where AWS refuses it, queue policies cannot be unlocked.',
  ),
]

function taskPolicy(
  id: ReadinessCheckId,
  task: RootTask,
  title: string,
  consequence: string,
): Check {
  return {
    id,
    group: 'permissions',
    title,
    about: `Opens a root session with the task policy ${task} in the account of your choice (AssumeRoot), and drops it unused.`,
    needs: ['credentials'],
    async run(context) {
      const note = partitionNote(context.session.region, task.startsWith('IAM'))
      if (note?.applies === false) return skipped(note.sentence)
      const account = probeAccount(context)
      if (!account.ok) return account.finding
      const opened = await context.aws.openRootSession(account.id, task)
      const said = note === null ? '' : ` ${note.sentence}`
      if (!opened.ok) {
        const failure = { ...opened.error, message: `${opened.error.message}${said}` }
        return deciding.has(failure.code)
          ? failedBecause(failure, consequence)
          : unknownBecause(failure)
      }
      const { assumeRootRequestId } = opened.value
      opened.value.close()
      return well(
        `AssumeRoot with ${task} was permitted in ${account.id}${assumeRootRequestId === null ? '' : ` (request ${assumeRootRequestId})`}; the session was dropped unused.${said}`,
      )
    },
  }
}

/** The account on which it is to be proven, or why there is none. */
export function probeAccount({
  aws,
  probeAccountId: id,
  session,
}: CheckContext):
  | { readonly ok: true; readonly id: AccountId }
  | { readonly ok: false; readonly finding: Finding } {
  const chooseAnother = (evidence: string) => ({
    ok: false as const,
    finding: unknown(
      evidence,
      'Choose an active member account, such as one that is used for tests.',
    ),
  })
  if (aws.away) return { ok: false, finding: unknownBecause(aws.away) }
  if (id === null) return chooseAnother('No account was chosen to prove it on.')
  const known = aws.accountState(id)
  if (known?.isManagement === true || id === session.organization?.managementAccountId) {
    return chooseAnother(`${id} is the management account, in which AWS opens no root session.`)
  }
  if (known && !isAuditable(known.state)) {
    return chooseAnother(`${id} is ${known.state}, so a refusal would say nothing.`)
  }
  return { ok: true, id }
}

/** What answers the question whether it is permitted. */
const deciding: ReadonlySet<FailureCode> = new Set([
  'assume-root-denied',
  'caller-is-root',
  'caller-not-permitted',
  'not-management-or-delegate',
  'trusted-access-off',
  'root-credentials-management-off',
  'root-sessions-off',
  'credentials-expired',
  'credentials-invalid',
  'region-disabled',
  'wrong-endpoint',
])
