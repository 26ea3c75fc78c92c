import { refusalOf } from '../authorization.ts'
import { AwsError } from '../aws-error.ts'
import { elementsOf } from '../cloudtrail/elements.ts'
import { headerOf } from '../http-message.ts'
import { isDelegate } from '../organization.ts'
import type { Call, Service } from '../service.ts'
import { organizationsWire } from '../wire/json-wire.ts'
import { accountOperations } from './organizations-accounts.ts'
import { readJson } from './json-input.ts'
import type { JsonInput } from './json-input.ts'
import type { Audience, OrganizationsOperation } from './organizations-operation.ts'
import { serviceAccessOperations } from './organizations-service-access.ts'
import { treeOperations } from './organizations-tree.ts'

const TARGET_PREFIX = 'AWSOrganizationsV20161128.'

const operations: Readonly<Record<string, OrganizationsOperation>> = {
  ...accountOperations,
  ...treeOperations,
  ...serviceAccessOperations,
}

/** AWS Organizations, the part that centralized root access needs (fact sheet, section 3). */
export const organizations: Service = {
  code: 'organizations',
  doubleEncodedPath: true,
  declaresPayload: false,
  skewMinutes: 5,
  recognizes: (request) => (headerOf(request, 'x-amz-target') ?? '').startsWith(TARGET_PREFIX),
  wireOf: () => organizationsWire,
  open: (request) => {
    const target = headerOf(request, 'x-amz-target') ?? ''
    const name = target.startsWith(TARGET_PREFIX) ? target.slice(TARGET_PREFIX.length) : ''
    const operation = Object.hasOwn(operations, name) ? operations[name] : undefined
    if (operation === undefined) throw new AwsError(400, 'UnknownOperationException', '')
    const input = readJson(request)
    return {
      operation: name,
      targetAccountId: operation.target?.(input) ?? null,
      requestParameters: () => elementsOf(input.members),
      perform: (call) => {
        admit(call, name, operation.audience, input)
        return operation.perform(call, input)
      },
    }
  },
}

function admit(call: Call, name: string, audience: Audience, input: JsonInput): void {
  const { caller, world } = call
  const servicePrincipal = input.text('ServicePrincipal')
  const context: Record<string, string> =
    servicePrincipal === undefined ? {} : { 'organizations:serviceprincipal': servicePrincipal }
  const refusal = refusalOf(call, { action: `organizations:${name}`, resource: '*', context })
  if (refusal !== null) throw new AwsError(400, 'AccessDeniedException', refusal)
  const { organization } = world
  if (organization.accountsById.get(caller.accountId)?.inOrganization !== true) {
    throw new AwsError(
      400,
      'AWSOrganizationsNotInUseException',
      'Your account is not a member of an organization.',
    )
  }
  const isManagement = caller.accountId === organization.managementAccountId
  const mayCall =
    audience === 'members' ||
    isManagement ||
    (audience === 'readers' && isDelegate(organization, caller.accountId))
  if (!mayCall) {
    throw new AwsError(
      400,
      'AccessDeniedException',
      "You don't have permissions to access this resource.",
    )
  }
}
