import { CircleStop, FilePen, FilePlus2 } from 'lucide-react'
import { useRef, useState } from 'react'
import type { QuestionDraft, WrittenFile } from '../../../shared/domain/report-jobs.ts'
import { rootkeep } from '../../state/client.ts'
import { useReports } from '../../state/report-store.ts'
import { useCommand } from '../../state/use-command.ts'
import { showReports } from '../../state/view-store.ts'
import { Button } from '../../ui/button.tsx'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { OrganizationMark } from '../../ui/organization-mark.tsx'
import { showToast } from '../../ui/toast-manager.ts'
import { IdentityGate } from '../procedures/identity-gate.tsx'
import { ReportProgressStrip } from './report-progress-strip.tsx'
import type { Asked, ReportForm } from './report-form.ts'
import { partsOfPath, saveWords, writtenWords } from './report-words.ts'
import styles from './save-bar.module.css'

type SaveBarProps = { readonly form: ReportForm; readonly asked: Asked }

/** Writes what the form asks for. Where to is asked outside of the page; a bundle is signed, so it needs the identity. */
export function SaveBar({ form, asked }: SaveBarProps) {
  const saveButton = useRef<HTMLButtonElement>(null)
  const [written, setWritten] = useState<readonly WrittenFile[]>([])
  const report = useCommand(rootkeep.reports.write)
  const bundle = useCommand(rootkeep.reports.bundle)
  const progress = useReports((store) => store.progress)
  const pending = report.pending || bundle.pending
  const failure = form.kind === 'bundle' ? bundle.failure : report.failure
  const { question, faults } = asked

  function took(files: readonly WrittenFile[] | null) {
    if (files === null || files.length === 0) return
    setWritten(files)
    showToast(writtenWords(files), partsOfPath(files[0]?.path ?? '').folder)
  }

  function save(wanted: QuestionDraft) {
    const { paper, redact } = form
    const formats = [...form.formats]
    setWritten([])
    report.reset()
    bundle.reset()
    if (form.kind === 'report') report.send({ question: wanted, formats, paper }, took)
    else {
      bundle.send({ question: wanted, formats, paper, redact }, (file) =>
        took(file === null ? null : [file]),
      )
    }
  }

  const button = (
    <Button
      ref={saveButton}
      look="primary"
      icon={form.kind === 'bundle' ? <FilePen aria-hidden /> : <FilePlus2 aria-hidden />}
      disabled={question === null || faults.formats !== null || (progress !== null && !pending)}
      title={progress !== null && !pending ? 'Another report is being written' : undefined}
      pending={pending}
      onClick={() => question && save(question)}
    >
      {saveWords(form)}
    </Button>
  )

  return (
    <div className={styles.bar}>
      {progress ? (
        <ReportProgressStrip progress={progress} onStopGone={() => saveButton.current?.focus()} />
      ) : null}
      {failure ? (
        failure.code === 'cancelled' ? (
          <p className={styles.stopped} role="status">
            <CircleStop aria-hidden />
            Stopped. Nothing is left of what was not finished.
          </p>
        ) : (
          <FailurePanel title="It was not written." failure={failure} />
        )
      ) : null}
      {written.length > 0 ? (
        <p className={styles.written} role="status">
          <span>{writtenWords(written)}</span>
          <Button look="quiet" onClick={() => showReports('written')}>
            Show with hashes
          </Button>
        </p>
      ) : null}
      <OrganizationMark />
      {form.kind === 'bundle' ? (
        <IdentityGate purpose="sign the bundle">{() => button}</IdentityGate>
      ) : (
        button
      )}
    </div>
  )
}
