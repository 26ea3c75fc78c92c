import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import type { Failure } from '../../shared/domain/failure.ts'
import { Plan } from '../../shared/domain/plans.ts'
import type { Check } from '../../shared/domain/procedures.ts'
import { fail, succeed, type Outcome } from '../../shared/ipc/result.ts'
import type { KeptProcedure } from '../database/procedures.ts'
import { sealPlan, type SealedPlan } from './plan-digest.ts'
import type { PlanningContext } from './procedure-work.ts'
import { drawPlanOf, preflightOf } from './procedure-works.ts'
import { waveSizes } from './waves.ts'

const minuteMs = 60_000

/** Looks at what must hold before anything is planned. */
export async function checkFirst(
  procedure: KeptProcedure,
  context: PlanningContext,
): Promise<{ checks: Check[]; failure: Failure | null }> {
  const checks = [...(await preflightOf(procedure.request, context))]
  const failed = checks.find((check) => check.state === 'failed')
  return {
    checks,
    failure: failed
      ? failureOf('preflight-failed', {
          message: `A check before the plan failed, so nothing was planned. ${failed.title}: ${failed.evidence}`,
        })
      : null,
  }
}

/** Draws the plan and seals it. */
export async function makePlan(
  procedure: KeptProcedure,
  context: PlanningContext,
  ticket: string | null,
): Promise<Outcome<SealedPlan>> {
  const drawn = await drawPlanOf(procedure.request, context)
  if (!drawn.ok) return drawn
  if (context.signal.aborted) return fail(failureOf('cancelled'))
  const { introduction, settings, clock } = context
  const { caller, organization } = introduction
  const holdsMs = procedure.rule.needsApproval
    ? settings.approvalHours * 60 * minuteMs
    : settings.planMinutes * minuteMs
  const plan: Plan = {
    format: 'rootkeep-plan',
    version: 1,
    procedureId: procedure.id,
    kind: procedure.request.kind,
    ...drawn.value,
    targets: [...drawn.value.targets],
    leftOut: [...drawn.value.leftOut],
    organizationId: organization.id,
    managementAccountId: organization.managementAccountId,
    caller: { arn: caller.arn, accountId: caller.accountId },
    region: context.region,
    caseId: procedure.request.caseId,
    ticket,
    reason: procedure.request.reason,
    createdAt: clock.instant(),
    expiresAt: new Date(clock.now() + holdsMs).toISOString(),
    waves: [...waveSizes],
    stopAbovePercent: settings.stopAbovePercent,
  }
  // What is sealed is what the schema knows: nothing rides along unseen.
  return succeed(sealPlan(Plan.parse(plan)))
}
