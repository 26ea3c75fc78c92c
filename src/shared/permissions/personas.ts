import { z } from 'zod'

/** Who works with root users, each with as much as the work needs. */
export const personas = [
  'auditor',
  'credential-remover',
  'recovery-operator',
  'unlocker',
  'organization-admin',
] as const
export const Persona = z.enum(personas)
export type Persona = z.infer<typeof Persona>

/** The task policies of AssumeRoot (fact sheet 1.4). */
export type TaskPolicy =
  | 'IAMAuditRootUserCredentials'
  | 'IAMCreateRootUserPassword'
  | 'IAMDeleteRootUserCredentials'
  | 'S3UnlockBucketPolicy'
  | 'SQSUnlockQueuePolicy'

/** What a persona is for, and what it may do besides reading the organization. */
export type PersonaRights = {
  readonly label: string
  /** What one can do with it in Rootkeep. */
  readonly about: string
  /** What one who grants it has to know; null where there is nothing. */
  readonly caution: string | null
  readonly tasks: readonly TaskPolicy[]
  /** Calls on the root mailbox of members, through Account Management. */
  readonly mailbox: boolean
  /** The switches of the organization: for the management account only. */
  readonly switches: boolean
}

export const personaRights: Readonly<Record<Persona, PersonaRights>> = {
  auditor: {
    label: 'Auditor',
    about: 'Audits the root users of member accounts, and writes reports. Changes nothing.',
    caution: null,
    tasks: ['IAMAuditRootUserCredentials'],
    mailbox: false,
    switches: false,
  },
  'credential-remover': {
    label: 'Credential remover',
    about: 'Audits, and deletes root credentials.',
    caution:
      'IAMCreateRootUserPassword is in it because Rootkeep proves the way back before it deletes: it opens such a session and drops it unused. Whoever has the role could also allow a password recovery.',
    tasks: [
      'IAMAuditRootUserCredentials',
      'IAMDeleteRootUserCredentials',
      'IAMCreateRootUserPassword',
    ],
    mailbox: false,
    switches: false,
  },
  'recovery-operator': {
    label: 'Recovery operator',
    about:
      'Allows a password recovery in a break-glass case, corrects the root mailbox, and closes the account again.',
    caution:
      'Who may read the root mailbox and has this role can become root. Give the two to different people.',
    tasks: [
      'IAMAuditRootUserCredentials',
      'IAMCreateRootUserPassword',
      'IAMDeleteRootUserCredentials',
    ],
    mailbox: true,
    switches: false,
  },
  unlocker: {
    label: 'Unlocker',
    about: 'Repairs bucket and queue policies that lock everyone out.',
    caution: 'It can read and replace the policy of every bucket and queue in scope.',
    tasks: ['S3UnlockBucketPolicy', 'SQSUnlockQueuePolicy'],
    mailbox: false,
    switches: false,
  },
  'organization-admin': {
    label: 'Organization admin',
    about:
      'Turns trusted access and the two features on and off, and names the delegated administrator. Opens no root session.',
    caution:
      'It works in the management account only, where service control policies do not apply.',
    tasks: [],
    mailbox: false,
    switches: true,
  },
}
