import type { Overview } from '../../../shared/domain/overview.ts'
import { countedOf, countOf } from '../../format/count.ts'
import { showAccounts } from '../../state/view-store.ts'
import { Button } from '../../ui/button.tsx'
import { Panel } from '../../ui/panel.tsx'
import { PostureGlyph } from '../../ui/posture-glyph.tsx'
import styles from './unknown-panel.module.css'

/** Why accounts are unknown and what to do about it; absent where every account is known. */
export function UnknownPanel({ overview }: { readonly overview: Overview }) {
  const { unknownReasons, completeness } = overview
  if (completeness.unknown === 0) return null
  return (
    <Panel
      title="Unknown"
      note={countedOf(completeness.unknown, 'account')}
      actions={
        <Button look="quiet" onClick={() => showAccounts({ postures: ['unknown'] })}>
          Show
        </Button>
      }
    >
      <ul className={styles.list}>
        {unknownReasons.map((reason) => (
          <li key={reason.code} className={styles.reason}>
            <PostureGlyph posture="unknown" />
            <div>
              <p>{reason.message}</p>
              <p className={styles.remedy}>{reason.remedy}</p>
            </div>
            <span className={styles.count}>{countOf(reason.accounts)}</span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
