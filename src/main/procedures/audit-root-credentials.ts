import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import { succeed } from '../../shared/ipc/result.ts'
import { auditInSession } from '../audit/account-audit.ts'
import { accountChecks, standingChecks } from './preflight-checks.ts'
import type { ProcedureWork } from './procedure-work.ts'
import { failedTarget } from './target-outcomes.ts'

/** Looks at one account in full: the five lists and their last uses. It changes nothing, and ends as an observation. */
export const auditRootCredentials: ProcedureWork<'audit-root-credentials'> = {
  async preflight({ accountId }, context) {
    return [
      ...(await standingChecks(['RootCredentialsManagement'], context)),
      ...accountChecks([accountId], context),
    ]
  },

  draw({ accountId }, { store, introduction, clock }) {
    const known = store.accountTable.get(introduction.organization.id, accountId)
    const accountName = known?.account.name ?? accountId
    return Promise.resolve(
      succeed({
        title: `Audit root credentials of ${accountName}`,
        // Nothing is changed, so nothing has to be typed.
        phrase: '',
        leftOut: [],
        targets: [
          {
            accountId,
            accountName,
            task: 'IAMAuditRootUserCredentials',
            seenAt: clock.instant(),
            wayBack: null,
            items: [
              {
                id: `${accountId}/audit`,
                call: 'sts:AssumeRoot',
                arguments: {
                  TargetPrincipal: accountId,
                  TaskPolicy: 'IAMAuditRootUserCredentials',
                },
                thing: { kind: 'audit' },
                acknowledge: null,
              },
            ],
          },
        ],
      }),
    )
  },

  async work(context) {
    const { target, store, organizationId, procedureId, clock, mode } = context
    const [item] = target.items
    if (!item) return failedTarget(failureOf('plan-altered'))
    if (mode === 'rehearse') {
      return { state: 'pending', note: 'It only reads.', failure: null, verifiedAt: null }
    }
    const session = await context.session()
    const seen = session.ok ? await auditInSession(session.value, true) : session
    const at = clock.instant()
    const look = seen.ok ? { credentials: seen.value } : { failure: seen.error }
    store.transaction(() => {
      store.observations.record(organizationId, {
        accountId: target.accountId,
        runId: procedureId,
        at,
        ...look,
      })
      store.verdicts.refresh(organizationId, target.accountId, store.freshnessWindowMs(), at)
    })
    if (!seen.ok) {
      context.note(item.id, { state: 'failed', failure: seen.error })
      return failedTarget(seen.error)
    }
    // That something is there is kept; a deep look it was not.
    if (seen.value.detailsMissing) {
      const failure = failureOf('malformed-answer', { message: detailsMissing })
      context.note(item.id, { state: 'failed', failure })
      return failedTarget(failure)
    }
    context.note(item.id, {
      state: 'done',
      note: null,
      failure: null,
      requestId: session.ok ? session.value.assumeRootRequestId : null,
    })
    return { state: 'done', note: null, failure: null, verifiedAt: at }
  },
}

const detailsMissing =
  'AWS said which kinds of credential there are, and did not list them. Audit the account again.'
