import type { BundleVerification, ViewedBundle } from '../../../shared/domain/bundles.ts'
import { countedOf } from '../../format/count.ts'
import { durationOf } from '../../format/duration.ts'
import { exactOf } from '../../format/instant.ts'
import { closeDialog } from '../../state/dialog-store.ts'
import { Button } from '../../ui/button.tsx'
import { Copyable } from '../../ui/copyable.tsx'
import { DialogActions } from '../../ui/dialog.tsx'
import { Fact, FactList } from '../../ui/fact-list.tsx'
import { Fingerprint } from '../../ui/fingerprint.tsx'
import { filterSentence } from '../accounts/filter-words.ts'
import { closeBundle, compareBundle } from './bundle-work.ts'
import { checkLabel, checkStateLabel, verdictWords } from './bundle-words.ts'
import { CheckIcon, VerdictIcon } from './verdict-icon.tsx'
import styles from './bundle-details.module.css'

/** Everything that is known of the bundle on screen: the verdict, each check, and whose key it is. */
export function BundleDetails({ viewed }: { readonly viewed: ViewedBundle }) {
  const { manifest, verification, path } = viewed
  const { state, tone, title, sentence } = verdictWords(verification)
  const { question } = manifest
  return (
    <div className={styles.details}>
      <div className={styles.verdict} data-tone={tone}>
        <VerdictIcon state={state} />
        <div>
          <p className={styles.title}>{title}</p>
          <p>{sentence}</p>
        </div>
      </div>
      {verification?.warnings.map((warning) => (
        <p key={warning} className={styles.warning}>
          {warning}
        </p>
      ))}
      <section className={styles.section} aria-labelledby="bundle-signer">
        <h3 id="bundle-signer" className={styles.heading}>
          Signed by {manifest.signer.name}
        </h3>
        <Fingerprint value={manifest.signer.fingerprint} />
      </section>
      {verification ? <Checks verification={verification} /> : null}
      <section className={styles.section} aria-labelledby="bundle-facts">
        <h3 id="bundle-facts" className={styles.heading}>
          What it is
        </h3>
        <FactList>
          <Fact name="Made">
            {exactOf(manifest.createdAt)} with Rootkeep {manifest.tool.version}
          </Fact>
          <Fact name="Judged as of">{exactOf(question.at)}</Fact>
          <Fact name="Period">
            {question.since === null ? 'None' : `Since ${exactOf(question.since)}`}
          </Fact>
          <Fact name="Accounts">{filterSentence(question.scope)}</Fact>
          <Fact name="Redacted">
            {manifest.redacted
              ? 'Yes: names, mails and IDs are pseudonyms, the same in every bundle of this signer'
              : 'No'}
          </Fact>
          <Fact name="Organization">
            <Copyable value={manifest.organizationId} what="organization ID" />
          </Fact>
          <Fact name="Holds">{countedOf(manifest.files.length, 'file')}</Fact>
          <Fact name="File">
            <Copyable value={path} what="path" />
          </Fact>
          {verification ? (
            <Fact name="SHA-256">
              <Copyable value={verification.sha256} what="SHA-256 of the file" />
            </Fact>
          ) : null}
        </FactList>
      </section>
      <DialogActions>
        <Button
          onClick={() => {
            closeDialog()
            compareBundle()
          }}
        >
          Compare with another bundle…
        </Button>
        <Button
          onClick={() => {
            closeDialog()
            closeBundle()
          }}
        >
          Close bundle
        </Button>
      </DialogActions>
    </div>
  )
}

function Checks({ verification }: { readonly verification: BundleVerification }) {
  return (
    <section className={styles.section} aria-labelledby="bundle-checks">
      <h3 id="bundle-checks" className={styles.heading}>
        Checks <span className={styles.note}>made in {durationOf(verification.durationMs)}</span>
      </h3>
      <ul className={styles.checks}>
        {verification.checks.map(({ check, state, sentence }) => (
          <li key={check} className={styles.check} data-state={state}>
            <CheckIcon state={state} />
            <span className={styles.name}>{checkLabel[check]}</span>
            <span className={styles.state}>{checkStateLabel[state]}</span>
            <span>{sentence}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
