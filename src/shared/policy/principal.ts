/** What a principal of a policy is. `unique-id` is a deleted user or role: AWS shows its ID in place of its ARN. */
export const principalKinds = [
  'everyone',
  'account',
  'user',
  'role',
  'role-session',
  'federated-user',
  'unique-id',
  'service',
  'federated',
  'canonical-user',
  'unknown',
] as const
export type PrincipalKind = (typeof principalKinds)[number]

export type Principal = {
  readonly kind: PrincipalKind
  /** As written in the policy. */
  readonly text: string
  /** The account that it belongs to, where its text says so. */
  readonly accountId: string | null
}

export const everyone: Principal = { kind: 'everyone', text: '*', accountId: null }

/** The names under which a Principal element lists its principals. */
export const principalTypes = ['AWS', 'Service', 'Federated', 'CanonicalUser'] as const
export type PrincipalType = (typeof principalTypes)[number]

/**
 * Says what one listed principal is (IAM User Guide, Principal element). `"*"` and `{"AWS": "*"}` are the same
 * in a resource policy; an account may be written as its ID, with the hyphens of old queue policies, or as the
 * ARN of its root.
 */
export function principalOf(type: PrincipalType, text: string): Principal {
  switch (type) {
    case 'AWS':
      return awsPrincipalOf(text)
    case 'Service':
      return { kind: 'service', text, accountId: null }
    case 'Federated':
      return { kind: 'federated', text, accountId: null }
    case 'CanonicalUser':
      return { kind: 'canonical-user', text, accountId: null }
  }
}

/**
 * The ARN under which `aws:PrincipalArn` shows a principal: a session is shown as its role. Null for what has
 * none. The path of a role is not part of its sessions' ARN, so it is missing here too.
 */
export function principalArnOf({ kind, text, accountId }: Principal): string | null {
  switch (kind) {
    case 'user':
    case 'role':
    case 'federated-user':
      return text
    case 'role-session': {
      const [, partition = 'aws'] = text.split(':')
      const [, role = ''] = text.split('/')
      return `arn:${partition}:iam::${accountId}:role/${role}`
    }
    case 'everyone':
    case 'account':
    case 'unique-id':
    case 'service':
    case 'federated':
    case 'canonical-user':
    case 'unknown':
      return null
  }
}

/** A principal in words. */
export function describePrincipal({ kind, text, accountId }: Principal): string {
  const name = text.split(/[/:]/).slice(kind === 'role-session' ? -2 : -1)
  switch (kind) {
    case 'everyone':
      return 'everyone'
    case 'account':
      return `account ${accountId ?? text}`
    case 'user':
      return `the user ${name.join('')} of account ${accountId ?? 'unknown'}`
    case 'role':
      return `the role ${name.join('')} of account ${accountId ?? 'unknown'}`
    case 'role-session':
      return `the session ${name[1] ?? ''} of the role ${name[0] ?? ''} of account ${accountId ?? 'unknown'}`
    case 'federated-user':
      return `the federated user ${name.join('')} of account ${accountId ?? 'unknown'}`
    case 'unique-id':
      return `a deleted user or role (${text})`
    case 'service':
      return `the service ${text}`
    case 'federated':
      return `users of the identity provider ${text}`
    case 'canonical-user':
      return `the account with the canonical user ID ${text}`
    case 'unknown':
      return text
  }
}

function awsPrincipalOf(text: string): Principal {
  if (text === '*') return everyone
  if (/^(\d{12}|\d{4}-\d{4}-\d{4})$/.test(text)) {
    return { kind: 'account', text, accountId: text.replaceAll('-', '') }
  }
  if (/^A[A-Z]{3}[A-Z0-9]{12,}$/.test(text)) return { kind: 'unique-id', text, accountId: null }
  const [, service = '', account = '', resource = ''] =
    /^arn:[^:]+:([^:]+)::([^:]*):(.+)$/s.exec(text) ?? []
  const accountId = /^\d{12}$/.test(account) ? account : null
  const kind = kinds.find(({ begins }) => `${service}:${resource}`.startsWith(begins))?.kind
  return { kind: kind ?? 'unknown', text, accountId }
}

const kinds: readonly { readonly begins: string; readonly kind: PrincipalKind }[] = [
  { begins: 'iam:root', kind: 'account' },
  { begins: 'iam:user/', kind: 'user' },
  { begins: 'iam:role/', kind: 'role' },
  { begins: 'sts:assumed-role/', kind: 'role-session' },
  { begins: 'sts:federated-user/', kind: 'federated-user' },
]
