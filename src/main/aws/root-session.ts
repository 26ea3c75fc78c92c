import { AssumeRootCommand } from '@aws-sdk/client-sts'
import type { AccountId, Instant } from '../../shared/domain/accounts.ts'
import type { ConnectionEndpoints } from '../../shared/domain/connections.ts'
import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import { fail, succeed, type Outcome } from '../../shared/ipc/result.ts'
import { required, requiredInstant, requiredText } from './answers.ts'
import { createBucketPolicies, type BucketPolicies } from './bucket-policies.ts'
import type { Caller, SessionCaller } from './call.ts'
import type { Clients } from './clients.ts'
import type { ClockOffset } from './clock-offset.ts'
import type { Limiter } from './limiter.ts'
import { partitionOf, taskPolicyArn, type RootTask } from './partition.ts'
import { createQueuePolicies, type QueuePolicies } from './queue-policies.ts'
import { laneOf } from './rates.ts'
import { createRootUserChanges, type RootUserChanges } from './root-user-changes.ts'
import { createRootUser, type RootUser } from './root-user.ts'
import type { SigningCredentials } from './signing.ts'

/**
 * A root session in one member account, for one task. It has every call that some task allows; AWS denies what the task policy of
 * this one does not (`denied-by-task-policy`).
 *
 * SECURITY: the credentials live in a closure, for at most 900 seconds: no property, no JSON and no inspection of the session
 * shows them. Only the access key ID and the end are readable, since they match CloudTrail. `close` drops them.
 */
export type RootSession = RootUser &
  RootUserChanges &
  BucketPolicies &
  QueuePolicies & {
    readonly accountId: AccountId
    readonly task: RootTask
    readonly accessKeyId: string
    readonly expiresAt: Instant
    /** The request ID of AssumeRoot: it finds the beginning of the session in CloudTrail. */
    readonly assumeRootRequestId: string | null
    /** Drops the credentials: every later call fails with `root-session-expired`. AWS offers no way to end a session early. */
    close(): void
  }

/** The longest that AWS allows (fact sheet 1.1), seconds. */
const durationSeconds = 900
/** A call is not begun when the session ends within this time. */
const endMarginMs = 2000

/** Opens root sessions. AssumeRoot is idempotent in effect (each success is one more short session), so it is repeatable. */
export function createRootSessions(deps: {
  readonly clients: Clients
  readonly call: Caller
  readonly limiter: Limiter
  readonly time: ClockOffset
  readonly region: string
  readonly endpoints: ConnectionEndpoints
}) {
  const { clients, call, limiter, time, region, endpoints } = deps
  const partition = partitionOf(region)

  return async function openRootSession(
    accountId: AccountId,
    task: RootTask,
  ): Promise<Outcome<RootSession>> {
    const assumed = await call({
      service: 'sts',
      operation: 'AssumeRoot',
      accountId,
      send: (exchange) =>
        clients.sts.send(
          exchange.bind(
            new AssumeRootCommand({
              TargetPrincipal: accountId,
              TaskPolicyArn: { arn: taskPolicyArn(partition, task) },
              DurationSeconds: durationSeconds,
            }),
          ),
          exchange,
        ),
      read: ({ Credentials, $metadata }) => {
        const issued = required(Credentials, 'Credentials')
        return {
          accessKeyId: requiredText(issued.AccessKeyId, 'Credentials.AccessKeyId'),
          secretAccessKey: requiredText(issued.SecretAccessKey, 'Credentials.SecretAccessKey'),
          sessionToken: requiredText(issued.SessionToken, 'Credentials.SessionToken'),
          expiresAt: requiredInstant(issued.Expiration, 'Credentials.Expiration'),
          assumeRootRequestId: $metadata.requestId ?? null,
        }
      },
    })
    if (!assumed.ok) return assumed
    const { expiresAt, assumeRootRequestId, ...credentials } = assumed.value
    return succeed(sessionOf({ accountId, task, expiresAt, assumeRootRequestId }, credentials))
  }

  function sessionOf(
    facts: Pick<RootSession, 'accountId' | 'task' | 'expiresAt' | 'assumeRootRequestId'>,
    issued: SigningCredentials,
  ): RootSession {
    const { accountId, expiresAt } = facts
    let credentials: SigningCredentials | null = issued
    const end = Date.parse(expiresAt)
    const inSession: SessionCaller = (sessionCall) => {
      if (credentials === null || time.now() > end - endMarginMs) {
        return Promise.resolve(fail(failureOf('root-session-expired')))
      }
      return call({ ...sessionCall, accountId, session: credentials })
    }
    const policyDeps = { clients, call: inSession, accountId, region, endpoints }
    return {
      ...facts,
      accessKeyId: issued.accessKeyId,
      ...createRootUser(clients, inSession),
      ...createRootUserChanges(clients, inSession),
      ...createBucketPolicies(policyDeps),
      ...createQueuePolicies(policyDeps),
      close() {
        credentials = null
        for (const service of ['iam', 's3', 'sqs']) {
          limiter.release(laneOf(service, '', accountId).lane)
        }
      },
    }
  }
}
