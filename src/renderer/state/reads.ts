import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { AccountFilter, AccountSort } from '../../shared/domain/account-query.ts'
import type { AccountId } from '../../shared/domain/accounts.ts'
import type { ConnectionSettings } from '../../shared/domain/connections.ts'
import type { CloudTrailMatch, JournalFilter } from '../../shared/domain/journal.ts'
import type { QuestionDraft } from '../../shared/domain/report-jobs.ts'
import type { ReportFormat } from '../../shared/domain/reports.ts'
import type { RunScope } from '../../shared/domain/runs.ts'
import { rootkeep, valueOf } from './client.ts'
import type { PlacedResource, PolicyService } from './procedure-place.ts'
import type { ReadName } from './topics.ts'

/** Rows a page: small enough that taking one in never costs a frame. */
export const pageSize = 100
const runsPageSize = 50
/** Lists of buckets and queues outlive a look at one of them. */
const resourceListsKeptMs = 15 * 60_000
const proceduresPageSize = 50
const writtenPageSize = 50

const key = (name: ReadName, ...rest: readonly unknown[]) => [name, ...rest] as const

/** Every read of the window, once: its key and how it is asked. */
export const reads = {
  overview: () =>
    queryOptions({ queryKey: key('overview'), queryFn: () => valueOf(rootkeep.overview.get()) }),

  accountPage: (filter: AccountFilter, sort: AccountSort, page: number) =>
    queryOptions({
      queryKey: key('accounts', filter, sort, page),
      queryFn: () =>
        valueOf(rootkeep.accounts.page({ filter, sort, offset: page * pageSize, limit: pageSize })),
    }),

  accountSearch: (search: string, filter: AccountFilter, sort: AccountSort) =>
    queryOptions({
      queryKey: key('accounts', 'search', search),
      queryFn: () =>
        valueOf(
          rootkeep.accounts.page({ filter: { ...filter, search }, sort, offset: 0, limit: 8 }),
        ),
      placeholderData: keepPreviousData,
    }),

  facets: (filter: AccountFilter) =>
    queryOptions({
      queryKey: key('facets', filter),
      queryFn: () => valueOf(rootkeep.accounts.facets({ filter })),
      placeholderData: keepPreviousData,
    }),

  account: (accountId: AccountId) =>
    queryOptions({
      queryKey: key('account', accountId),
      queryFn: () => valueOf(rootkeep.accounts.detail({ accountId })),
    }),

  calls: (accountId: AccountId) =>
    queryOptions({
      queryKey: key('calls', accountId),
      queryFn: () => valueOf(rootkeep.accounts.calls({ accountId, limit: 200 })),
    }),

  units: () =>
    queryOptions({ queryKey: key('units'), queryFn: () => valueOf(rootkeep.accounts.units()) }),

  filters: () =>
    queryOptions({ queryKey: key('filters'), queryFn: () => valueOf(rootkeep.filters.list()) }),

  runs: () =>
    infiniteQueryOptions({
      queryKey: key('runs'),
      queryFn: ({ pageParam }) =>
        valueOf(rootkeep.runs.list({ offset: pageParam, limit: runsPageSize })),
      initialPageParam: 0,
      getNextPageParam: (last, pages) => {
        const held = pages.reduce((sum, page) => sum + page.runs.length, 0)
        return held < last.total && last.runs.length > 0 ? held : undefined
      },
    }),

  exemptions: () =>
    queryOptions({
      queryKey: key('exemptions'),
      queryFn: () => valueOf(rootkeep.exemptions.list()),
    }),

  /** The procedures, or those of one case. */
  procedures: (caseId: string | null = null) =>
    infiniteQueryOptions({
      queryKey: key('procedures', caseId),
      queryFn: ({ pageParam }) =>
        valueOf(rootkeep.procedures.list({ caseId, offset: pageParam, limit: proceduresPageSize })),
      initialPageParam: 0,
      getNextPageParam: (last, pages) => {
        const held = pages.reduce((sum, page) => sum + page.procedures.length, 0)
        return held < last.total && last.procedures.length > 0 ? held : undefined
      },
    }),

  procedure: (procedureId: string) =>
    queryOptions({
      queryKey: key('procedure', procedureId),
      queryFn: () => valueOf(rootkeep.procedures.get({ procedureId })),
    }),

  /** A plan never changes: another one has another digest. */
  plan: (procedureId: string, digest: string) =>
    queryOptions({
      queryKey: ['plan', procedureId, digest] as const,
      queryFn: () => valueOf(rootkeep.procedures.plan({ procedureId })),
    }),

  targetPage: (procedureId: string, only: 'all' | 'attention', page: number) =>
    queryOptions({
      queryKey: key('targets', procedureId, only, page),
      queryFn: () =>
        valueOf(
          rootkeep.procedures.targets({
            procedureId,
            only,
            offset: page * pageSize,
            limit: pageSize,
          }),
        ),
    }),

  courtesyNote: (procedureId: string, digest: string) => ({
    queryKey: ['courtesy-note', procedureId, digest] as const,
    queryFn: () => valueOf(rootkeep.procedures.courtesyNote({ procedureId })),
  }),

  /** Drawn up anew each time: what is expected follows from the last look. */
  auditNote: (scope: RunScope, deep: boolean) => ({
    queryKey: ['audit-note', scope, deep] as const,
    queryFn: () => valueOf(rootkeep.runs.courtesyNote({ scope, deep })),
    gcTime: 0,
  }),

  procedureReport: (procedureId: string) =>
    queryOptions({
      queryKey: key('procedure', procedureId, 'report'),
      queryFn: () => valueOf(rootkeep.procedures.report({ procedureId })),
    }),

  /** Null: those of every account. */
  preImages: (accountId: AccountId | null) =>
    queryOptions({
      queryKey: key('pre-images', accountId),
      queryFn: () => valueOf(rootkeep.resources.preImages({ accountId })),
    }),

  /** Opens a root session, so it is asked once and again on request. */
  buckets: (accountId: AccountId) =>
    queryOptions({
      queryKey: ['buckets', accountId] as const,
      queryFn: () => valueOf(rootkeep.resources.buckets({ accountId })),
      gcTime: resourceListsKeptMs,
    }),

  /** Like `buckets`, for the queues of some Regions. */
  queues: (accountId: AccountId, regions: readonly string[]) =>
    queryOptions({
      queryKey: ['queues', accountId, regions] as const,
      queryFn: () => valueOf(rootkeep.resources.queues({ accountId, regions: [...regions] })),
      gcTime: resourceListsKeptMs,
    }),

  /** The policy as it is now: read anew whenever it is shown, since others change it. */
  resourcePolicy: (service: PolicyService, accountId: AccountId, { id, region }: PlacedResource) =>
    queryOptions({
      queryKey: ['resource-policy', service, accountId, id, region] as const,
      queryFn: () =>
        valueOf(
          service === 's3'
            ? rootkeep.resources.bucketPolicy({ accountId, bucket: id, region })
            : rootkeep.resources.queuePolicy({ accountId, queueUrl: id, region: region ?? '' }),
        ),
      staleTime: 0,
      gcTime: 0,
    }),

  switches: () =>
    queryOptions({
      queryKey: ['switches'] as const,
      queryFn: () => valueOf(rootkeep.resources.switches()),
      // The switches are turned elsewhere too: look again each time they are shown.
      staleTime: 0,
    }),

  cases: () =>
    queryOptions({ queryKey: key('cases'), queryFn: () => valueOf(rootkeep.cases.list()) }),

  case: (caseId: string) =>
    queryOptions({
      queryKey: key('case', caseId),
      queryFn: () => valueOf(rootkeep.cases.get({ caseId })),
    }),

  caseReport: (caseId: string) =>
    queryOptions({
      queryKey: key('case', caseId, 'report'),
      queryFn: () => valueOf(rootkeep.cases.report({ caseId })),
    }),

  identity: () =>
    queryOptions({ queryKey: key('identity'), queryFn: () => valueOf(rootkeep.identity.get()) }),

  /** What another operator needs to trust this one. */
  identityCard: () =>
    queryOptions({
      queryKey: key('identity', 'card'),
      queryFn: () => valueOf(rootkeep.identity.card()),
    }),

  operators: () =>
    queryOptions({
      queryKey: key('operators'),
      queryFn: () => valueOf(rootkeep.identity.operators()),
    }),

  journalPage: (filter: JournalFilter, page: number) =>
    queryOptions({
      queryKey: key('journal', filter, page),
      queryFn: () =>
        valueOf(rootkeep.journal.page({ filter, offset: page * pageSize, limit: pageSize })),
    }),

  journalHead: () =>
    queryOptions({
      queryKey: key('journal', 'head'),
      queryFn: () => valueOf(rootkeep.journal.head()),
    }),

  checkpoints: () =>
    queryOptions({
      queryKey: key('checkpoints'),
      queryFn: () => valueOf(rootkeep.journal.checkpoints()),
    }),

  cloudTrailImports: () =>
    queryOptions({
      queryKey: key('cloudtrail', 'imports'),
      queryFn: () => valueOf(rootkeep.journal.cloudTrailImports()),
    }),

  cloudTrailFindings: (importId: string, match: CloudTrailMatch | null, page: number) =>
    queryOptions({
      queryKey: key('cloudtrail', 'findings', importId, match, page),
      queryFn: () =>
        valueOf(
          rootkeep.journal.cloudTrailFindings({
            importId,
            match,
            offset: page * pageSize,
            limit: pageSize,
          }),
        ),
    }),

  /** Drawn up anew each time it is looked at; what it was drawn from is followed by `followReports`. */
  reportPreview: (question: QuestionDraft, format: ReportFormat) =>
    queryOptions({
      queryKey: ['report-preview', question, format] as const,
      queryFn: () => valueOf(rootkeep.reports.preview({ question, format })),
      gcTime: 0,
      placeholderData: keepPreviousData,
    }),

  writtenFiles: () =>
    infiniteQueryOptions({
      queryKey: key('written'),
      queryFn: ({ pageParam }) =>
        valueOf(rootkeep.reports.written({ offset: pageParam, limit: writtenPageSize })),
      initialPageParam: 0,
      getNextPageParam: (last, pages) => {
        const held = pages.reduce((sum, page) => sum + page.files.length, 0)
        return held < last.total && last.files.length > 0 ? held : undefined
      },
    }),

  reportSchedule: () =>
    queryOptions({
      queryKey: key('schedule'),
      queryFn: () => valueOf(rootkeep.reports.schedule()),
    }),

  settings: () =>
    queryOptions({ queryKey: key('settings'), queryFn: () => valueOf(rootkeep.settings.get()) }),

  connections: () =>
    queryOptions({
      queryKey: key('connections'),
      queryFn: () => valueOf(rootkeep.connections.list()),
      // Profiles change outside of Rootkeep: look again each time the list is shown.
      staleTime: 0,
    }),

  connection: (connectionId: string) =>
    queryOptions({
      queryKey: key('connections', 'one', connectionId),
      queryFn: () => valueOf(rootkeep.connections.get({ connectionId })),
    }),

  foundProfiles: () =>
    queryOptions({
      queryKey: key('connections', 'found'),
      queryFn: () => valueOf(rootkeep.connections.found()),
      staleTime: 0,
    }),

  /** What a connection would contact, kept or not. Follows from the settings alone. */
  contactsOf: (settings: ConnectionSettings) =>
    queryOptions({
      queryKey: ['contacts-of', settings] as const,
      queryFn: () => valueOf(rootkeep.connections.contacts({ settings })),
      placeholderData: keepPreviousData,
    }),

  about: () =>
    queryOptions({
      queryKey: ['about'] as const,
      queryFn: () => valueOf(rootkeep.session.about()),
    }),
}
