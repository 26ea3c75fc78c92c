import { randomBytes } from 'node:crypto'
import { rootArn } from '../identifiers.ts'
import type { TaskPolicy } from '../policy/task-policies.ts'
import type { Caller } from './caller.ts'

/** Expired sessions are remembered this long, so that using one is `ExpiredToken` and not an unknown key. */
const REMEMBERED_MILLISECONDS = 3_600_000

export interface Keyring {
  find(accessKeyId: string): Caller | undefined
  /** Adds or replaces an operator's key. */
  put(caller: Caller): void
  /** Makes the temporary credentials of a root session, and holds them until an hour after they expire. */
  issueRootSession(
    request: RootSessionRequest,
  ): Caller & { readonly sessionToken: string; readonly expiresAt: number }
}

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

export function createKeyring(): Keyring {
  const operators = new Map<string, Caller>()
  const sessions = new Map<string, Caller>()

  function issueRootSession(request: RootSessionRequest): ReturnType<Keyring['issueRootSession']> {
    forgetLongExpired(sessions, request.now)
    const arn = rootArn(request.accountId)
    const session = {
      kind: 'root-session' as const,
      accessKeyId: `ASIA${base32(16)}`,
      secretAccessKey: randomBytes(30).toString('base64'),
      sessionToken: `IQoJb3JpZ2luX2Vj${randomBytes(210).toString('base64')}`.padEnd(
        request.minimumTokenSize,
        'A',
      ),
      issuedAt: request.now,
      expiresAt: request.now + request.durationSeconds * 1000,
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
    find: (accessKeyId) => sessions.get(accessKeyId) ?? operators.get(accessKeyId),
    put: (caller) => {
      operators.set(caller.accessKeyId, caller)
    },
    issueRootSession,
  }
}

/** Sessions are kept in the order of issue, and none lives longer than fifteen minutes: the old ones are in front. */
function forgetLongExpired(sessions: Map<string, Caller>, now: number): void {
  for (const [accessKeyId, { expiresAt }] of sessions) {
    if (expiresAt === null || expiresAt + REMEMBERED_MILLISECONDS > now) return
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
