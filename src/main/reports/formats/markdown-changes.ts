import {
  reportChangeKinds,
  type Report,
  type ReportChange,
} from '../../../shared/domain/reports.ts'
import { dayOf, minuteOf } from '../../../shared/format/instant.ts'
import { findingLabel } from '../../../shared/format/labels.ts'
import { code, document, plain, table } from '../../markdown.ts'

const kindLabel = {
  new: 'New finding',
  reappeared: 'Finding came back',
  fixed: 'Finding fixed',
  removed: 'Item removed',
  'became-unknown': 'Became unknown',
  'known-again': 'Known again',
  joined: 'Joined',
  left: 'Left',
} as const satisfies Record<ReportChange['kind'], string>

/** What became different in the period, counted, with the newest of it; nothing where no period was asked for. */
export function changesSection({ changes, question }: Report, most: number): string {
  if (changes === null || question.since === null) return ''
  const counted = reportChangeKinds
    .map((kind) => ({ kind, count: changes.filter((change) => change.kind === kind).length }))
    .filter(({ count }) => count > 0)
  const rows = changes
    .slice(-most)
    .toReversed()
    .map(({ at, accountId, accountName, kind, finding, items }) => [
      `${minuteOf(at)} UTC`,
      `${code(accountId)} ${plain(accountName)}`,
      kindLabel[kind],
      [finding === null ? '' : findingLabel[finding], ...items.map(code)].filter(Boolean).join(' '),
    ])
  return document(
    `## Changes since ${dayOf(question.since)}`,
    counted.length === 0
      ? 'None was noticed.'
      : `${counted.map(({ kind, count }) => `${kindLabel[kind]}: ${count}`).join(', ')}.`,
    table(['When', 'Account', 'What', 'Which'], rows),
    changes.length > rows.length ? `The newest ${rows.length} of ${changes.length} are shown.` : '',
  ).trimEnd()
}
