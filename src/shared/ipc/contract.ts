import { z } from 'zod'
import { command, nothing, push, query, type Contract } from './channel.ts'
import { AccountDetail, Attestation, AttestationDraft, Tag } from '../domain/account-detail.ts'
import {
  AccountFacets,
  AccountFilter,
  AccountPage,
  AccountPageRequest,
  SavedFilter,
  Unit,
} from '../domain/account-query.ts'
import { AccountId } from '../domain/accounts.ts'
import { SessionSnapshot } from '../domain/connections.ts'
import { Exemption, ExemptionDraft } from '../domain/exemptions.ts'
import { LedgerEntry } from '../domain/ledger.ts'
import { Overview } from '../domain/overview.ts'
import { Run, RunProgress, RunScope } from '../domain/runs.ts'
import { connectionChannels } from './connection-channels.ts'
import { recordChannels } from './record-channels.ts'
import { reportChannels } from './report-channels.ts'
import { Settings } from '../domain/settings.ts'
import { CourtesyNote } from '../domain/journal.ts'

/** The parts of the cache that a push can call out of date. */
export const DataTopic = z.enum([
  'accounts',
  'runs',
  'units',
  'exemptions',
  'filters',
  'settings',
  'attestations',
  'procedures',
  'cases',
  'journal',
  'operators',
  'reports',
  'connections',
  'requests',
])
export type DataTopic = z.infer<typeof DataTopic>

/** What this process is: versions, shell, and where the data lies. */
export const About = z.strictObject({
  version: z.string(),
  shell: z.enum(['electron', 'chromium', 'none']),
  shellVersion: z.string(),
  nodeVersion: z.string(),
  sqliteVersion: z.string(),
  dataFolder: z.string(),
  /** False where the shell had to be started without its sandbox (as root). */
  sandboxed: z.boolean(),
})
export type About = z.infer<typeof About>

const runId = z.strictObject({ runId: z.string() })

/**
 * Every message between the window and the main process, as one value. The preload, the dispatcher in
 * main and the client in the renderer are all derived from it; no channel name is typed anywhere else.
 */
export const contract = {
  session: {
    snapshot: query({ in: nothing, out: SessionSnapshot }),
    changed: push(SessionSnapshot),
    connect: command({ in: z.strictObject({ connectionId: z.string() }), out: SessionSnapshot }),
    /** Leaves the organization; what is cached of it stays on screen. */
    disconnect: command({ in: nothing, out: SessionSnapshot }),
    /** Reads the credentials anew, and goes on with what waited for them. Errors: `sign-in-needed` where only a person can renew them. */
    renew: command({ in: nothing, out: SessionSnapshot }),
    dismissNotice: command({ in: z.strictObject({ id: z.string() }), out: SessionSnapshot }),
    about: query({ in: nothing, out: About }),
  },
  data: {
    /** Says which parts of the cache changed; reads of those are to be repeated. */
    changed: push(z.strictObject({ revision: z.int(), topics: z.array(DataTopic) })),
  },
  overview: {
    get: query({ in: nothing, out: Overview }),
  },
  accounts: {
    page: query({ in: AccountPageRequest, out: AccountPage }),
    /** The IDs of all accounts that fit, in the order of the table. */
    ids: query({
      in: AccountPageRequest.pick({ filter: true, sort: true }),
      out: z.array(AccountId),
    }),
    facets: query({ in: z.strictObject({ filter: AccountFilter }), out: AccountFacets }),
    detail: query({ in: z.strictObject({ accountId: AccountId }), out: AccountDetail }),
    units: query({ in: nothing, out: z.array(Unit) }),
    /** Reads the tags of one account from Organizations and keeps them. */
    readTags: command({ in: z.strictObject({ accountId: AccountId }), out: z.array(Tag) }),
    calls: query({
      in: z.strictObject({ accountId: AccountId, limit: z.int().min(1).max(500) }),
      out: z.array(LedgerEntry),
    }),
  },
  filters: {
    list: query({ in: nothing, out: z.array(SavedFilter) }),
    save: command({ in: SavedFilter.omit({ id: true }), out: SavedFilter }),
    remove: command({ in: z.strictObject({ id: z.string() }), out: z.array(SavedFilter) }),
  },
  runs: {
    start: command({ in: z.strictObject({ scope: RunScope, deep: z.boolean() }), out: Run }),
    pause: command({ in: runId, out: Run }),
    resume: command({ in: runId, out: Run }),
    cancel: command({ in: runId, out: Run }),
    list: query({
      in: z.strictObject({ offset: z.int().min(0), limit: z.int().min(1).max(200) }),
      out: z.strictObject({ total: z.int(), runs: z.array(Run) }),
    }),
    /** The run that is under way, paused or interrupted; null where there is none. */
    active: query({ in: nothing, out: RunProgress.nullable() }),
    progress: push(RunProgress),
    /** What the SOC is told before a run. */
    courtesyNote: query({
      in: z.strictObject({ scope: RunScope, deep: z.boolean() }),
      out: CourtesyNote,
    }),
  },
  exemptions: {
    list: query({ in: nothing, out: z.array(Exemption) }),
    add: command({ in: ExemptionDraft, out: Exemption }),
    revoke: command({ in: z.strictObject({ id: z.string() }), out: Exemption }),
  },
  attestations: {
    add: command({ in: AttestationDraft, out: Attestation }),
  },
  ...recordChannels,
  ...reportChannels,
  ...connectionChannels,
  settings: {
    get: query({ in: nothing, out: Settings }),
    update: command({ in: Settings.partial(), out: Settings }),
  },
} as const satisfies Contract

export type RootkeepContract = typeof contract
