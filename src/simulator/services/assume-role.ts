import { refusalOf, unexplainedRefusal } from '../authorization.ts'
import type { Caller } from '../authentication/caller.ts'
import { AwsError } from '../aws-error.ts'
import type { FormInput } from '../form-input.ts'
import { evaluateTrust } from '../policy/trust-policy.ts'
import type { Role } from '../roles.ts'
import type { Call } from '../service.ts'
import { atLeast, atMost, enforce, longEnough, readInteger, required } from './constraints.ts'

const NAME = /^[\w+=,.@-]{2,64}$/

/** A role that is assumed by a role session cannot be held longer (IAM User Guide, role chaining). */
const CHAINED_SECONDS = 3600

/**
 * sts:AssumeRole: the caller's own policies and the role's trust policy both decide, with the session name, the source
 * identity and the external ID as condition keys. Tags are accepted and kept nowhere.
 */
export function assumeRole(call: Call, input: FormInput): unknown {
  const { roleArn, sessionName, durationSeconds, ...wanted } = validated(input)
  const { caller, world } = call
  if (caller.kind === 'root' || caller.kind === 'root-session') {
    throw new AwsError(403, 'AccessDenied', 'Roles may not be assumed by root accounts.')
  }
  checkSourceIdentity(caller, roleArn, wanted.sourceIdentity)
  const sourceIdentity = wanted.sourceIdentity ?? caller.sourceIdentity
  const role = world.roles.find(roleArn)
  const context = conditionKeys(call, input, sessionName, sourceIdentity)
  authorize(call, role, roleArn, 'sts:AssumeRole', context)
  if (sourceIdentity !== null) authorize(call, role, roleArn, 'sts:SetSourceIdentity', context)
  checkDuration(caller, role, durationSeconds)
  const session = world.keyring.issueRoleSession({
    accountId: role.accountId,
    roleName: role.name,
    roleId: role.id,
    rolePath: role.path,
    sessionName,
    identityPolicy: role.identityPolicy,
    durationSeconds,
    sourceIdentity,
    now: call.now,
  })
  return {
    SourceIdentity: session.sourceIdentity,
    AssumedRoleUser: { AssumedRoleId: session.userId, Arn: session.arn },
    Credentials: {
      AccessKeyId: session.accessKeyId,
      SecretAccessKey: session.secretAccessKey,
      SessionToken: session.sessionToken,
      Expiration: new Date(session.expiresAt),
    },
  }
}

/** The account of a role's ARN; null for anything else. */
export const roleAccountOf = (roleArn: string): string | null =>
  /^arn:aws[a-z-]*:iam::(\d{12}):role\/./.exec(roleArn)?.[1] ?? null

function validated(input: FormInput) {
  const roleArn = input.text('RoleArn')
  const sessionName = input.text('RoleSessionName')
  const sourceIdentity = input.text('SourceIdentity') ?? null
  const durationSeconds = readInteger(input.text('DurationSeconds')) ?? 3600
  enforce([
    required('roleArn', roleArn),
    longEnough('roleArn', roleArn, 20),
    required('roleSessionName', sessionName),
    named('roleSessionName', sessionName),
    named('sourceIdentity', sourceIdentity ?? undefined),
    atLeast('durationSeconds', durationSeconds, 900),
    atMost('durationSeconds', durationSeconds, 43_200),
  ])
  if (roleArn === undefined || sessionName === undefined || roleAccountOf(roleArn) === null) {
    throw new AwsError(400, 'ValidationError', `${roleArn} is invalid`)
  }
  for (const [name] of input.entries()) {
    if (name === 'Policy' || name.startsWith('PolicyArns.')) {
      const message = 'The practice organization knows no session policies for roles'
      throw new AwsError(400, 'ValidationError', message)
    }
  }
  return { roleArn, sessionName, durationSeconds, sourceIdentity }
}

function named(name: string, value: string | undefined): string | null {
  if (value === undefined || NAME.test(value)) return null
  return `Value '${value}' at '${name}' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*, and have a length from 2 to 64`
}

function conditionKeys(
  { caller }: Call,
  input: FormInput,
  sessionName: string,
  sourceIdentity: string | null,
): Readonly<Record<string, string>> {
  const externalId = input.text('ExternalId')
  const userName = caller.arn.slice(caller.arn.lastIndexOf('/') + 1)
  return {
    'sts:rolesessionname': sessionName,
    ...(sourceIdentity === null ? {} : { 'sts:sourceidentity': sourceIdentity }),
    ...(externalId === undefined ? {} : { 'sts:externalid': externalId }),
    ...(caller.kind === 'user' ? { 'aws:username': userName } : {}),
  }
}

/**
 * In the role's own account either policy suffices, where the trust policy names the caller itself; from elsewhere both have to
 * agree. A role that does not exist is refused in the same words.
 */
function authorize(
  call: Call,
  role: Role | undefined,
  roleArn: string,
  action: string,
  context: Readonly<Record<string, string>>,
): asserts role is Role {
  const { caller, world } = call
  const intention = {
    action,
    resource: roleArn,
    resourceAccount: roleAccountOf(roleArn) ?? caller.accountId,
    context,
  }
  const refusal = refusalOf(call, intention)
  const trust =
    role === undefined
      ? null
      : evaluateTrust(role.trustPolicy, caller, action, {
          'aws:principalarn': caller.principalArn,
          'aws:principalaccount': caller.accountId,
          ...(world.organization.accountsById.get(caller.accountId)?.inOrganization === true
            ? { 'aws:principalorgid': world.organization.id }
            : {}),
          'aws:userid': caller.userId,
          ...(caller.sourceIdentity === null
            ? {}
            : { 'aws:sourceidentity': caller.sourceIdentity }),
          ...context,
        })
  const suffices =
    trust?.named === true && role?.accountId === caller.accountId && !isExplicit(refusal)
  if (trust?.verdict === 'allowed' && (refusal === null || suffices)) return
  throw new AwsError(403, 'AccessDenied', unexplainedRefusal(caller, intention))
}

const isExplicit = (refusal: string | null): boolean =>
  refusal?.includes('with an explicit deny') ?? false

/** A source identity stays for the whole chain, and has to be let in by every role of it. */
function checkSourceIdentity(caller: Caller, roleArn: string, wanted: string | null): void {
  if (wanted === null || caller.sourceIdentity === null || wanted === caller.sourceIdentity) return
  const intention = { action: 'sts:SetSourceIdentity', resource: roleArn }
  throw new AwsError(403, 'AccessDenied', unexplainedRefusal(caller, intention))
}

function checkDuration(caller: Caller, role: Role, seconds: number): void {
  if (caller.kind === 'role' && seconds > CHAINED_SECONDS) {
    throw new AwsError(
      400,
      'ValidationError',
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining',
    )
  }
  if (seconds > role.maxSessionSeconds) {
    throw new AwsError(
      400,
      'ValidationError',
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    )
  }
}
