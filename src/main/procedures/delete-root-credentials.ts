import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import type { LeftOut } from '../../shared/domain/plans.ts'
import { fail, succeed } from '../../shared/ipc/result.ts'
import { deleteInAccount } from './credential-deletion.ts'
import { lookAll, type Looked } from './credential-look.ts'
import { accountsOf, eligibleAccounts } from './planned-accounts.ts'
import { accountChecks, standingChecks } from './preflight-checks.ts'
import type { ProcedureWork } from './procedure-work.ts'

/** Deletes root credentials of one or of many member accounts: each one in the plan by name, each read back. */
export const deleteRootCredentials: ProcedureWork<'delete-root-credentials'> = {
  async preflight(request, context) {
    return [
      ...(await standingChecks(['RootCredentialsManagement'], context)),
      ...accountChecks(accountsOf(request.scope, context), context),
    ]
  },

  async draw(request, context) {
    const { credentials: chosen, caseId } = request
    const closing = new Set(caseId === null ? [] : context.reopenedIn(caseId))
    const accountIds = accountsOf(request.scope, context)
    const { eligible, leftOut } = eligibleAccounts(accountIds, chosen, closing, {
      ...context,
      organizationId: context.introduction.organization.id,
    })
    if (eligible.length > context.rule.maxAccounts) {
      return fail(
        failureOf('too-many-accounts', {
          message: `The procedure covers ${eligible.length} accounts, and the rule of this workstation allows ${context.rule.maxAccounts} at once.`,
        }),
      )
    }
    const looked = await lookAll(eligible, { chosen, closing }, context)
    if (!looked.ok) return looked
    const targets = looked.value.flatMap(({ target }) => target ?? [])
    const omitted = [...leftOut, ...looked.value.flatMap((one) => one.leftOut)]
    const [only] = targets
    if (!only) return fail(noTarget(looked.value, omitted))
    const one = targets.length === 1
    return succeed({
      title: `Delete root credentials of ${one ? only.accountName || only.accountId : `${targets.length} accounts`}`,
      phrase: one ? only.accountId : `delete ${targets.length} accounts`,
      targets,
      leftOut: omitted,
    })
  },

  async work(context) {
    const result = await deleteInAccount(context)
    // Read back as not carried out after all: it is no blind repetition to ask once more.
    const again = result.state === 'pending' && context.mode === 'act'
    return again ? await deleteInAccount(context) : result
  },
}

/** Why there is no plan. What could not be looked at is not as wanted: then that is said. */
function noTarget(looked: readonly Looked[], omitted: readonly LeftOut[]) {
  const unseen = looked.find(({ failure }) => failure !== null)?.failure
  if (unseen) return unseen
  const [only, ...more] = omitted
  return failureOf('nothing-to-do', {
    message:
      only && more.length === 0
        ? `There is nothing to do in ${only.accountId}. ${only.reason}`
        : undefined,
  })
}
