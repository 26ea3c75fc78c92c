import { homedir } from 'node:os'
import { join } from 'node:path'
import { loadSharedConfigFiles } from '@smithy/core/config'
import type { Connection } from '../../shared/domain/connections.ts'

/** The part of the process environment that names credentials. */
export type Environment = { readonly [name: string]: string | undefined }

/** What a profile of the AWS config files says, without its secrets. */
export type Profile = {
  readonly name: string
  readonly region: string | null
  readonly endpoint: string | null
  readonly detail: string
}

/** The practice organization, which is always there. */
export const practiceConnection: Connection = {
  id: 'practice',
  kind: 'practice',
  name: 'Practice organization',
  detail: 'A simulated organization on this computer. No AWS account is touched.',
}

/** Lists the ways to an organization that this computer offers, the practice organization last. */
export async function listConnections(environment: Environment): Promise<Connection[]> {
  const profiles = await readProfiles(environment)
  return [
    ...(hasEnvironmentCredentials(environment) ? [environmentConnection(environment)] : []),
    ...profiles.map(({ name, detail }): Connection => ({
      id: `profile:${name}`,
      kind: 'profile',
      name,
      detail,
    })),
    practiceConnection,
  ]
}

/**
 * The connection with this ID, also where its credentials are gone: signing in says then what is
 * missing. Null for an ID that can name none.
 */
export async function connectionNamed(
  id: string,
  environment: Environment,
): Promise<Connection | null> {
  const listed = (await listConnections(environment)).find((connection) => connection.id === id)
  if (listed) return listed
  if (id === 'environment') return environmentConnection(environment)
  const profile = /^profile:(.+)$/.exec(id)?.[1]
  return profile === undefined ? null : { id, kind: 'profile', name: profile, detail: '' }
}

/** True where the environment holds an access key. */
export function hasEnvironmentCredentials(environment: Environment): boolean {
  return Boolean(environment['AWS_ACCESS_KEY_ID'] && environment['AWS_SECRET_ACCESS_KEY'])
}

function environmentConnection(environment: Environment): Connection {
  const endpoint = environment['AWS_ENDPOINT_URL']
  return {
    id: 'environment',
    kind: 'environment',
    name: 'Environment',
    detail: [
      `Access key ${environment['AWS_ACCESS_KEY_ID'] ?? '(none)'} from the environment`,
      ...(endpoint ? [`endpoint ${endpoint}`] : []),
    ].join(', '),
  }
}

/** Reads the profiles of the AWS config and credentials files; files that are not there hold none. */
export async function readProfiles(environment: Environment): Promise<Profile[]> {
  const { configFile, credentialsFile } = await loadSharedConfigFiles({
    filepath: environment['AWS_SHARED_CREDENTIALS_FILE'] ?? awsFile(environment, 'credentials'),
    configFilepath: environment['AWS_CONFIG_FILE'] ?? awsFile(environment, 'config'),
    ignoreCache: true,
  })
  const names = [...new Set([...Object.keys(configFile), ...Object.keys(credentialsFile)])]
  return (
    names
      // The loader also lists sections such as `sso-session.name` and `services.name`: those are no profiles.
      .filter((name) => !/^(sso-session|services)\./.test(name))
      .toSorted((a, b) => a.localeCompare(b))
      .map((name) => profileOf(name, { ...credentialsFile[name], ...configFile[name] }))
  )
}

function profileOf(name: string, values: { readonly [key: string]: string | undefined }): Profile {
  const account = values['sso_account_id'] ?? /::(\d{12}):/.exec(values['role_arn'] ?? '')?.[1]
  const way = values['sso_account_id']
    ? `Identity Center role ${values['sso_role_name'] ?? ''}`
    : values['role_arn']
      ? `role ${values['role_arn'].split('/').at(-1) ?? ''}`
      : values['credential_process']
        ? 'credential process'
        : values['login_session']
          ? 'aws login'
          : 'access key'
  const region = values['region'] ?? null
  return {
    name,
    region,
    endpoint: values['endpoint_url'] ?? null,
    detail: [way.trim(), account ? `account ${account}` : null, region].filter(Boolean).join(', '),
  }
}

function awsFile(environment: Environment, file: string): string {
  return join(environment['HOME'] ?? environment['USERPROFILE'] ?? homedir(), '.aws', file)
}
