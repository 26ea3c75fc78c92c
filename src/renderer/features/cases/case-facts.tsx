import type { BreakGlassCase } from '../../../shared/domain/cases.ts'
import { durationOf } from '../../format/duration.ts'
import { exactOf } from '../../format/instant.ts'
import { Copyable } from '../../ui/copyable.tsx'
import { Fact, FactList } from '../../ui/fact-list.tsx'
import { Panel } from '../../ui/panel.tsx'
import { scenarioLabel } from '../../../shared/domain/case-words.ts'

/** What a case was opened with, and how it ended. */
export function CaseFacts({ subject }: { readonly subject: BreakGlassCase }) {
  return (
    <Panel title="Facts">
      <FactList>
        <Fact name="Scenario">{scenarioLabel[subject.scenario]}</Fact>
        <Fact name="Reason">{subject.reason}</Fact>
        <Fact name="Ticket">
          <Copyable value={subject.ticket} what="ticket" />
        </Fact>
        <Fact name="Opened">{exactOf(subject.openedAt)}</Fact>
        <Fact name="By">{subject.openedBy}</Fact>
        <Fact name="Time box">
          {durationOf(Date.parse(subject.until) - Date.parse(subject.openedAt))}, until{' '}
          {exactOf(subject.until)}
        </Fact>
        {subject.closedAt === null ? null : <Fact name="Closed">{exactOf(subject.closedAt)}</Fact>}
        {subject.outcome === null ? null : <Fact name="Outcome">{subject.outcome}</Fact>}
        <Fact name="Organization">
          <Copyable value={subject.organizationId} what="organization ID" />
        </Fact>
        <Fact name="Case ID">
          <Copyable value={subject.id} what="case ID" />
        </Fact>
      </FactList>
    </Panel>
  )
}
