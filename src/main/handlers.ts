import { randomUUID } from 'node:crypto'
import type { About, RootkeepContract } from '../shared/ipc/contract.ts'
import type { Handlers } from '../shared/ipc/derived.ts'
import { fail, succeed, type Outcome } from '../shared/ipc/result.ts'
import type { OrganizationId } from '../shared/domain/accounts.ts'
import type { Exemption } from '../shared/domain/exemptions.ts'
import { failureOf } from '../shared/domain/failure-catalogue.ts'
import type { AuditService } from './audit/audit-service.ts'
import type { Clock } from './clock.ts'
import type { Store } from './database/store.ts'
import type { SessionSnapshot } from '../shared/domain/connections.ts'
import type { ConnectingServices } from './connecting-services.ts'
import { connectionHandlers } from './connection-handlers.ts'
import type { Pushes } from './pushes.ts'
import { readHandlers } from './read-handlers.ts'
import { recordHandlers } from './record-handlers.ts'
import type { RecordServices } from './record-services.ts'
import { reportHandlers } from './report-handlers.ts'
import type { ReportDesk } from './reports/report-desk.ts'
import type { ShellServices } from './shell-services.ts'
import type { BundleViewer } from './viewer/bundle-viewer.ts'
import { auditNote } from './views/audit-note.ts'

export type HandlerDeps = {
  readonly store: Store
  readonly connecting: ConnectingServices
  /** Opens a connection that a person chose. */
  readonly choose: (connectionId: string) => Promise<Outcome<SessionSnapshot>>
  readonly audits: AuditService
  readonly acts: RecordServices
  readonly reports: ReportDesk
  readonly viewer: BundleViewer
  readonly pushes: Pushes
  readonly clock: Clock
  readonly about: () => About
  readonly services: ShellServices
}

/** One function for every call of the contract. Input was parsed by the dispatcher before it comes here. */
export function createHandlers(deps: HandlerDeps): Handlers<RootkeepContract> {
  const { store, audits, pushes, clock } = deps
  const { session } = deps.connecting

  const reads = readHandlers({
    store,
    organizationId: session.organizationId,
    clock,
    revision: pushes.revision,
  })

  function known<T>(act: (organizationId: OrganizationId) => Outcome<T>): Outcome<T> {
    const organizationId = session.organizationId()
    return organizationId === null ? fail(failureOf('nothing-connected')) : act(organizationId)
  }

  /** Judges the account of an exemption again; the table follows. */
  function exemptionChanged(
    organizationId: OrganizationId,
    exemption: Exemption,
  ): Outcome<Exemption> {
    store.verdicts.refresh(
      organizationId,
      exemption.accountId,
      store.freshnessWindowMs(),
      clock.instant(),
    )
    pushes.changed(['accounts', 'exemptions'])
    return succeed(exemption)
  }

  const { session: sessionCalls, ...ways } = connectionHandlers(deps.connecting, deps.choose)

  return {
    session: { ...sessionCalls, about: () => succeed(deps.about()) },
    ...ways,

    overview: reads.overview,

    accounts: {
      ...reads.accounts,
      async readTags({ accountId }) {
        const open = session.target()
        if (!open) return fail(failureOf('nothing-connected'))
        const tags = await open.access.organization.tagsOf(accountId)
        store.ledger.flush()
        if (!tags.ok) return tags
        store.inventory.saveTags(
          open.introduction.organization.id,
          accountId,
          tags.value,
          clock.instant(),
        )
        pushes.changed(['accounts'])
        return succeed([...tags.value])
      },
    },

    filters: {
      ...reads.filters,
      save: ({ name, filter }) =>
        known((id) => {
          const saved = store.savedFilters.save(id, { id: randomUUID(), name, filter })
          pushes.changed(['filters'])
          return succeed(saved)
        }),
      remove: ({ id: filterId }) =>
        known((id) => {
          store.savedFilters.remove(id, filterId)
          pushes.changed(['filters'])
          return succeed(store.savedFilters.list(id))
        }),
    },

    runs: {
      start: ({ scope, deep }) => audits.start(scope, deep),
      pause: ({ runId }) => audits.pause(runId),
      resume: ({ runId }) => audits.resume(runId),
      cancel: ({ runId }) => audits.cancel(runId),
      ...reads.runs,
      active: () => succeed(audits.progress(session.organizationId())),
      courtesyNote: (asked) =>
        known((id) => {
          const { caller, region } = session.snapshot()
          if (!caller) return fail(failureOf('nothing-connected'))
          const from = { callerArn: caller.arn, region }
          return succeed(auditNote(store, id, asked, from, clock.now()))
        }),
    },

    exemptions: {
      ...reads.exemptions,
      add: (draft) =>
        known((id) => {
          const now = clock.instant()
          if (draft.expiresAt <= now) {
            return fail(
              failureOf('invalid-input', { message: 'The expiry date must lie in the future.' }),
            )
          }
          if (!store.inventory.stateOf(id, draft.accountId)) {
            return fail(
              failureOf('not-found', {
                message: `The cache does not know the account ${draft.accountId}.`,
              }),
            )
          }
          const exemption: Exemption = {
            ...draft,
            id: randomUUID(),
            createdAt: now,
            revokedAt: null,
          }
          store.exemptions.add(id, exemption)
          return exemptionChanged(id, exemption)
        }),
      revoke: ({ id: exemptionId }) =>
        known((id) => {
          store.exemptions.revoke(id, exemptionId, clock.instant())
          const exemption = store.exemptions.get(id, exemptionId)
          return exemption ? exemptionChanged(id, exemption) : fail(failureOf('not-found'))
        }),
    },

    attestations: {
      add: (draft) =>
        known((id) => {
          const attestation = { ...draft, id: randomUUID(), attestedAt: clock.instant() }
          store.attestations.add(id, attestation)
          pushes.changed(['accounts', 'attestations'])
          return succeed(attestation)
        }),
    },

    ...recordHandlers(deps.acts, session.organizationId, deps.services),
    ...reportHandlers(deps.reports, deps.viewer),

    settings: {
      get: () => succeed(store.settings.get()),
      async update(change) {
        const updated = await deps.acts.settingsGuard.update(change)
        if (!updated.ok) return updated
        store.reloadFreshnessWindow()
        const organizationId = session.organizationId()
        if (change.freshnessDays !== undefined && organizationId !== null) {
          await store.verdicts.refreshAll(
            organizationId,
            store.freshnessWindowMs(),
            clock.instant(),
          )
        }
        pushes.changed(change.freshnessDays === undefined ? ['settings'] : ['settings', 'accounts'])
        return succeed(store.settings.get())
      },
    },
  }
}
