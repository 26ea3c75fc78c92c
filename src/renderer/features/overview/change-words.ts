import type { Change } from '../../../shared/domain/overview.ts'
import { findingLabel } from '../../format/labels.ts'

/** What a change says after the account's name. */
export function wordsOf({ kind, finding }: Pick<Change, 'kind' | 'finding'>): string {
  const what = finding === null ? 'Root credentials' : findingLabel[finding]
  switch (kind) {
    case 'appeared':
      return `${what} appeared`
    case 'fixed':
      return `${what} gone`
    case 'became-unknown':
      return 'Became unknown'
    case 'known-again':
      return 'Known again'
    case 'joined':
      return 'Joined the organization'
    case 'left':
      return 'Left the organization'
  }
}
