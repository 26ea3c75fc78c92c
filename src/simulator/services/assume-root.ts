import { refusalOf, unexplainedRefusal } from '../authorization.ts'
import { AwsError } from '../aws-error.ts'
import type { FormInput } from '../form-input.ts'
import { rootArn } from '../identifiers.ts'
import { IAM_SERVICE_PRINCIPAL, isDelegate } from '../organization.ts'
import { taskPolicyOf } from '../policy/task-policies.ts'
import type { TaskPolicy } from '../policy/task-policies.ts'
import type { Revocable } from '../revocations.ts'
import type { Call } from '../service.ts'
import { atLeast, atMost, enforce, longEnough, readInteger, required } from './constraints.ts'

const GLOBAL_ENDPOINT = /^sts\.amazonaws\.com(:\d+)?$/
const MAXIMUM_TOKEN_BYTES = 4096

/**
 * sts:AssumeRoot, with the live error matrix in its observed precedence: endpoint, validation, target and task policy,
 * authorization and eligibility, trusted access and features (fact sheet, section 1.2).
 */
export function assumeRoot(call: Call, input: FormInput): unknown {
  if (GLOBAL_ENDPOINT.test(call.host)) throw new AwsError(400, 'InvalidAction', 'Unknown Operation')
  const { target, taskPolicy, durationSeconds, minimumTokenSize } = validated(input)
  authorize(call, target, taskPolicy)
  checkSwitches(call, taskPolicy)
  const session = call.world.keyring.issueRootSession({
    accountId: target,
    taskPolicy,
    durationSeconds,
    minimumTokenSize,
    sourceIdentity: call.caller.sourceIdentity,
    now: call.now,
  })
  return {
    SourceIdentity: session.sourceIdentity,
    Credentials: {
      AccessKeyId: session.accessKeyId,
      SecretAccessKey: session.secretAccessKey,
      SessionToken: session.sessionToken,
      Expiration: new Date(session.expiresAt),
    },
    SessionTokenSize: session.sessionToken.length,
    SessionTokenUtilization: Math.ceil((session.sessionToken.length / MAXIMUM_TOKEN_BYTES) * 100),
  }
}

/** The account that a target principal means: twelve digits or the root user's ARN; null for anything else. */
export function targetAccountOf(principal: string): string | null {
  const match = /^(?:arn:aws[a-z-]*:iam::)?(\d{12})(:root)?$/.exec(principal)
  if (match === null || principal.startsWith('arn:') !== (match[2] !== undefined)) return null
  return match[1] ?? null
}

interface ValidInput {
  readonly target: string
  readonly taskPolicy: TaskPolicy
  readonly durationSeconds: number
  readonly minimumTokenSize: number
}

function validated(input: FormInput): ValidInput {
  const principal = input.text('TargetPrincipal')
  const arn = input.text('TaskPolicyArn.arn')
  const durationSeconds = readInteger(input.text('DurationSeconds')) ?? 900
  const minimumTokenSize = readInteger(input.text('MinimumSessionTokenSize')) ?? 0
  enforce([
    required('targetPrincipal', principal),
    longEnough('targetPrincipal', principal, 12),
    required('taskPolicyArn', arn),
    longEnough('taskPolicyArn.arn', arn, 20),
    atMost('durationSeconds', durationSeconds, 900),
    atLeast('durationSeconds', durationSeconds, 0),
    atMost('minimumSessionTokenSize', minimumTokenSize, MAXIMUM_TOKEN_BYTES),
    atLeast('minimumSessionTokenSize', minimumTokenSize, 0),
  ])
  const target = targetAccountOf(principal ?? '')
  if (target === null) {
    throw new AwsError(400, 'ValidationError', 'Request must contain a valid target principal')
  }
  const taskPolicy = taskPolicyOf(arn ?? '')
  if (taskPolicy === undefined) {
    throw new AwsError(
      400,
      'ValidationError',
      'Request must contain valid AWS managed task policy ARN',
    )
  }
  return { target, taskPolicy, durationSeconds, minimumTokenSize }
}

function authorize(call: Call, target: string, taskPolicy: TaskPolicy): void {
  const intention = {
    action: 'sts:AssumeRoot',
    resource: rootArn(target),
    resourceAccount: target,
    context: { 'sts:taskpolicyarn': taskPolicy.arn },
  }
  if (mayCall(call) && isEligible(call, target) && refusalOf(call, intention) === null) return
  throw new AwsError(403, 'AccessDenied', unexplainedRefusal(call.caller, intention))
}

/** An IAM user or role of the management account or of IAM's delegated administrator; never a root user (fact sheet, section 1.3). */
function mayCall({ world, caller, now }: Call): boolean {
  if (caller.kind === 'root' || caller.kind === 'root-session') return false
  const { organization, revocations, switches } = world
  return (
    caller.accountId === organization.managementAccountId ||
    isDelegate(organization, caller.accountId, IAM_SERVICE_PRINCIPAL) ||
    revocations.isStale(`delegate ${caller.accountId}`, now, switches.staleIssuanceSeconds)
  )
}

/** Members only. For accounts outside, not active, or the delegate's own, the answer is inferred [INF] (fact sheet, sections 1.2 and 8). */
function isEligible({ world, caller }: Call, target: string): boolean {
  const account = world.organization.accountsById.get(target)
  return (
    account !== undefined &&
    account.inOrganization &&
    account.state === 'ACTIVE' &&
    !account.assumeRootDenied &&
    target !== world.organization.managementAccountId &&
    (target !== caller.accountId || world.switches.delegateSelfTarget)
  )
}

const FEATURE_OFF = {
  RootSessions: 'Root sessions feature is not enabled for your AWS Organization.',
  RootCredentialsManagement:
    'Root credentials management feature is not enabled for your AWS Organization.',
} as const

function checkSwitches({ world, now }: Call, { requires }: TaskPolicy): void {
  const { organization, revocations, switches } = world
  const inForce = (subject: Revocable, on: boolean) =>
    on || revocations.isStale(subject, now, switches.staleIssuanceSeconds)
  if (!inForce('trusted-access', organization.trustedServices.has(IAM_SERVICE_PRINCIPAL))) {
    throw new AwsError(403, 'AccessDenied', 'Service not enabled for AWS Organizations.')
  }
  if (!inForce(requires, organization.features.has(requires))) {
    throw new AwsError(403, 'AccessDenied', FEATURE_OFF[requires])
  }
}
