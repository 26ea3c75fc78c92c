import type { Report, ReportAccount, ReportControl } from '../../../shared/domain/reports.ts'
import { canonicalJson } from '../../journal/canonical-json.ts'
import { plainLine } from '../../plain-line.ts'

/**
 * The first thing in which a report contradicts what its evidence gives, one sentence; null where they agree.
 *
 * Words are left out of it (a verdict in a sentence, a title): another version of Rootkeep may say the same in other words. All that is counted, dated
 * or judged is in it.
 */
export function contradictionOf(said: Report, drawn: Report): string | null {
  return (
    accountsContradict(said.accounts, drawn.accounts) ??
    membersContradict('The report', said, drawn, totals) ??
    controlsContradict(said.controls, drawn.controls) ??
    membersContradict('The scope', said.scope, drawn.scope, ['whole', 'accounts', 'members']) ??
    membersContradict('The report', reasonsOf(said), reasonsOf(drawn), ['unknown', 'denied']) ??
    membersContradict('The report', said, drawn, rest)
  )
}

const totals = [
  'completeness',
  'postures',
  'findings',
  'holding',
  'notApplicable',
] as const satisfies readonly (keyof Report)[]

const rest = [
  'question',
  'redacted',
  'organization',
  'caller',
  'freshnessDays',
  'changes',
  'trend',
  'actions',
  'openCases',
  'exemptions',
  'runs',
] as const satisfies readonly (keyof Report)[]

/** Why accounts are unknown, without the words. */
function reasonsOf({ unknownReasons, scpGuard }: Report) {
  return {
    unknown: unknownReasons.map(({ code, accounts }) => [code, accounts]),
    denied: scpGuard.denied,
  }
}

function accountsContradict(
  said: readonly ReportAccount[],
  drawn: readonly ReportAccount[],
): string | null {
  for (let index = 0; index < Math.max(said.length, drawn.length); index += 1) {
    const one = said[index]
    const other = drawn[index]
    if (!one || (other && other.id < one.id)) {
      return `Account ${other?.id} is not in the report, and the evidence puts it there.`
    }
    if (!other || one.id < other.id) {
      return `Account ${one.id} is in the report, and the evidence does not put it there.`
    }
    const problem = accountContradicts(one, other)
    if (problem !== null) return problem
  }
  return null
}

function accountContradicts(said: ReportAccount, drawn: ReportAccount): string | null {
  const name = `Account ${said.id}`
  if (said.posture !== drawn.posture) {
    return `${name} is ${said.posture} in the report, and ${drawn.posture} by the evidence.`
  }
  const found = (account: ReportAccount) =>
    account.findings.map(({ kind, items }) => [kind, ...items].join(' ')).join(', ') || 'nothing'
  if (found(said) !== found(drawn)) {
    return `${name} holds ${plainLine(found(said))} in the report, and ${plainLine(found(drawn))} by the evidence.`
  }
  const judged = Object.entries(drawn.checks).find(
    ([check, { status }]) => said.checks[check as keyof typeof said.checks].status !== status,
  )
  if (judged) {
    const [check, { status }] = judged
    const other = said.checks[check as keyof typeof said.checks].status
    return `${name} has ${other} for ${check} in the report, and ${status} by the evidence.`
  }
  return membersContradict(name, said, drawn, accountFacts)
}

const accountFacts = [
  'name',
  'email',
  'state',
  'isManagement',
  'isDelegatedAdministrator',
  'joinedAt',
  'leftAt',
  'unitPath',
  'observedAt',
  'credentials',
  'attested',
  'oldestAt',
  'lastUsedAt',
  'exposure',
  'exemptionIds',
] as const satisfies readonly (keyof ReportAccount)[]

function controlsContradict(
  said: readonly ReportControl[],
  drawn: readonly ReportControl[],
): string | null {
  const nameOf = ({ framework, control }: ReportControl) => `${framework} ${control}`
  const saidBy = new Map(said.map((control) => [nameOf(control), control]))
  for (const control of drawn) {
    const name = nameOf(control)
    const other = saidBy.get(name)
    if (!other) return `${name} is not in the report.`
    if (other.status !== control.status) {
      return `${name} is ${other.status} in the report, and ${control.status} by the evidence.`
    }
    const problem = membersContradict(name, other, control, ['check', 'counts'])
    if (problem !== null) return problem
  }
  return said.length === drawn.length ? null : 'The report has controls that there are none of.'
}

/** The first of these members that is not the same, with what each of the two says. */
function membersContradict<T extends object>(
  name: string,
  said: T,
  drawn: T,
  members: readonly (keyof T & string)[],
): string | null {
  const member = members.find((member) => !isSame(said[member], drawn[member]))
  if (member === undefined) return null
  return `${name} says of ${member}: ${shown(said[member])}; by the evidence it is ${shown(drawn[member])}.`
}

function isSame(one: unknown, other: unknown): boolean {
  // Most are the same, letter for letter.
  return JSON.stringify(one) === JSON.stringify(other) || sameValue(one, other)
}

function sameValue(one: unknown, other: unknown): boolean {
  try {
    return canonicalJson(one) === canonicalJson(other)
  } catch {
    // A lone surrogate, and not the same on both sides.
    return false
  }
}

function shown(value: unknown): string {
  return plainLine(JSON.stringify(value), 80)
}
