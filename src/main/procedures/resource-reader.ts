import type { AccountId, OrganizationId } from '../../shared/domain/accounts.ts'
import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import type {
  Bucket,
  OrganizationSwitches,
  PreImage,
  QueueSweep,
  ReadPolicy,
} from '../../shared/domain/resources.ts'
import { fail, succeed, type Outcome } from '../../shared/ipc/result.ts'
import type { AuditTarget } from '../audit/audit-service.ts'
import type { RootSession, RootTask } from '../aws/aws-access.ts'
import { partitionOf } from '../aws/partition.ts'
import type { Clock } from '../clock.ts'
import type { RecordStore } from '../database/record-store.ts'
import type { Store } from '../database/store.ts'
import type { Journal } from '../journal/journal.ts'
import { eachOf } from './concurrency.ts'
import { openJournaledSession } from './journaled-session.ts'
import { queueArnOf } from './queue-arn.ts'
import { policyText } from './resource-policy.ts'
import { switchStates } from './switch-states.ts'
import { readSwitchboard } from './switch-organization.ts'

/** Under which the journal keeps root sessions that only look around, before there is a procedure. */
export const readingId = 'reading'

/** Regions asked side by side. */
const regionsAtOnce = 4

/** Reads buckets, queues, policies and switches, so that the operator can choose. Changes nothing; its root sessions are journaled. */
export function createResourceReader(deps: {
  readonly store: Store
  readonly record: RecordStore
  readonly journal: Journal
  readonly clock: Clock
  readonly target: () => AuditTarget | null
  readonly organizationId: () => OrganizationId | null
}) {
  const { store, record, journal, clock } = deps

  async function inSession<T>(
    accountId: AccountId,
    task: RootTask,
    read: (session: RootSession) => Promise<Outcome<T>>,
  ): Promise<Outcome<T>> {
    const target = deps.target()
    if (!target) return fail(failureOf('nothing-connected'))
    const { access, introduction } = target
    const heading = {
      organizationId: introduction.organization.id,
      procedureId: readingId,
      caseId: null,
      actor: introduction.caller.arn,
    }
    const opened = await openJournaledSession({ journal, access, heading }, accountId, task)
    if (!opened.ok) return opened
    const { session } = opened.value
    try {
      return await read(session)
    } finally {
      session.close()
      store.ledger.flush()
    }
  }

  return {
    buckets: ({ accountId }: { accountId: AccountId }): Promise<Outcome<Bucket[]>> =>
      inSession(accountId, 'S3UnlockBucketPolicy', async (session) => {
        const buckets = await session.buckets()
        return buckets.ok ? succeed([...buckets.value]) : buckets
      }),

    bucketPolicy: ({
      accountId,
      bucket,
      region,
    }: {
      accountId: AccountId
      bucket: string
      region: string | null
    }): Promise<Outcome<ReadPolicy>> =>
      inSession(accountId, 'S3UnlockBucketPolicy', async (session) => {
        const read = await session.bucketPolicy({ name: bucket, region })
        if (!read.ok) return read
        return succeed({
          policy: policyText(read.value.policy),
          region: read.value.region,
          arn: `arn:${partitionOf(read.value.region)}:s3:::${bucket}`,
          readAt: clock.instant(),
        })
      }),

    /** All queues of the Regions asked. A Region that could not be read says so; if none could, the sweep fails. */
    queues: ({
      accountId,
      regions,
    }: {
      accountId: AccountId
      regions: readonly string[]
    }): Promise<Outcome<QueueSweep>> =>
      inSession(accountId, 'SQSUnlockQueuePolicy', async (session) => {
        const asked = [...new Set(regions)]
        const answers = new Map<string, Awaited<ReturnType<RootSession['queues']>>>()
        await eachOf(asked, regionsAtOnce, async (region) => {
          answers.set(region, await session.queues(region))
        })
        const failures = [...answers.values()].flatMap((answer) =>
          answer.ok ? [] : [answer.error],
        )
        const [first] = failures
        if (first && failures.length === asked.length) return fail(first)
        return succeed({
          queues: asked.flatMap((region) => {
            const answer = answers.get(region)
            return answer?.ok ? [...answer.value] : []
          }),
          regions: asked.map((region) => {
            const answer = answers.get(region)
            return {
              region,
              count: answer?.ok ? answer.value.length : 0,
              failure: answer && !answer.ok ? answer.error : null,
            }
          }),
        })
      }),

    queuePolicy: ({
      accountId,
      queueUrl,
      region,
    }: {
      accountId: AccountId
      queueUrl: string
      region: string
    }): Promise<Outcome<ReadPolicy>> =>
      inSession(accountId, 'SQSUnlockQueuePolicy', async (session) => {
        const read = await session.queuePolicy({ url: queueUrl, region })
        if (!read.ok) return read
        return succeed({
          policy: policyText(read.value.policy),
          region,
          arn: queueArnOf(queueUrl, region),
          readAt: clock.instant(),
        })
      }),

    preImages({ accountId }: { accountId: AccountId | null }): Outcome<PreImage[]> {
      const organizationId = deps.organizationId()
      return organizationId === null
        ? fail(failureOf('nothing-connected'))
        : succeed(record.preImages.list(organizationId, accountId))
    },

    async switches(): Promise<Outcome<OrganizationSwitches>> {
      const target = deps.target()
      if (!target) return fail(failureOf('nothing-connected'))
      const { organization, caller } = target.introduction
      const board = await readSwitchboard(target.access)
      store.ledger.flush()
      return succeed({
        readAt: clock.instant(),
        switches: switchStates(board, caller),
        delegates: (board.delegates ?? []).map((accountId) => ({
          accountId,
          accountName: store.accountTable.get(organization.id, accountId)?.account.name ?? '',
        })),
      })
    },
  }
}
