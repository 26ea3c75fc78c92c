import type { JournalKind } from '../../../shared/domain/journal.ts'

export const journalKindLabel = {
  'journal-begun': 'Journal begun',
  'procedure-opened': 'Procedure opened',
  'procedure-planned': 'Planned',
  'procedure-rehearsed': 'Rehearsed',
  'procedure-confirmed': 'Confirmed',
  'procedure-refused': 'Refused',
  'procedure-stopped': 'Stopped',
  'procedure-resumed': 'Resumed',
  'procedure-ended': 'Procedure ended',
  'call-intent': 'Call intended',
  'call-result': 'Call answered',
  'call-resolved': 'Doubt resolved',
  verification: 'Read back',
  'approval-requested': 'Approval requested',
  'approval-given': 'Approval given',
  'approval-accepted': 'Approval accepted',
  'approval-refused': 'Approval refused',
  'case-opened': 'Case opened',
  'case-step': 'Recovery step',
  'case-note': 'Note',
  'case-extended': 'Case extended',
  'case-closed': 'Case closed',
  'identity-created': 'Identity made',
  'operator-trusted': 'Operator trusted',
  'operator-revoked': 'Operator revoked',
  'rules-changed': 'Rules changed',
  'cloudtrail-imported': 'CloudTrail imported',
  'bundle-signed': 'Bundle signed',
  'connection-kept': 'Connection kept',
  'connection-removed': 'Connection removed',
  'signed-in': 'Signed in',
  'signed-out': 'Signed out',
} as const satisfies Record<JournalKind, string>

/** The kinds by what they are about: each is one chip, and its kinds are the menu below it. */
export const journalGroups = [
  {
    id: 'procedures',
    label: 'Procedures',
    kinds: [
      'procedure-opened',
      'procedure-planned',
      'procedure-rehearsed',
      'procedure-confirmed',
      'procedure-refused',
      'procedure-stopped',
      'procedure-resumed',
      'procedure-ended',
    ],
  },
  {
    id: 'calls',
    label: 'Calls',
    kinds: ['call-intent', 'call-result', 'call-resolved', 'verification'],
  },
  {
    id: 'approvals',
    label: 'Approvals',
    kinds: ['approval-requested', 'approval-given', 'approval-accepted', 'approval-refused'],
  },
  {
    id: 'cases',
    label: 'Cases',
    kinds: ['case-opened', 'case-step', 'case-note', 'case-extended', 'case-closed'],
  },
  {
    id: 'connections',
    label: 'Connections',
    kinds: ['connection-kept', 'connection-removed', 'signed-in', 'signed-out'],
  },
  {
    id: 'workstation',
    label: 'This workstation',
    kinds: [
      'journal-begun',
      'identity-created',
      'operator-trusted',
      'operator-revoked',
      'rules-changed',
      'cloudtrail-imported',
      'bundle-signed',
    ],
  },
] as const satisfies readonly {
  readonly id: string
  readonly label: string
  readonly kinds: readonly JournalKind[]
}[]
export type JournalGroup = (typeof journalGroups)[number]

/** True where every kind of the group is in the filter. */
export function isGroupOn(kinds: readonly JournalKind[], group: JournalGroup): boolean {
  return group.kinds.every((kind) => kinds.includes(kind))
}

/** The filter's kinds with all of a group added, or taken out where all were in. */
export function toggledGroup(
  kinds: readonly JournalKind[],
  group: JournalGroup,
): readonly JournalKind[] {
  const others = kinds.filter((kind) => !includes(group, kind))
  return isGroupOn(kinds, group) ? others : [...others, ...group.kinds]
}

function includes(group: JournalGroup, kind: JournalKind): boolean {
  return group.kinds.some((each) => each === kind)
}
