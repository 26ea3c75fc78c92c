import { useBundle, type BundleWork } from '../../state/bundle-store.ts'
import { closeDialog, useDialogs } from '../../state/dialog-store.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogActions } from '../../ui/dialog.tsx'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { BundleDetails } from './bundle-details.tsx'
import { openBundle, compareBundle } from './bundle-work.ts'
import { Comparison } from './comparison.tsx'

/** What is opened over the window for bundles: the details, a comparison, and why one was refused. */
export function BundleDialogs() {
  const viewed = useBundle((store) => store.viewed)
  const comparison = useBundle((store) => store.comparison)
  const detailsOpen = useDialogs(({ open }) => open?.kind === 'bundle-details')
  const putAway = () => useBundle.setState({ comparison: null })
  return (
    <>
      <Dialog
        open={detailsOpen && viewed !== null}
        onClose={closeDialog}
        title="Evidence bundle"
        width={760}
      >
        {viewed ? <BundleDetails viewed={viewed} /> : null}
      </Dialog>
      <Dialog
        open={comparison !== null}
        onClose={putAway}
        title="What changed between two bundles"
        width={1080}
      >
        {comparison ? <Comparison comparison={comparison} /> : null}
      </Dialog>
      <Refused />
    </>
  )
}

const refusedTitle = {
  opening: 'The bundle was not opened',
  comparing: 'The bundles were not compared',
  closing: 'The bundle was not closed',
} as const satisfies Record<BundleWork, string>

function Refused() {
  const refused = useBundle((store) => store.refused)
  const close = () => useBundle.setState({ refused: null })
  const again = refused?.work === 'comparing' ? compareBundle : openBundle
  return (
    <Dialog
      open={refused !== null}
      onClose={close}
      title={refused ? refusedTitle[refused.work] : ''}
      width={520}
    >
      {refused ? <FailurePanel failure={refused.failure} /> : null}
      <DialogActions>
        {refused?.work === 'closing' ? null : <Button onClick={again}>Choose another file…</Button>}
        <Button look="primary" onClick={close}>
          Close
        </Button>
      </DialogActions>
    </Dialog>
  )
}
