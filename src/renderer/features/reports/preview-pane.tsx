import { useQuery } from '@tanstack/react-query'
import { RotateCw } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import type { Failure } from '../../../shared/domain/failure.ts'
import type { QuestionDraft, ReportPreview } from '../../../shared/domain/report-jobs.ts'
import type { ReportFormat } from '../../../shared/domain/reports.ts'
import { failureFrom } from '../../state/client.ts'
import { reads } from '../../state/reads.ts'
import { goTo } from '../../state/view-store.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { Select } from '../../ui/select.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { PreviewHead } from './preview-head.tsx'
import type { ReportForm } from './report-form.ts'
import { formatLabel, previewNotes } from './report-words.ts'
import { useSettled } from './use-settled.ts'
import styles from './preview-pane.module.css'

/** How long the form must stand still before its report is drawn. */
const restMs = 350

type PreviewPaneProps = {
  /** What is to be written, for what the preview cannot show of it. */
  readonly form: Pick<ReportForm, 'kind' | 'redact'>
  /** Null while something of it is missing. */
  readonly question: QuestionDraft | null
  readonly formats: readonly ReportFormat[]
}

/** How the report would look. A document is shown in a frame in which nothing runs. */
export function PreviewPane({ form, question, formats }: PreviewPaneProps) {
  const [wanted, setWanted] = useState<ReportFormat>('html')
  const format = formats.includes(wanted) ? wanted : (formats[0] ?? 'html')
  const settled = useSettled(question, restMs)
  const { data, error, isFetching, isPlaceholderData, isStale, refetch } = useQuery({
    ...reads.reportPreview(settled ?? { at: null, since: null, scope: unaskedScope }, format),
    enabled: settled !== null,
  })
  const behind = isPlaceholderData || JSON.stringify(settled) !== JSON.stringify(question)

  return (
    <section className={styles.pane} aria-label="Preview" aria-busy={isFetching || behind}>
      <header className={styles.bar}>
        <h2 className={styles.title}>Preview</h2>
        {formats.length > 1 ? (
          <Select
            label="Format of the preview"
            hideLabel
            value={format}
            options={formats.map((value) => ({ value, label: formatLabel[value] }))}
            onChange={setWanted}
          />
        ) : (
          <span className={styles.quiet}>{formatLabel[format]}</span>
        )}
        <p className={styles.state} role="status">
          {question === null
            ? 'The question is not complete: this is the last one that was'
            : behind || isFetching
              ? 'Drawing it anew'
              : isStale && data
                ? 'Something was stored since this was drawn'
                : ''}
        </p>
        <Button
          look="quiet"
          icon={<RotateCw aria-hidden />}
          pending={isFetching}
          disabled={settled === null}
          onClick={() => void refetch()}
        >
          Draw again
        </Button>
      </header>
      {error ? (
        <Obstacle failure={failureFrom(error)} onRetry={() => void refetch()} />
      ) : data ? (
        <Drawn
          preview={data}
          format={format}
          behind={behind}
          notes={previewNotes(form, format, data)}
        />
      ) : settled === null ? (
        <EmptyState title="The question is not complete" />
      ) : (
        <Drawing />
      )}
    </section>
  )
}

/** Stands in a read that is not made. */
const unaskedScope = {
  postures: [],
  findings: [],
  states: [],
  unitId: null,
  tag: null,
  search: '',
  includeLeft: false,
}

type DrawnProps = {
  readonly preview: ReportPreview
  readonly format: ReportFormat
  readonly behind: boolean
  readonly notes: readonly string[]
}

function Drawn({ preview, format, behind, notes }: DrawnProps) {
  const { document, text } = preview
  return (
    <>
      <PreviewHead preview={preview} />
      {notes.length > 0 ? <p className={styles.notes}>{notes.join(' ')}</p> : null}
      <div className={styles.sheet} data-behind={behind || undefined}>
        {document === null ? (
          <pre
            className={styles.text}
            role="region"
            aria-label={`${formatLabel[format]} preview`}
            // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by the keyboard
            tabIndex={0}
          >
            {text ?? ''}
          </pre>
        ) : (
          // SECURITY: no script, form, window or navigation of the report gets past an empty sandbox.
          <iframe
            key={document}
            className={styles.frame}
            sandbox=""
            title={`${formatLabel[format]} preview`}
            src={document}
          />
        )}
      </div>
    </>
  )
}

function Obstacle({
  failure,
  onRetry,
}: {
  readonly failure: Failure
  readonly onRetry: () => void
}): ReactNode {
  if (failure.code === 'nothing-to-report') {
    return (
      <EmptyState
        title="Nothing has been audited yet"
        action={<Button onClick={() => goTo('overview')}>To the first audit</Button>}
      >
        {failure.message} {failure.remedy}
      </EmptyState>
    )
  }
  return (
    <div className={styles.obstacle}>
      <FailurePanel title="The preview could not be drawn." failure={failure} onRetry={onRetry} />
    </div>
  )
}

function Drawing() {
  return (
    <div className={styles.drawing} aria-hidden="true">
      <Skeleton width={220} height={14} />
      <Skeleton width="60%" />
      <Skeleton width="72%" />
      <Skeleton width="54%" />
    </div>
  )
}
