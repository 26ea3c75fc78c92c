import type { ConnectionSettings } from '../../../shared/domain/connections.ts'
import type { ProfileChain } from './profile-chain.ts'

/** One line that tells a connection apart. `chain` is that of its profile; null where it has none, or it cannot be used. */
export function detailOf(settings: ConnectionSettings, chain: ProfileChain | null): string {
  const { hopRole, proxy } = settings
  return [
    ...wayOf(settings, chain),
    settings.endpoints.all === null ? null : `endpoint ${hostOf(settings.endpoints.all)}`,
    hopRole === null ? null : `through the role ${nameOf(hopRole.roleArn)}`,
    proxy === null ? null : `proxy ${hostOf(proxy.url)}`,
  ]
    .filter((part) => part !== null && part !== '')
    .join(', ')
}

/** Account and role that a connection signs in as, where it says; the journal names it. */
export function signsInAs({
  signIn,
  hopRole,
}: Pick<ConnectionSettings, 'signIn' | 'hopRole'>): string | null {
  if (hopRole) return hopRole.roleArn
  switch (signIn.kind) {
    case 'identity-center':
      return signIn.accountId && signIn.roleName ? `${signIn.accountId}/${signIn.roleName}` : null
    case 'profile':
      return signIn.profile
    case 'keys':
      return signIn.accessKeyId
    default:
      return null
  }
}

function wayOf(
  { signIn, region }: ConnectionSettings,
  chain: ProfileChain | null,
): (string | null)[] {
  switch (signIn.kind) {
    case 'practice':
      return ['A simulated organization on this computer. No AWS account is touched.']
    case 'environment':
      return ['Access key from the environment', region]
    case 'profile':
      return chain
        ? [wordOfProfile(chain), accountOf(chain), region ?? chain.region]
        : [`Profile ${signIn.profile}`, region]
    case 'identity-center':
      return [
        hostOf(signIn.startUrl),
        signIn.accountId && `account ${signIn.accountId}`,
        signIn.roleName ? `role ${signIn.roleName}` : 'role chosen when signing in',
        region ?? signIn.region,
      ]
    case 'keys':
      return [`Access key ${signIn.accessKeyId}`, region]
  }
}

function wordOfProfile({ source, roles }: ProfileChain): string {
  const role = roles.at(-1)
  if (role) return `role ${nameOf(role.roleArn)}`
  switch (source.kind) {
    case 'keys':
      return 'access key'
    case 'environment':
      return 'access key from the environment'
    case 'process':
      return 'credential process'
    case 'sso':
      return `Identity Center role ${source.roleName}`
    case 'login':
      return 'aws login'
    case 'web-identity':
      return `role ${nameOf(source.role.roleArn)}, web identity`
  }
}

function accountOf({ source, roles }: ProfileChain): string | null {
  const arn = roles.at(-1)?.roleArn ?? (source.kind === 'web-identity' ? source.role.roleArn : '')
  const account = /::(\d{12}):/.exec(arn)?.[1] ?? (source.kind === 'sso' ? source.accountId : null)
  return account === null ? null : `account ${account}`
}

function nameOf(roleArn: string): string {
  return roleArn.split('/').at(-1) ?? roleArn
}

/** Host and port of a URL. */
export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url
}
