import { isLocked } from '../../../shared/policy/policy-analysis.ts'
import type { PolicyContext } from '../../../shared/policy/policy-context.ts'
import { Panel } from '../../ui/panel.tsx'
import { AccessTable } from './access-table.tsx'
import type { PolicyView } from './policy-view.ts'
import { RestoreList } from './restore-list.tsx'
import type { PolicyChangeState } from './use-policy-change.ts'
import { WayChoice } from './way-choice.tsx'
import styles from './policy-screen.module.css'

type WhatToDoProps = { readonly work: PolicyChangeState; readonly context: PolicyContext }

/** The ways to change the policy, and who can do what once the chosen one was gone. */
export function WhatToDo({ work, context }: WhatToDoProps) {
  const { now, repairs, preImages, draft, afterwards, choose, change } = work
  return (
    <Panel title="What to do">
      <div className={styles.choice}>
        <WayChoice
          way={draft.way}
          repairs={repairs}
          hasPolicy={now.kind !== 'none'}
          kept={preImages.length}
          onChange={choose}
        />
        {draft.way === 'restore' ? (
          <RestoreList
            preImages={preImages}
            chosenId={draft.preImageId}
            onChoose={(preImageId) => change({ preImageId })}
          />
        ) : null}
        {draft.way === 'edit' || draft.way === 'restore' ? <Afterwards view={afterwards} /> : null}
        <AccessTable context={context} now={now} afterwards={afterwards} />
      </div>
    </Panel>
  )
}

/** Whom the policy locks out afterwards: of a text that nobody has looked at yet, it is said loudly. */
function Afterwards({ view }: { readonly view: PolicyView | null }) {
  if (view === null || view.kind === 'unreadable') return null
  if (view.kind === 'none') {
    return <p className={styles.afterwards}>Afterwards there is no policy, as it was then.</p>
  }
  const locks = isLocked(view.analysis)
  return (
    <p className={styles.afterwards} data-locks={locks || undefined} role="status">
      <strong>{locks ? 'It locks again afterwards.' : 'Afterwards.'}</strong>{' '}
      {view.analysis.sentence}
    </p>
  )
}
