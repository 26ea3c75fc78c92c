import { useQuery } from '@tanstack/react-query'
import { Download, PenLine, ShieldCheck, ShieldX } from 'lucide-react'
import { useId } from 'react'
import type { JournalVerification } from '../../../shared/domain/journal.ts'
import { countedOf, countOf } from '../../format/count.ts'
import { durationOf } from '../../format/duration.ts'
import { rootkeep } from '../../state/client.ts'
import { reads } from '../../state/reads.ts'
import { useCommand } from '../../state/use-command.ts'
import { Button } from '../../ui/button.tsx'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { showToast } from '../../ui/toast-manager.ts'
import { BrokenJournal } from './broken-journal.tsx'
import { keepVerification, showTab, useJournalPlace } from './journal-place.ts'
import styles from './proof-strip.module.css'

/** Whether the journal is as it was written, how much of it is signed, and the ways to prove it elsewhere. */
export function ProofStrip() {
  const { data: head } = useQuery(reads.journalHead())
  const verification = useJournalPlace((place) => place.verification)
  const verify = useCommand(() => rootkeep.journal.verify())
  const save = useCommand(() => rootkeep.journal.export())
  const id = useId()

  return (
    <section className={styles.proof} aria-labelledby={id}>
      <h2 id={id} className="visually-hidden">
        Proof
      </h2>
      <div className={styles.strip}>
        <p className={styles.state} role="status">
          <VerificationWords verification={verification} written={head?.entries ?? null} />
        </p>
        {head ? <UnsignedButton unsigned={head.sinceCheckpoint} /> : null}
        <div className={styles.actions}>
          <Button
            look="primary"
            icon={<ShieldCheck aria-hidden />}
            pending={verify.pending}
            onClick={() => verify.send(undefined, keepVerification)}
          >
            {verify.pending ? 'Verifying' : 'Verify'}
          </Button>
          <Button
            icon={<Download aria-hidden />}
            pending={save.pending}
            onClick={() =>
              save.send(
                undefined,
                ({ path }) => path && showToast('The journal is exported.', path),
              )
            }
          >
            Export
          </Button>
        </div>
      </div>
      {verify.failure ? (
        <FailurePanel title="The journal could not be verified." failure={verify.failure} />
      ) : null}
      {save.failure ? (
        <FailurePanel title="The journal could not be exported." failure={save.failure} />
      ) : null}
      {verification && !verification.intact ? <BrokenJournal verification={verification} /> : null}
      {verification?.warnings.map((warning) => (
        <p key={warning} className={styles.warning}>
          {warning}
        </p>
      ))}
    </section>
  )
}

type VerificationWordsProps = {
  readonly verification: JournalVerification | null
  /** Entries there are now; null until it is known. */
  readonly written: number | null
}

function VerificationWords({ verification, written }: VerificationWordsProps) {
  if (verification === null) return 'Not verified since the window opened'
  const { intact, entries, at, durationMs } = verification
  const since = Math.max(0, (written ?? 0) - entries)
  return (
    <span className={styles.verdict} data-intact={intact}>
      {intact ? <ShieldCheck aria-hidden /> : <ShieldX aria-hidden />}
      <span>
        <strong>{intact ? 'Intact' : 'Not intact'}</strong>:{' '}
        {countedOf(entries, 'entry', 'entries')} read in {durationOf(durationMs)},{' '}
        <RelativeTime at={at} />
        {since === 0 ? '' : `, ${countOf(since)} written since`}
      </span>
    </span>
  )
}

/** How much of the journal no signature covers yet, and the way to sign it. */
function UnsignedButton({ unsigned }: { readonly unsigned: number }) {
  return (
    <Button look="quiet" icon={<PenLine aria-hidden />} onClick={() => showTab('checkpoints')}>
      {unsigned === 0
        ? 'All entries are signed for'
        : `${countedOf(unsigned, 'entry', 'entries')} since the last checkpoint`}
    </Button>
  )
}
