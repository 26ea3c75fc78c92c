import { AccountClient } from '@aws-sdk/client-account'
import { IAMClient } from '@aws-sdk/client-iam'
import { OrganizationsClient } from '@aws-sdk/client-organizations'
import { S3Client } from '@aws-sdk/client-s3'
import { SQSClient } from '@aws-sdk/client-sqs'
import { AssumeRootCommand, STSClient } from '@aws-sdk/client-sts'
import type { AccountDocument, StateDocument } from '../control/state-document.ts'
import type { SimulatorOptions } from '../options.ts'
import type { TaskPolicyName } from '../policy/task-policies.ts'
import { createSimulator } from '../simulator.ts'
import type { OperatorKeys, ReadyRecord } from '../simulator.ts'

/** A running practice organization with real SDK clients, for tests. The test closes it. */
export interface Practice extends AsyncDisposable {
  readonly ready: ReadyRecord
  readonly management: OperatorKeys
  readonly delegated: OperatorKeys
  sts(keys: OperatorKeys): STSClient
  iam(keys: OperatorKeys): IAMClient
  accountManagement(keys: OperatorKeys): AccountClient
  organizations(keys: OperatorKeys): OrganizationsClient
  s3(keys: OperatorKeys, region?: string): S3Client
  sqs(keys: OperatorKeys, region?: string): SQSClient
  /** AssumeRoot by the management operator, unless other keys are given. */
  rootSession(accountId: string, task: TaskPolicyName, keys?: OperatorKeys): Promise<OperatorKeys>
  state(): Promise<StateDocument>
  /** The account, as the state shows it now. */
  account(id: string): Promise<AccountDocument>
  /** The first active member that a root session can see into and that fits. */
  reachable(fits?: (account: AccountDocument) => boolean): Promise<AccountDocument>
  /** A request to the control interface; throws unless it is answered with 200. */
  control(method: string, resource: string, body?: unknown): Promise<unknown>
}

/** Limits that no test runs into. */
export const UNLIMITED = Object.fromEntries(
  [
    'DescribeAccount',
    'ListAccounts',
    'ListParents',
    'ListAccountsForParent',
    'ListOrganizationalUnitsForParent',
    'ListChildren',
    'ListRoots',
    'ListTagsForResource',
    'DescribeOrganization',
    'EnableAWSServiceAccess',
    'DisableAWSServiceAccess',
    'ListAWSServiceAccessForOrganization',
    'ListDelegatedServicesForAccount',
    'ListDelegatedAdministrators',
    'RegisterDelegatedAdministrator',
    'DeregisterDelegatedAdministrator',
  ].map((operation) => [operation, { rate: 10_000, burst: 10_000 }]),
)

/** Starts one; without further options 40 accounts and no throttling. */
export async function startPractice(options: SimulatorOptions = {}): Promise<Practice> {
  const simulator = createSimulator({ accounts: 40, limits: UNLIMITED, ...options })
  const ready = await simulator.listen()
  const management = ready.operators.management
  const settings = (keys: OperatorKeys, region = 'us-east-1') => ({
    endpoint: ready.endpoint,
    region,
    credentials: keys,
    maxAttempts: 1,
  })

  async function control(method: string, resource: string, body?: unknown): Promise<unknown> {
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) }
    const answer = await fetch(`${ready.endpoint}/_sim/${resource}`, init)
    const value: unknown = await answer.json()
    if (answer.status === 200) return value
    throw new Error(`${answer.status}: ${(value as { error: string }).error}`)
  }

  const state = async () => (await control('GET', 'state')) as StateDocument
  const sts = (keys: OperatorKeys) => new STSClient(settings(keys))

  return {
    ready,
    management,
    delegated: ready.operators.delegated ?? management,
    sts,
    iam: (keys) => new IAMClient(settings(keys)),
    accountManagement: (keys) => new AccountClient(settings(keys)),
    organizations: (keys) => new OrganizationsClient(settings(keys)),
    s3: (keys, region) => new S3Client({ ...settings(keys, region), forcePathStyle: true }),
    sqs: (keys, region) => new SQSClient(settings(keys, region)),
    rootSession: async (accountId, task, keys = management) => {
      const { Credentials: made } = await sts(keys).send(
        new AssumeRootCommand({
          TargetPrincipal: accountId,
          TaskPolicyArn: { arn: `arn:aws:iam::aws:policy/root-task/${task}` },
        }),
      )
      return {
        accessKeyId: made?.AccessKeyId ?? '',
        secretAccessKey: made?.SecretAccessKey ?? '',
        sessionToken: made?.SessionToken ?? '',
      }
    },
    state,
    account: async (id) => (await control('GET', `accounts/${id}`)) as AccountDocument,
    reachable: async (fits = () => true) => {
      const { accounts, organization } = await state()
      const found = accounts.find(
        (account) =>
          account.state === 'ACTIVE' &&
          !account.assumeRootDenied &&
          !account.scpDeniesRootSessions &&
          account.id !== organization.managementAccountId &&
          account.id !== ready.delegatedAdministratorId &&
          fits(account),
      )
      if (found === undefined) throw new Error('no account fits')
      return found
    },
    control,
    [Symbol.asyncDispose]: () => simulator.close(),
  }
}

/** Name, message and HTTP status of the error with which a call fails. Throws when it succeeds. */
export async function failureOf(
  call: Promise<unknown>,
): Promise<{ name: string; message: string; status: number }> {
  try {
    await call
  } catch (error) {
    if (!(error instanceof Error)) throw error
    const status =
      '$metadata' in error
        ? (error.$metadata as { httpStatusCode?: number }).httpStatusCode
        : undefined
    return { name: error.name, message: error.message, status: status ?? 0 }
  }
  throw new Error('the call succeeded')
}
