import { lazy, Suspense } from 'react'
import type { ReadPolicy } from '../../../shared/domain/resources.ts'
import { policyLimitBytes } from '../../../shared/policy/policy-context.ts'
import type { PolicyService } from '../../state/procedure-place.ts'
import { Panel } from '../../ui/panel.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { PolicyDiff } from './policy-diff.tsx'
import type { PolicyChangeState } from './use-policy-change.ts'
import styles from './policy-screen.module.css'

/** The editor comes when it is wanted: most policies are opened without it, and so is the window. */
const PolicyEditor = lazy(async () => {
  const { PolicyEditor: loaded } = await import('./policy-editor.tsx')
  return { default: loaded }
})

type ChangePreviewProps = {
  readonly service: PolicyService
  readonly read: ReadPolicy
  readonly work: PolicyChangeState
}

/** The policy as it is beside what it becomes; the latter to write in, where that is the way. */
export function ChangePreview({ service, read, work }: ChangePreviewProps) {
  const { draft, reading, preImages, repairs } = work
  const held = read.policy?.text ?? null
  if (draft.way === 'edit' && draft.text !== null) {
    const repair = repairs.find(({ recommended, policy }) => recommended && policy !== null)
    return (
      <Panel title="Write the new policy" note="on the right; on the left it stands as it is now">
        <Suspense fallback={<Skeleton width="100%" height={240} />}>
          <PolicyEditor
            held={held}
            text={draft.text}
            repaired={repair?.policy ?? null}
            limitBytes={policyLimitBytes[service]}
            onChange={(text) => work.change({ text })}
          />
        </Suspense>
      </Panel>
    )
  }
  if (!('after' in reading) || reading.after === undefined) {
    return (
      <Panel title="What changes">
        <p className={styles.none}>{reading.ready ? '' : reading.missing}</p>
      </Panel>
    )
  }
  const kept = preImages.find(({ id }) => draft.way === 'restore' && id === draft.preImageId)
  return (
    <Panel title="What changes" note="line by line">
      <PolicyDiff
        before={read.policy}
        after={
          reading.after === null
            ? null
            : { text: reading.after, sha256: kept?.policy?.sha256 ?? null }
        }
      />
    </Panel>
  )
}
