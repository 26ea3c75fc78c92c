import { procedureKinds, type ProcedureRule } from '../../shared/domain/procedures.ts'
import { guardedSettings, type Settings } from '../../shared/domain/settings.ts'
import { canonicalJson } from '../journal/canonical-json.ts'
import { plainLine } from '../plain-line.ts'

export type GuardedName = (typeof guardedSettings)[number]
export type GuardedSettings = Pick<Settings, GuardedName>

type Change = { readonly [K in keyof Settings]?: Settings[K] | undefined }

/** The guarded settings that a change would make different, by name. */
export function guardedIn(before: Settings, change: Change): GuardedName[] {
  return guardedSettings.filter((name) => {
    const after = change[name]
    return after !== undefined && canonicalJson(after) !== canonicalJson(before[name])
  })
}

/** What a change of guarded settings means, a line each, before and after. */
export function linesOf(before: GuardedSettings, after: GuardedSettings): string[] {
  return [
    ...(before.ticketPattern === after.ticketPattern
      ? []
      : [
          `Tickets look like: ${plainLine(before.ticketPattern)} → ${plainLine(after.ticketPattern)}`,
        ]),
    ...accountLine('No longer protected', before.protectedAccounts, after.protectedAccounts),
    ...accountLine('Protected from now on', after.protectedAccounts, before.protectedAccounts),
    ...(Object.keys(limitWords) as (keyof typeof limitWords)[])
      .filter((name) => before[name] !== after[name])
      .map((name) => `${limitWords[name]}: ${before[name]} → ${after[name]}`),
    ...procedureKinds.flatMap((kind) => ruleLines(kind, before.rules[kind], after.rules[kind])),
  ]
}

const limitWords = {
  recentUseDays: 'Days within which a use has to be acknowledged',
  stopAbovePercent: 'A procedure stops when more of a wave go wrong than, in percent',
  planMinutes: 'Minutes for which a plan holds',
  approvalHours: 'Hours for which an approved plan holds',
  idleLockMinutes: 'Minutes without a hand on the window after which it locks (0: never)',
} as const satisfies Record<
  Exclude<GuardedName, 'ticketPattern' | 'protectedAccounts' | 'rules'>,
  string
>

const accountsNamed = 8

/** Names the accounts of `these` that are not among `those`. */
function accountLine(words: string, these: readonly string[], those: readonly string[]): string[] {
  const known = new Set(those)
  const only = these.filter((id) => !known.has(id))
  if (only.length === 0) return []
  const more = only.length - accountsNamed
  return [
    `${words}: ${only.slice(0, accountsNamed).join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
  ]
}

const ruleWords = {
  needsCase: 'needs a break-glass case',
  needsTicket: 'needs a ticket',
  needsApproval: 'needs the approval of a second operator',
  maxAccounts: 'accounts at once',
} as const satisfies Record<keyof ProcedureRule, string>

function ruleLines(kind: string, before: ProcedureRule, after: ProcedureRule): string[] {
  const name = `${kind.charAt(0).toUpperCase()}${kind.slice(1).replaceAll('-', ' ')}`
  return (Object.keys(ruleWords) as (keyof ProcedureRule)[])
    .filter((field) => before[field] !== after[field])
    .map((field) => `${name}, ${ruleWords[field]}: ${said(before[field])} → ${said(after[field])}`)
}

function said(value: boolean | number): string {
  return typeof value === 'number' ? String(value) : value ? 'yes' : 'no'
}
