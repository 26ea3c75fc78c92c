import { refusalOf } from '../authorization.ts'
import { AwsError } from '../aws-error.ts'
import { rootArn } from '../identifiers.ts'
import { createQueryWire } from '../wire/query-wire.ts'
import { organizationFeatureOperations } from './iam-organization-features.ts'
import { rootCredentialOperations } from './iam-root-credentials.ts'
import { createQueryService } from './query-service.ts'

/** AWS Identity and Access Management: the organization's features, and what a root session may read and delete. */
export const iam = createQueryService({
  code: 'iam',
  version: '2010-05-08',
  wire: createQueryWire('https://iam.amazonaws.com/doc/2010-05-08/'),
  operations: { ...organizationFeatureOperations, ...rootCredentialOperations },
  /** A root session is refused any other action by its task policy before anybody asks whether the action exists. */
  otherwise: (call, action) => {
    const refusal =
      call.caller.taskPolicy === null
        ? null
        : refusalOf(call, { action: `iam:${action}`, resource: rootArn(call.caller.accountId) })
    if (refusal !== null) throw new AwsError(403, 'AccessDenied', refusal)
    throw new AwsError(
      400,
      'InvalidAction',
      `Could not find operation ${action} for version 2010-05-08`,
    )
  },
})
