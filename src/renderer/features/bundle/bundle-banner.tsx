import { FileSearch, GitCompareArrows } from 'lucide-react'
import type { ViewedBundle } from '../../../shared/domain/bundles.ts'
import { minuteOf } from '../../format/instant.ts'
import { useBundle } from '../../state/bundle-store.ts'
import { openDialog } from '../../state/dialog-store.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Copyable } from '../../ui/copyable.tsx'
import { closeBundle, compareBundle } from './bundle-work.ts'
import { signerWords, verdictWords } from './bundle-words.ts'
import { VerdictIcon } from './verdict-icon.tsx'
import styles from './bundle-banner.module.css'

/** While a bundle is shown: whose it is, of when, and whether it holds. While one is read: that. */
export function BundleBanner() {
  const viewed = useBundle((store) => store.viewed)
  const work = useBundle((store) => store.work)
  return (
    <>
      {work === 'opening' || work === 'comparing' ? (
        <Banner tone="info" icon={<FileSearch aria-hidden />} title="Evidence bundle">
          {work === 'opening'
            ? 'Choose the file in the dialog; it is read and checked then.'
            : 'Choose the other bundle in the dialog; both are compared then.'}
        </Banner>
      ) : null}
      {viewed === null ? null : <Shown viewed={viewed} />}
    </>
  )
}

function Shown({ viewed: { manifest, verification } }: { readonly viewed: ViewedBundle }) {
  const work = useBundle((store) => store.work)
  const { state, tone, title, sentence } = verdictWords(verification)
  return (
    <Banner
      tone={tone}
      icon={<VerdictIcon state={state} />}
      title={`Evidence bundle: ${title}.`}
      actions={
        <>
          <Button onClick={() => openDialog({ kind: 'bundle-details' })}>Details</Button>
          <Button
            icon={<GitCompareArrows aria-hidden />}
            pending={work === 'comparing'}
            onClick={compareBundle}
          >
            Compare with another…
          </Button>
          <Button pending={work === 'closing'} onClick={closeBundle}>
            Close bundle
          </Button>
        </>
      }
    >
      {sentence}{' '}
      <span className={styles.signed}>
        {signerWords(manifest.signer.name, verification)}{' '}
        <Copyable value={manifest.signer.fingerprint} what="fingerprint" /> on{' '}
        {minuteOf(manifest.createdAt)} UTC. {manifest.redacted ? 'Redacted. ' : ''}Read-only.
      </span>
    </Banner>
  )
}
