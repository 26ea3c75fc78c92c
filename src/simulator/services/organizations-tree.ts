import { AwsError } from '../aws-error.ts'
import type { Organization, Unit } from '../organization.ts'
import type { Call } from '../service.ts'
import type { JsonInput } from './json-input.ts'
import { invalidInput, organizationsPage, requiredInput } from './organizations-paging.ts'
import type { OrganizationsOperation } from './organizations-operation.ts'

/** Root, organizational units, who is under whom, and tags (fact sheet, section 3). */
export const treeOperations: Readonly<Record<string, OrganizationsOperation>> = {
  ListRoots: {
    audience: 'readers',
    perform: (call, input) => {
      const { organization } = call.world
      const { items, ...rest } = organizationsPage(call, input, 'roots', [organization.root])
      const policyTypes =
        organization.featureSet === 'ALL'
          ? [{ Type: 'SERVICE_CONTROL_POLICY', Status: 'ENABLED' }]
          : []
      return {
        Roots: items.map((root) => ({
          Id: root.id,
          Arn: unitArn(organization, root),
          Name: root.name,
          PolicyTypes: policyTypes,
        })),
        ...rest,
      }
    },
  },
  ListOrganizationalUnitsForParent: {
    audience: 'readers',
    perform: (call, input) => {
      const parent = knownParent(call, input)
      const { items, ...rest } = organizationsPage(
        call,
        input,
        `units ${parent.id}`,
        parent.children,
      )
      return {
        OrganizationalUnits: items.map((unit) => ({
          Id: unit.id,
          Arn: unitArn(call.world.organization, unit),
          Name: unit.name,
          Path: unit.path,
        })),
        ...rest,
      }
    },
  },
  ListParents: {
    audience: 'readers',
    perform: (call, input) => {
      const childId = requiredInput(input, 'ChildId')
      const { organization } = call.world
      const account = organization.accountsById.get(childId)
      const parent =
        account?.inOrganization === true ? account.unit : organization.units.get(childId)?.parent
      if (parent === undefined || parent === null) {
        throw new AwsError(
          400,
          'ChildNotFoundException',
          "You specified a child that doesn't exist.",
        )
      }
      return {
        Parents: [{ Id: parent.id, Type: parent.parent === null ? 'ROOT' : 'ORGANIZATIONAL_UNIT' }],
      }
    },
  },
  ListChildren: {
    audience: 'readers',
    perform: (call, input) => {
      const parent = knownParent(call, input)
      const type = requiredInput(input, 'ChildType')
      if (type !== 'ACCOUNT' && type !== 'ORGANIZATIONAL_UNIT') {
        throw invalidInput('INVALID_ENUM', 'You specified an invalid value for ChildType.')
      }
      const children =
        type === 'ACCOUNT'
          ? parent.accounts.filter((account) => account.inOrganization)
          : parent.children
      const { items, ...rest } = organizationsPage<{ readonly id: string }>(
        call,
        input,
        `${type} ${parent.id}`,
        children,
      )
      return { Children: items.map(({ id }) => ({ Id: id, Type: type })), ...rest }
    },
  },
  ListTagsForResource: {
    audience: 'readers',
    target: (input) => accountIdIn(input.text('ResourceId')),
    perform: (call, input) => {
      const resourceId = requiredInput(input, 'ResourceId')
      const { organization } = call.world
      const account = organization.accountsById.get(resourceId)
      if (account?.inOrganization !== true && !organization.units.has(resourceId)) {
        throw new AwsError(
          400,
          'TargetNotFoundException',
          "You specified a target that doesn't exist.",
        )
      }
      const tags = Object.entries(account?.tags ?? {}).map(([Key, Value]) => ({ Key, Value }))
      const { items, ...rest } = organizationsPage(call, input, `tags ${resourceId}`, tags)
      return { Tags: items, ...rest }
    },
  },
}

function knownParent({ world }: Call, input: JsonInput): Unit {
  const parent = world.organization.units.get(requiredInput(input, 'ParentId'))
  if (parent === undefined) {
    throw new AwsError(
      400,
      'ParentNotFoundException',
      "You specified a root or OU that doesn't exist.",
    )
  }
  return parent
}

const accountIdIn = (resourceId: string | undefined): string | null =>
  resourceId !== undefined && /^\d{12}$/.test(resourceId) ? resourceId : null

function unitArn(organization: Organization, unit: Unit): string {
  const kind = unit.parent === null ? 'root' : 'ou'
  return `arn:aws:organizations::${organization.managementAccountId}:${kind}/${organization.id}/${unit.id}`
}
