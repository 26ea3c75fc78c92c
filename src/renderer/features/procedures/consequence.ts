import type { PlanTarget } from '../../../shared/domain/plans.ts'
import type { ProcedureKind, ProcedureRequest } from '../../../shared/domain/procedures.ts'
import { countedOf } from '../../format/count.ts'

/** The kinds that take something away which AWS does not give back. */
const destructive: ReadonlySet<ProcedureKind> = new Set(['delete-root-credentials'])

/** True where the button that lets it run is a red one. */
export function isDestructive(request: ProcedureRequest): boolean {
  return destructive.has(request.kind) || (request.kind === 'switch-organization' && !request.on)
}

/** What confirming does, in a sentence or two, before anything is typed. */
export function consequenceOf(
  request: ProcedureRequest,
  counts: { readonly targets: number; readonly items: number },
): string {
  switch (request.kind) {
    case 'audit-root-credentials':
      return 'One root session reads every detail of the account’s root credentials. Nothing is changed in AWS.'
    case 'delete-root-credentials':
      return `${countedOf(counts.items, 'root credential')} of ${countedOf(counts.targets, 'account')} will be deleted. AWS keeps no copy: none of them comes back. The way to a new root password stays open and was proven for each account.`
    case 'allow-password-recovery':
      return 'The root user may set a new password through “Forgot password” from then on. Whoever reads the root mailbox can become root until the account is closed again, which the case demands.'
    case 'change-root-mailbox':
      return 'AWS mails a code to the new address. With that code the address takes the place of the present one; whoever reads it can recover the root user from then on.'
    case 'unlock-bucket-policy':
    case 'unlock-queue-policy':
      return `The policy is ${request.change.kind === 'delete' ? 'deleted' : 'replaced by the text shown'}. It is compared with what was shown right before the write; the present text is kept and can be restored.`
    case 'switch-organization':
      return `The switch is turned ${request.on ? 'on' : 'off'} for the whole organization.`
  }
}

/** The title of a plan's accounts: `2 accounts, 5 calls`. */
export function targetsTitle(targets: number, items: number): string {
  return `${countedOf(targets, 'account')}, ${countedOf(items, 'call')}`
}

/** How many calls are planned in all. */
export function itemCountOf(targets: readonly Pick<PlanTarget, 'items'>[]): number {
  return targets.reduce((sum, { items }) => sum + items.length, 0)
}
