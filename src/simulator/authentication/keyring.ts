import { randomBytes } from 'node:crypto'
import { rootArn } from '../identifiers.ts'
import type { PolicyDocument } from '../policy/policy-document.ts'
import type { TaskPolicy } from '../policy/task-policies.ts'
import type { Caller } from './caller.ts'

/** Expired sessions are remembered this long, so that using one is `ExpiredToken` and not an unknown key. */
const REMEMBERED_MILLISECONDS = 3_600_000

export interface Keyring {
  find(accessKeyId: string): Caller | undefined
  /** Adds or replaces an operator's key, or replaces a role session. */
  put(caller: Caller): void
  /** Makes the temporary credentials of a root session, and holds them until an hour after they expire. */
  issueRootSession(request: RootSessionRequest): IssuedSession
  /** Makes the temporary credentials of a role session, and holds them until an hour after they expire. */
  issueRoleSession(request: RoleSessionRequest): IssuedSession
}

/** A caller whose credentials are temporary. */
export type IssuedSession = Caller & { readonly sessionToken: string; readonly expiresAt: number }

export interface RootSessionRequest {
  readonly accountId: string
  readonly taskPolicy: TaskPolicy
  readonly durationSeconds: number
  readonly sourceIdentity: string | null
  /** Bytes that the session token has at least. */
  readonly minimumTokenSize: number
  /** Simulated milliseconds. */
  readonly now: number
}

export interface RoleSessionRequest {
  readonly accountId: string
  readonly roleName: string
  /** `AROA…` */
  readonly roleId: string
  /** `/` or `/…/` */
  readonly rolePath: string
  readonly sessionName: string
  readonly identityPolicy: PolicyDocument
  readonly durationSeconds: number
  readonly sourceIdentity: string | null
  /** Simulated milliseconds. */
  readonly now: number
}

export function createKeyring(): Keyring {
  const operators = new Map<string, Caller>()
  const sessions = new Map<string, Caller>()
  const roleSessions = new Map<string, Caller>()

  function issueRoleSession(request: RoleSessionRequest): IssuedSession {
    const { accountId, roleName, rolePath, sessionName } = request
    for (const [accessKeyId, session] of roleSessions) {
      if (isLongExpired(session, request.now)) roleSessions.delete(accessKeyId)
    }
    const session = {
      ...temporaryKeys(request),
      kind: 'role' as const,
      accountId,
      arn: `arn:aws:sts::${accountId}:assumed-role/${roleName}/${sessionName}`,
      principalArn: `arn:aws:iam::${accountId}:role${rolePath}${roleName}`,
      userId: `${request.roleId}:${sessionName}`,
      sourceIdentity: request.sourceIdentity,
      taskPolicy: null,
      identityPolicy: request.identityPolicy,
    }
    roleSessions.set(session.accessKeyId, session)
    return session
  }

  function issueRootSession(request: RootSessionRequest): IssuedSession {
    forgetLongExpired(sessions, request.now)
    const arn = rootArn(request.accountId)
    const keys = temporaryKeys(request)
    const session = {
      ...keys,
      sessionToken: keys.sessionToken.padEnd(request.minimumTokenSize, 'A'),
      kind: 'root-session' as const,
      accountId: request.accountId,
      arn,
      principalArn: arn,
      userId: request.accountId,
      sourceIdentity: request.sourceIdentity,
      taskPolicy: request.taskPolicy,
      identityPolicy: null,
    }
    sessions.set(session.accessKeyId, session)
    return session
  }

  return {
    find: (accessKeyId) =>
      sessions.get(accessKeyId) ?? roleSessions.get(accessKeyId) ?? operators.get(accessKeyId),
    put: (caller) => {
      const held = roleSessions.has(caller.accessKeyId) ? roleSessions : operators
      held.set(caller.accessKeyId, caller)
    },
    issueRootSession,
    issueRoleSession,
  }
}

function temporaryKeys({ now, durationSeconds }: { now: number; durationSeconds: number }) {
  return {
    accessKeyId: `ASIA${base32(16)}`,
    secretAccessKey: randomBytes(30).toString('base64'),
    sessionToken: `IQoJb3JpZ2luX2Vj${randomBytes(210).toString('base64')}`,
    issuedAt: now,
    expiresAt: now + durationSeconds * 1000,
  }
}

const isLongExpired = ({ expiresAt }: Caller, now: number): boolean =>
  expiresAt !== null && expiresAt + REMEMBERED_MILLISECONDS <= now

/** Root sessions are kept in the order of issue, and none lives longer than fifteen minutes: the old ones are in front. */
function forgetLongExpired(sessions: Map<string, Caller>, now: number): void {
  for (const [accessKeyId, session] of sessions) {
    if (!isLongExpired(session, now)) return
    sessions.delete(accessKeyId)
  }
}

function base32(length: number): string {
  let text = ''
  for (const byte of randomBytes(length)) {
    text += 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.charAt(byte & 31)
  }
  return text
}
