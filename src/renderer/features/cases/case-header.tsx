import { FileText, TimerReset } from 'lucide-react'
import { useState } from 'react'
import type { CaseDetail } from '../../../shared/domain/cases.ts'
import { exactOf } from '../../format/instant.ts'
import { Button } from '../../ui/button.tsx'
import { CaseCountdown } from './case-countdown.tsx'
import { CaseMark } from './case-mark.tsx'
import { CaseReportDialog } from './case-report-dialog.tsx'
import type { CaseUrgency } from './case-urgency.ts'
import { scenarioLabel } from '../../../shared/domain/case-words.ts'
import { CloseCaseDialog } from './close-case-dialog.tsx'
import { ExtendCaseDialog } from './extend-case-dialog.tsx'
import styles from './case-view.module.css'

type CaseHeaderProps = { readonly detail: CaseDetail; readonly urgency: CaseUrgency }

/** Which case it is, how it stands, and what can be done with it as a whole. */
export function CaseHeader({ detail, urgency }: CaseHeaderProps) {
  const [dialog, setDialog] = useState<'extend' | 'close' | 'report' | null>(null)
  const subject = detail.case
  const isOpen = subject.state === 'open'
  const shut = () => setDialog(null)
  return (
    <header className={styles.header}>
      <h2 className={styles.ticket}>{subject.ticket}</h2>
      <CaseMark urgency={urgency} />
      {isOpen ? (
        <span className={styles.countdown}>
          <CaseCountdown subject={subject} />
        </span>
      ) : null}
      <div className={styles.actions}>
        <Button icon={<FileText aria-hidden />} onClick={() => setDialog('report')}>
          {isOpen ? 'Report so far' : 'Report'}
        </Button>
        {isOpen ? (
          <>
            <Button icon={<TimerReset aria-hidden />} onClick={() => setDialog('extend')}>
              Extend
            </Button>
            <Button onClick={() => setDialog('close')}>Close the case</Button>
          </>
        ) : null}
      </div>
      <p className={styles.scenario}>
        {scenarioLabel[subject.scenario]}
        {subject.closedAt === null ? '' : `, closed ${exactOf(subject.closedAt)}`}
      </p>
      <ExtendCaseDialog subject={subject} open={dialog === 'extend'} onClose={shut} />
      <CloseCaseDialog
        detail={detail}
        open={dialog === 'close'}
        onClose={shut}
        onClosed={() => setDialog('report')}
      />
      <CaseReportDialog subject={subject} open={dialog === 'report'} onClose={shut} />
    </header>
  )
}
