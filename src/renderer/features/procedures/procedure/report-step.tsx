import { useQuery } from '@tanstack/react-query'
import type { Procedure } from '../../../../shared/domain/procedures.ts'
import { failureFrom } from '../../../state/client.ts'
import { reads } from '../../../state/reads.ts'
import { showAccount, showCase } from '../../../state/view-store.ts'
import { Button } from '../../../ui/button.tsx'
import { FailurePanel } from '../../../ui/failure-panel.tsx'
import { MarkdownText } from '../../../ui/markdown-text.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { HandoutButtons } from '../../../ui/text-handout.tsx'
import { BackToPolicy } from '../../unlock/back-to-policy.tsx'
import { countsWords } from '../procedure-words.ts'
import { StepEnd, StepPanel } from './step-panel.tsx'

/** What was done, for somebody who was not there. */
export function ReportStep({ procedure }: { readonly procedure: Procedure }) {
  const { data, error, refetch } = useQuery(reads.procedureReport(procedure.id))
  return (
    <StepPanel
      title="Report"
      note={countsWords(procedure.accounts, 'account')}
      actions={data ? <HandoutButtons label="Report" name={data.name} text={data.text} /> : null}
    >
      {error ? (
        <FailurePanel
          title="The report could not be written."
          failure={failureFrom(error)}
          onRetry={() => void refetch()}
        />
      ) : data ? (
        <MarkdownText label="Report in full" text={data.text} />
      ) : (
        <div aria-busy="true">
          <Skeleton width="50%" />
        </div>
      )}
      <StepEnd>
        <Onward procedure={procedure} />
      </StepEnd>
    </StepPanel>
  )
}

/** Where one goes from here: an opened account has to be closed, an audited one looked at. */
function Onward({ procedure: { request } }: { readonly procedure: Procedure }) {
  if (request.caseId !== null) {
    const { caseId } = request
    return (
      <>
        <Button look="primary" onClick={() => showCase(caseId)}>
          Go on in the case
        </Button>
        {request.kind === 'allow-password-recovery' ? (
          <span>The account is open until its root credentials are deleted and read back.</span>
        ) : null}
      </>
    )
  }
  if (request.kind === 'audit-root-credentials') {
    return (
      <Button look="primary" onClick={() => showAccount(request.accountId)}>
        Show the account
      </Button>
    )
  }
  return <BackToPolicy request={request} />
}
