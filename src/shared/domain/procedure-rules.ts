import type { ProcedureKind, ProcedureRule } from './procedures.ts'
import type { Settings } from './settings.ts'

/** These open an account for a person to sign in as root: no setting lets them run outside a break-glass case. */
const onlyInsideCases: ReadonlySet<ProcedureKind> = new Set([
  'allow-password-recovery',
  'change-root-mailbox',
])

/**
 * What a procedure needs here: what the settings say, never less than a case for what opens an account.
 *
 * SECURITY: the engine and the window ask here, not the settings.
 */
export function effectiveRule(
  kind: ProcedureKind,
  { rules }: Pick<Settings, 'rules'>,
): ProcedureRule {
  const rule = rules[kind]
  return onlyInsideCases.has(kind) ? { ...rule, needsCase: true, needsTicket: true } : rule
}
