import { homedir } from 'node:os'
import type { TextFile } from '../../../shared/domain/approvals.ts'
import type { SessionSnapshot } from '../../../shared/domain/connections.ts'
import type { Readiness } from '../../../shared/domain/readiness.ts'
import type { RefusedContact } from '../../../shared/domain/requests.ts'
import type { About } from '../../../shared/ipc/contract.ts'
import type { OperationCount } from '../../database/requests.ts'
import { redact } from '../../log.ts'
import type { ReadinessWay } from '../readiness-ports.ts'
import { createAliases, type Named } from './aliases.ts'
import type { LoggedLine } from './log-tail.ts'

/** What a colleague is told. */
export type DiagnosticsAsked = {
  readonly at: string
  readonly about: About
  readonly readiness: Readiness
  readonly session: SessionSnapshot
  /** Null where there is no way to tell of. */
  readonly way: Pick<ReadinessWay, 'settings' | 'region'> | null
  readonly operations: readonly OperationCount[]
  readonly refused: readonly RefusedContact[]
  readonly log: readonly LoggedLine[] | null
}

/**
 * One file that tells a colleague how this workstation is doing: versions, checks, the form of the connection, how calls went, the log.
 *
 * SECURITY: it names no account, organization, unit, person, address, host, role or key: aliases stand for them (`aliases.ts`). It is made of what is named
 * here, field by field; nothing is passed on whole.
 */
export function diagnosticsFile(asked: DiagnosticsAsked): TextFile {
  const named = createAliases(namesIn(asked))
  const text = JSON.stringify(
    contentOf(asked),
    (_key, value: unknown) => (typeof value === 'string' ? redact(named(value)) : value),
    2,
  )
  return { name: `rootkeep-diagnostics-${asked.at.slice(0, 10)}.json`, text: `${text}\n` }
}

function contentOf(asked: DiagnosticsAsked): object {
  const { at, about, readiness, session, way, operations, refused, log } = asked
  const { version, shell, shellVersion, nodeVersion, sqliteVersion, sandboxed } = about
  return {
    diagnostics: {
      format: 'rootkeep-diagnostics',
      version: 1,
      at,
      note: 'Aliases stand for accounts, organizations, people, hosts and keys. The same alias is the same thing in this file alone.',
    },
    versions: { rootkeep: version, shell, shellVersion, node: nodeVersion, sqlite: sqliteVersion },
    system: { platform: process.platform, architecture: process.arch, sandboxed },
    session: {
      state: session.connectionState,
      failure: session.connectionFailure?.code ?? null,
      kind: session.connection?.kind ?? null,
      caller: session.caller?.kind ?? null,
      credentialsEnd: session.caller?.expiresAt ?? null,
      renewal: session.renewal,
      secrets: { storage: session.lock.storage, keyStore: session.lock.backend },
      locked: session.lock.locked,
      featureSet: session.organization?.featureSet ?? null,
      features: session.organization?.features ?? null,
      trustedAccess: session.organization?.trustedAccess ?? null,
    },
    connection: way && formOf(way),
    readiness: readiness.checks.map(({ id, group, result }) => ({
      id,
      group,
      state: result?.state ?? 'not run',
      evidence: result?.evidence ?? null,
      consequence: result?.consequence ?? null,
      at: result?.at ?? null,
      durationMs: result?.durationMs ?? null,
    })),
    requests: operations.map(({ service, operation, errorCode, count, averageMs, longestMs }) => ({
      service,
      operation,
      error: errorCode === null ? null : wireWord(errorCode),
      count,
      averageMs: Math.round(averageMs),
      longestMs: Math.round(longestMs),
    })),
    refused: refused.map(({ at: last, host, port, by, count }) => ({
      at: last,
      host,
      port,
      by,
      count,
    })),
    log,
  }
}

/** What kind of connection it is, without where it leads. */
function formOf({ settings, region }: Pick<ReadinessWay, 'settings' | 'region'>): object {
  const { partition, signIn, endpoints, proxy, caBundle } = settings
  const { dualStack, ...custom } = endpoints
  return {
    partition,
    region,
    signIn: signIn.kind,
    proxy:
      proxy === null ? 'none' : proxy.user === null ? 'without credentials' : 'with credentials',
    customEndpoints: Object.entries(custom).flatMap(([service, url]) =>
      url === null ? [] : [service],
    ),
    dualStack,
    caBundle: caBundle !== null,
  }
}

/** What names somebody and has no form of its own. */
function namesIn({ about, session, way }: DiagnosticsAsked): Named[] {
  const names: Named[] = [
    { kind: 'data-folder', text: about.dataFolder },
    { kind: 'home', text: homedir() === '/' ? '' : homedir() },
    ...(session.connection && session.connection.kind !== 'practice'
      ? [{ kind: 'connection', text: session.connection.name }]
      : []),
  ]
  if (way === null) return names
  const { signIn, endpoints, proxy } = way.settings
  if (signIn.kind === 'profile') names.push({ kind: 'profile', text: signIn.profile })
  if (signIn.kind === 'identity-center') {
    names.push({ kind: 'host', text: new URL(signIn.startUrl).hostname })
    if (signIn.roleName !== null) names.push({ kind: 'role', text: signIn.roleName })
  }
  if (proxy !== null) {
    names.push({ kind: 'host', text: new URL(proxy.url).hostname })
    if (proxy.user !== null) names.push({ kind: 'user', text: proxy.user })
  }
  for (const url of Object.values(endpoints)) {
    const host = typeof url === 'string' ? new URL(url).hostname : ''
    if (!/^(?:localhost|127\.[\d.]+|\[::1\])$/.test(host)) names.push({ kind: 'host', text: host })
  }
  return names
}

/** A code of AWS. SECURITY: an answer could have put a sentence there. */
function wireWord(code: string): string {
  return /^[\w:.+-]{1,128}$/.test(code) ? code : '(withheld)'
}
