import { failureOf } from '../../../shared/domain/failure-catalogue.ts'
import type { FailureCode } from '../../../shared/domain/failure.ts'
import { failedBecause, unknownBecause, warning, well, type Check, type Finding } from '../check.ts'
import { partitionNote } from './partition-note.ts'
import type { CheckContext } from '../check-context.ts'

export const organization: Check = {
  id: 'organization',
  group: 'organization',
  title: 'Organization',
  about:
    'Asks which organization the caller is in (DescribeOrganization), and whether this connection leads there as before.',
  needs: ['credentials'],
  async run({ aws, session }) {
    const described = await aws.organization()
    if (!described.ok) {
      return refusing.has(described.error.code)
        ? failedBecause(described.error, 'Without the organization nothing can be looked at.')
        : unknownBecause(described.error)
    }
    const { id, managementAccountId } = described.value
    const pinned = session.connection?.organizationId ?? null
    if (pinned !== null && pinned !== id) {
      return failedBecause(
        failureOf('organization-differs', {
          message: `This connection leads to ${id}, and led to ${pinned} before.`,
        }),
        'Rootkeep does not act in an organization that it was not meant for.',
      )
    }
    const before = pinned === null ? '' : ' This connection leads there, as before.'
    return well(`${id}, with the management account ${managementAccountId}.${before}`)
  },
}

export const featureSet: Check = {
  id: 'feature-set',
  group: 'organization',
  title: 'All features',
  about:
    'Looks at the feature set of the organization (DescribeOrganization): centralized root access needs all features.',
  needs: ['credentials'],
  async run({ aws }) {
    const described = await aws.organization()
    if (!described.ok) return unknownBecause(described.error)
    const { featureSet: set } = described.value
    if (set === 'ALL') return well('The organization has all features.')
    const failure = failureOf('organization-not-all-features', {
      message: `The organization has the feature set ${set}.`,
    })
    return failedBecause(failure, 'Centralized root access cannot be turned on.')
  },
}

export const trustedAccess: Check = {
  id: 'trusted-access',
  group: 'organization',
  title: 'Trusted access for IAM',
  about:
    'Looks for iam.amazonaws.com among the trusted services (ListAWSServiceAccessForOrganization).',
  needs: ['credentials'],
  async run({ aws }) {
    const trusted = await aws.trustedAccess()
    if (!trusted.ok) return unknownBecause(trusted.error)
    return trusted.value
      ? well('iam.amazonaws.com is trusted.')
      : failedBecause(failureOf('trusted-access-off'), 'No root session can begin.')
  },
}

export const rootCredentialsManagement: Check = {
  id: 'root-credentials-management',
  group: 'organization',
  title: 'Root credentials management',
  about:
    'Looks at the features that are on (ListOrganizationsFeatures): auditing, deleting and password recovery hang on this one.',
  needs: ['credentials'],
  run: (context) =>
    feature(context, {
      name: 'RootCredentialsManagement',
      code: 'root-credentials-management-off',
      consequence: 'Audits, deletion of root credentials and password recovery are refused.',
    }),
}

export const rootSessions: Check = {
  id: 'root-sessions',
  group: 'organization',
  title: 'Privileged root actions',
  about:
    'Looks at the features that are on (ListOrganizationsFeatures): unlocking buckets and queues hangs on this one.',
  needs: ['credentials'],
  run: (context) =>
    feature(context, {
      name: 'RootSessions',
      code: 'root-sessions-off',
      consequence: 'Unlocking of bucket and queue policies is refused.',
    }),
}

async function feature(
  { aws, session }: CheckContext,
  asked: { readonly name: string; readonly code: FailureCode; readonly consequence: string },
): Promise<Finding> {
  const note = partitionNote(session.region, asked.name === 'RootCredentialsManagement')
  if (note?.applies === false) return { ...well(note.sentence), state: 'skipped' }
  const features = await aws.features()
  if (!features.ok) return unknownBecause(features.error)
  const said = note === null ? '' : ` ${note.sentence}`
  if (features.value.includes(asked.name)) return well(`${asked.name} is on.${said}`)
  const off = failureOf(asked.code)
  return failedBecause({ ...off, message: `${off.message}${said}` }, asked.consequence)
}

export const delegates: Check = {
  id: 'delegates',
  group: 'organization',
  title: 'Delegated administrator',
  about:
    'Looks at who is delegated administrator for IAM (ListDelegatedAdministrators), and whether it is the one that calls.',
  needs: ['credentials'],
  async run({ aws }) {
    const [listed, identity, described] = await Promise.all([
      aws.delegates(),
      aws.caller(),
      aws.organization(),
    ])
    if (!listed.ok) return unknownBecause(listed.error)
    if (!identity.ok) return unknownBecause(identity.error)
    if (!described.ok) return unknownBecause(described.error)
    const { accountId } = identity.value
    const [first] = listed.value
    if (first === undefined) {
      return warning(
        'No account is delegated administrator for IAM.',
        'Every day’s work is done in the management account, to which no service control policy applies.',
        'Under Procedures, Organization switches, register an account for security tooling as delegated administrator, and work from there.',
      )
    }
    const who = `Delegated administrator for IAM: ${listed.value.join(', ')}.`
    if (accountId === described.value.managementAccountId) {
      return warning(
        `${who} The caller is in the management account all the same.`,
        'No service control policy applies to the management account, and what happens in it is harder to limit.',
        `For every day’s work connect with a role in ${first}; keep the management account for turning features on and off.`,
      )
    }
    return well(who)
  },
}

/** What says that there is no organization for these credentials. */
const refusing: ReadonlySet<FailureCode> = new Set(['not-in-organization', 'organization-differs'])
