import { createQueryWire } from '../wire/query-wire.ts'
import { assumeRole, roleAccountOf } from './assume-role.ts'
import { assumeRoot, targetAccountOf } from './assume-root.ts'
import { createQueryService } from './query-service.ts'

/** AWS Security Token Service: who am I, role sessions, and root sessions. */
export const sts = createQueryService({
  code: 'sts',
  version: '2011-06-15',
  wire: createQueryWire('https://sts.amazonaws.com/doc/2011-06-15/'),
  operations: {
    /** Needs no permission: not even a deny-all task policy stops it. */
    GetCallerIdentity: {
      perform: ({ caller }) => ({
        Arn: caller.arn,
        UserId: caller.userId,
        Account: caller.accountId,
      }),
    },
    AssumeRole: {
      perform: assumeRole,
      target: (input) => roleAccountOf(input.text('RoleArn') ?? ''),
    },
    AssumeRoot: {
      perform: assumeRoot,
      target: (input) => targetAccountOf(input.text('TargetPrincipal') ?? ''),
    },
  },
})
