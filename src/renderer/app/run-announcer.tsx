import { useRun } from '../state/run-store.ts'
import { runStateLabel } from '../format/labels.ts'

/** Tells a screen reader how a run goes: each quarter and each change of state, not each account. */
export function RunAnnouncer() {
  const words = useRun(({ progress }) => {
    if (progress === null) return ''
    const { state, done, targets, listing } = progress
    if (state !== 'running') return `Audit ${runStateLabel[state].toLowerCase()}.`
    if (listing || targets === 0) return 'Audit running.'
    return `Audit running, ${Math.floor((done / targets) * 4) * 25} % done.`
  })
  return (
    <p className="visually-hidden" role="status">
      {words}
    </p>
  )
}
