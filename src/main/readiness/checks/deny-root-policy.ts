import { Partition } from '../../../shared/domain/regions.ts'
import { policyText } from '../../../shared/permissions/policy-text.ts'
import { denyRootUsers } from '../../../shared/permissions/service-control-policy.ts'
import type { RootSession, RootTask } from '../../aws/aws-access.ts'
import { partitionOf } from '../../aws/partition.ts'
import type { Outcome } from '../../../shared/ipc/result.ts'
import { failed, unknownBecause, well, type Check } from '../check.ts'
import { partitionNote } from './partition-note.ts'
import { probeAccount } from './task-policies.ts'

export const denyRootPolicy: Check = {
  id: 'deny-root-policy',
  group: 'permissions',
  title: 'Deny-root policies',
  about:
    'Makes one harmless read in a root session of the account of your choice (GetAccountSummary): a service control policy that denies root shows by its effect.',
  needs: ['credentials'],
  async run(context) {
    const account = probeAccount(context)
    if (!account.ok) return account.finding
    const { region } = context.session
    // Where root credentials are not managed, a list of buckets says the same.
    const credentials = partitionNote(region, true)?.applies !== false
    const { task, operation, read } = credentials ? summary : buckets
    const opened = await context.aws.openRootSession(account.id, task)
    if (!opened.ok) return unknownBecause(opened.error)
    const answered = await read(opened.value)
    opened.value.close()
    if (answered.ok) {
      return well(
        `${operation} in a root session of ${account.id} was answered: no service control policy above this account denies it. Others may stand under other policies.`,
      )
    }
    const { error } = answered
    if (error.code !== 'denied-by-scp') return unknownBecause(error)
    return {
      ...failed(
        `${error.message}${error.requestId === undefined ? '' : ` Request ${error.requestId}.`}`,
        `Root sessions begin in ${account.id} and in every account under the same policy, and are refused everything: those accounts stay unknown.`,
        'Replace the policy that denies root by the one below, which lets root sessions through. Where Control Tower made it (AWS-GR_RESTRICT_ROOT_USER), enable that control with the parameter ExemptAssumeRoot = true.',
      ),
      handout: {
        title: 'Service control policy that denies root users, but not root sessions',
        text: policyText(denyRootUsers(partitionIn(region))),
      },
    }
  },
}

type Look = {
  readonly task: RootTask
  readonly operation: string
  readonly read: (session: RootSession) => Promise<Outcome<unknown>>
}

const summary: Look = {
  task: 'IAMAuditRootUserCredentials',
  operation: 'GetAccountSummary',
  read: (session) => session.summary(),
}

const buckets: Look = {
  task: 'S3UnlockBucketPolicy',
  operation: 'ListBuckets',
  read: (session) => session.buckets(),
}

function partitionIn(region: string): Partition {
  const known = Partition.safeParse(partitionOf(region))
  return known.success ? known.data : 'aws'
}
