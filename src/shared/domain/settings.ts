import { z } from 'zod'
import { AccountId } from './accounts.ts'
import { ProcedureKind, ProcedureRule } from './procedures.ts'
import { Region } from './regions.ts'

export const Theme = z.enum(['system', 'light', 'dark'])
export type Theme = z.infer<typeof Theme>

/** What the operator can set. */
export const Settings = z.strictObject({
  theme: Theme,
  /** Whether keys without Ctrl, Cmd or Alt do something (WCAG 2.1.4: they can be turned off). */
  plainKeys: z.boolean(),
  /** Days after which an observation is stale. */
  freshnessDays: z.int().min(1).max(365),
  /** Regions that are looked through for buckets and queues. */
  regions: z.array(Region).max(60),
  /** Minutes without a hand on the window after which it locks; 0 for never. */
  idleLockMinutes: z.int().min(0).max(480),
  /** Days within which a use of a credential makes its deletion something to acknowledge by itself. */
  recentUseDays: z.int().min(1).max(3650),
  /** What a ticket looks like: a regular expression that the whole ticket must fit. */
  ticketPattern: z.string().max(200).refine(isPattern, 'this is not a regular expression'),
  /** Accounts whose root credentials no bulk deletion touches. */
  protectedAccounts: z.array(AccountId).max(50_000),
  /** What each procedure needs. */
  rules: z.record(ProcedureKind, ProcedureRule),
  /** A procedure stops when more accounts of a wave than this, in percent, did not come out as wanted. */
  stopAbovePercent: z.int().min(0).max(100),
  /** Minutes for which a plan holds. */
  planMinutes: z
    .int()
    .min(5)
    .max(24 * 60),
  /** Hours for which a plan that needs an approval holds, and the approval with it. */
  approvalHours: z
    .int()
    .min(1)
    .max(7 * 24),
})
export type Settings = z.infer<typeof Settings>

/** The settings that loosen or tighten what may be done: changing them is asked for outside the page, and journaled. */
export const guardedSettings = [
  'ticketPattern',
  'protectedAccounts',
  'rules',
  'recentUseDays',
  'stopAbovePercent',
  'planMinutes',
  'approvalHours',
  'idleLockMinutes',
] as const

/** The Regions that every account has without opting in (AWS Account Management guide): where queues may be. */
const defaultRegions = [
  'us-east-1',
  'us-east-2',
  'us-west-1',
  'us-west-2',
  'ca-central-1',
  'sa-east-1',
  'eu-central-1',
  'eu-north-1',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-northeast-3',
  'ap-south-1',
  'ap-southeast-1',
  'ap-southeast-2',
] as const

export const defaultSettings: Settings = {
  theme: 'system',
  plainKeys: true,
  freshnessDays: 7,
  regions: [...defaultRegions],
  idleLockMinutes: 15,
  recentUseDays: 90,
  ticketPattern: '[A-Z][A-Z0-9]+-[0-9]+',
  protectedAccounts: [],
  rules: {
    'audit-root-credentials': rule({ maxAccounts: 1 }),
    'delete-root-credentials': rule({ maxAccounts: 1000 }),
    'allow-password-recovery': rule({ needsCase: true, needsTicket: true, maxAccounts: 1 }),
    'change-root-mailbox': rule({ needsCase: true, needsTicket: true, maxAccounts: 1 }),
    'unlock-bucket-policy': rule({ maxAccounts: 1 }),
    'unlock-queue-policy': rule({ maxAccounts: 1 }),
    'switch-organization': rule({ maxAccounts: 1 }),
  },
  stopAbovePercent: 10,
  planMinutes: 60,
  approvalHours: 24,
}

function rule(change: Partial<ProcedureRule>): ProcedureRule {
  return {
    needsCase: false,
    needsTicket: false,
    needsApproval: false,
    maxAccounts: 1,
    ...change,
  }
}

function isPattern(text: string): boolean {
  try {
    return new RegExp(text, 'u') instanceof RegExp
  } catch {
    return false
  }
}
