import { succeed, type Outcome } from '../../../shared/ipc/result.ts'
import { failureOf } from '../../../shared/domain/failure-catalogue.ts'
import type { Caller } from '../../../shared/domain/connections.ts'
import type { AwsFacts } from '../aws-facts.ts'
import { failedBecause, unknownBecause, well, type Check } from '../check.ts'

export const caller: Check = {
  id: 'caller',
  group: 'identity',
  title: 'Caller',
  about:
    'Looks at whether the caller is in the management account or the delegated administrator for IAM, and no root user.',
  needs: ['credentials'],
  async run({ aws }) {
    const identity = await aws.caller()
    if (!identity.ok) return unknownBecause(identity.error)
    const { arn, accountId } = identity.value
    if (/^arn:[^:]+:iam::\d{12}:root$/.test(arn)) {
      return failedBecause(
        failureOf('caller-is-root'),
        'AWS refuses every root session to a root user.',
      )
    }
    const kind = await callerKind(aws)
    if (!kind.ok) return unknownBecause(kind.error)
    switch (kind.value) {
      case 'management':
        return well(`The caller is in the management account, ${accountId}.`)
      case 'delegated-administrator':
        return well(`The caller is in the delegated administrator for IAM, ${accountId}.`)
      case 'member':
        return failedBecause(
          failureOf('not-management-or-delegate'),
          `AWS refuses every root session to the member account ${accountId}.`,
        )
    }
  },
}

/** What the caller's account is in the organization. */
export async function callerKind(
  aws: AwsFacts,
): Promise<Outcome<Exclude<Caller['kind'], 'unknown'>>> {
  const [identity, organization] = await Promise.all([aws.caller(), aws.organization()])
  if (!identity.ok) return identity
  if (!organization.ok) return organization
  const { accountId } = identity.value
  if (accountId === organization.value.managementAccountId) return succeed('management')
  const delegates = await aws.delegates()
  if (delegates.ok) {
    return succeed(delegates.value.includes(accountId) ? 'delegated-administrator' : 'member')
  }
  // A member may not list the delegates; IAM says to whom it does not answer (fact sheet 2.1).
  const features = await aws.features()
  if (features.ok) return succeed('delegated-administrator')
  return features.error.code === 'not-management-or-delegate' ? succeed('member') : delegates
}
