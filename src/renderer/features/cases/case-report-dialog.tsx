import { useQuery } from '@tanstack/react-query'
import type { BreakGlassCase } from '../../../shared/domain/cases.ts'
import { failureFrom } from '../../state/client.ts'
import { reads } from '../../state/reads.ts'
import { Dialog, DialogActions } from '../../ui/dialog.tsx'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { MarkdownText } from '../../ui/markdown-text.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { HandoutButtons } from '../../ui/text-handout.tsx'

type CaseReportDialogProps = {
  readonly subject: BreakGlassCase
  readonly open: boolean
  readonly onClose: () => void
}

/** The post-incident report, to read, copy and save. */
export function CaseReportDialog({ subject, open, onClose }: CaseReportDialogProps) {
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title="Post-incident report"
      description={
        subject.state === 'open'
          ? `${subject.ticket} is still open: the report tells what the journal holds so far.`
          : subject.ticket
      }
      width={880}
    >
      <CaseReport caseId={subject.id} />
    </Dialog>
  )
}

function CaseReport({ caseId }: { readonly caseId: string }) {
  const { data, error, refetch } = useQuery(reads.caseReport(caseId))
  if (error) return <FailurePanel failure={failureFrom(error)} onRetry={() => void refetch()} />
  if (!data) return <Skeleton width="60%" height={14} />
  return (
    <>
      <MarkdownText label="Post-incident report" text={data.text} />
      <DialogActions>
        <HandoutButtons label="Post-incident report" name={data.name} text={data.text} />
      </DialogActions>
    </>
  )
}
