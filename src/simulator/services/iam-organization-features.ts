import { refusalOf } from '../authorization.ts'
import { AwsError } from '../aws-error.ts'
import { IAM_SERVICE_PRINCIPAL, isDelegate } from '../organization.ts'
import type { RootFeature } from '../organization.ts'
import type { Call } from '../service.ts'
import type { QueryOperation } from './query-service.ts'

/** The five operations that read and turn the organization's root features (fact sheet, section 2.1). */
export const organizationFeatureOperations: Readonly<Record<string, QueryOperation>> = {
  ListOrganizationsFeatures: { perform: (call) => admitted(call, 'ListOrganizationsFeatures') },
  EnableOrganizationsRootCredentialsManagement: enabling('RootCredentialsManagement'),
  EnableOrganizationsRootSessions: enabling('RootSessions'),
  DisableOrganizationsRootCredentialsManagement: disabling('RootCredentialsManagement'),
  DisableOrganizationsRootSessions: disabling('RootSessions'),
}

function enabling(feature: RootFeature): QueryOperation {
  return {
    perform: (call) => {
      admitted(call, `EnableOrganizations${feature}`)
      const { organization } = call.world
      if (call.caller.accountId !== organization.managementAccountId) {
        throw new AwsError(
          400,
          'CallerIsNotManagementAccountException',
          `Caller account ${call.caller.accountId} is not management account of the organization and cannot enable IAM features.`,
        )
      }
      organization.features.add(feature)
      return featuresOf(call)
    },
  }
}

function disabling(feature: RootFeature): QueryOperation {
  return {
    perform: (call) => {
      admitted(call, `DisableOrganizations${feature}`)
      if (call.world.organization.features.delete(feature)) {
        call.world.revocations.note(feature, call.now)
      }
      return featuresOf(call)
    },
  }
}

/** Checks what all five ask for, the permission first and trusted access last, and answers with the features. */
function admitted(call: Call, operation: string): unknown {
  const refusal = refusalOf(call, { action: `iam:${operation}`, resource: '*' })
  if (refusal !== null) throw new AwsError(403, 'AccessDenied', refusal)
  const { organization } = call.world
  const { accountId } = call.caller
  if (organization.accountsById.get(accountId)?.inOrganization !== true) {
    throw new AwsError(
      400,
      'OrganizationNotFoundException',
      `Organization not found for input account ${accountId}.`,
    )
  }
  if (
    accountId !== organization.managementAccountId &&
    !isDelegate(organization, accountId, IAM_SERVICE_PRINCIPAL)
  ) {
    throw new AwsError(
      400,
      'AccountNotManagementOrDelegatedAdministratorException',
      `Input account ${accountId} is neither management account nor delegated admin.`,
    )
  }
  if (organization.featureSet !== 'ALL') {
    throw new AwsError(
      400,
      'OrganizationNotInAllFeaturesModeException',
      `Organization of input account ${accountId} is not in all features mode.`,
    )
  }
  if (!organization.trustedServices.has(IAM_SERVICE_PRINCIPAL)) {
    throw new AwsError(
      400,
      'ServiceAccessNotEnabledException',
      `Trusted Access for IAM not enabled by organization of input account ${accountId}.`,
    )
  }
  return featuresOf(call)
}

/** A set: live AWS names RootSessions first (fact sheet, section 0.7). */
function featuresOf({ world: { organization } }: Call): unknown {
  const order: readonly RootFeature[] = ['RootSessions', 'RootCredentialsManagement']
  return {
    OrganizationId: organization.id,
    EnabledFeatures: order.filter((feature) => organization.features.has(feature)),
  }
}
