import { AssumeRootCommand } from '@aws-sdk/client-sts'
import type { AccountId, Instant } from '../../shared/domain/accounts.ts'
import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import { fail, succeed, type Outcome } from '../../shared/ipc/result.ts'
import { required, requiredInstant, requiredText } from './answers.ts'
import type { Caller, SessionCaller } from './call.ts'
import type { Clients } from './clients.ts'
import type { ClockOffset } from './clock-offset.ts'
import type { Limiter } from './limiter.ts'
import { partitionOf, taskPolicyArn, type RootTask } from './partition.ts'
import { laneOf } from './rates.ts'
import { createRootUser, type RootUser } from './root-user.ts'
import type { SigningCredentials } from './signing.ts'

/**
 * A root session in one member account, for one task.
 *
 * SECURITY: the credentials live in a closure, for at most 900 seconds: no property, no JSON and no inspection of the session
 * shows them. Only the access key ID and the end are readable, since they match CloudTrail. `close` drops them.
 */
export type RootSession = RootUser & {
  readonly accountId: AccountId
  readonly task: RootTask
  readonly accessKeyId: string
  readonly expiresAt: Instant
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
}) {
  const { clients, call, limiter, time, region } = deps
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
      read: ({ Credentials }) => {
        const issued = required(Credentials, 'Credentials')
        return {
          accessKeyId: requiredText(issued.AccessKeyId, 'Credentials.AccessKeyId'),
          secretAccessKey: requiredText(issued.SecretAccessKey, 'Credentials.SecretAccessKey'),
          sessionToken: requiredText(issued.SessionToken, 'Credentials.SessionToken'),
          expiresAt: requiredInstant(issued.Expiration, 'Credentials.Expiration'),
        }
      },
    })
    if (!assumed.ok) return assumed
    const { expiresAt, ...credentials } = assumed.value
    return succeed(sessionOf(accountId, task, credentials, expiresAt))
  }

  function sessionOf(
    accountId: AccountId,
    task: RootTask,
    issued: SigningCredentials,
    expiresAt: Instant,
  ): RootSession {
    let credentials: SigningCredentials | null = issued
    const end = Date.parse(expiresAt)
    const inSession: SessionCaller = (sessionCall) => {
      if (credentials === null || time.now() > end - endMarginMs) {
        return Promise.resolve(fail(failureOf('root-session-expired')))
      }
      return call({ ...sessionCall, accountId, session: credentials })
    }
    return {
      accountId,
      task,
      accessKeyId: issued.accessKeyId,
      expiresAt,
      ...createRootUser(clients, inSession),
      close() {
        credentials = null
        limiter.release(laneOf('iam', '', accountId).lane)
      },
    }
  }
}
