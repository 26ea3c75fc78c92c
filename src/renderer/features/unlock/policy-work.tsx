import { useQuery } from '@tanstack/react-query'
import { useRef, useState, type ReactNode } from 'react'
import { effectiveRule } from '../../../shared/domain/procedure-rules.ts'
import type { ReadPolicy } from '../../../shared/domain/resources.ts'
import type { PolicyContext } from '../../../shared/policy/policy-context.ts'
import { failureFrom, rootkeep } from '../../state/client.ts'
import { reads } from '../../state/reads.ts'
import { useCommand } from '../../state/use-command.ts'
import { showProcedure } from '../../state/view-store.ts'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { Panel } from '../../ui/panel.tsx'
import { WhyFields } from '../procedures/begin/why-fields.tsx'
import { whyFaults, whyOf } from '../procedures/begin/why.ts'
import { AccessTable } from './access-table.tsx'
import { ChangePreview } from './change-preview.tsx'
import { LastChange } from './last-change.tsx'
import { OtherLocks } from './other-locks.tsx'
import { PlanBar } from './plan-bar.tsx'
import type { Repair } from '../../../shared/policy/policy-repair.ts'
import type { WayKind } from './policy-change.ts'
import { PolicyStatements } from './policy-statements.tsx'
import { PolicyVerdict } from './policy-verdict.tsx'
import { RestoreList } from './restore-list.tsx'
import type { PolicySubject } from './unlock-place.ts'
import { unlockRequest } from './unlock-request.ts'
import { startText } from './start-text.ts'
import { UnreadablePolicy } from './unreadable-policy.tsx'
import { usePolicyChange } from './use-policy-change.ts'
import { WayChoice } from './way-choice.tsx'
import styles from './policy-screen.module.css'

type PolicyWorkProps = PolicySubject & {
  readonly read: ReadPolicy
  readonly context: PolicyContext
  readonly reading: boolean
  readonly onReadAgain: () => void
  /** What stands above it. */
  readonly children: ReactNode
}

/** One policy that was read: its verdict, its statements, the ways to change it, what each does, and the way to the plan. */
export function PolicyWork({
  service,
  accountId,
  caseId,
  resource,
  read,
  context,
  reading,
  onReadAgain,
  children,
}: PolicyWorkProps) {
  const work = usePolicyChange({ service, accountId, caseId, id: resource.id, read, context })
  const { now, repairs, preImages, draft, afterwards } = work
  const { data: settings, error: settingsError } = useQuery(reads.settings())
  const begin = useCommand(rootkeep.procedures.begin)
  const [tried, setTried] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const choice = useRef<HTMLDivElement>(null)
  const preview = useRef<HTMLDivElement>(null)
  const request = unlockRequest(service, accountId, resource.id, read)
  const rule = settings && effectiveRule(request.kind, settings)
  const faults = rule && whyFaults(draft.why, rule, settings.ticketPattern)
  const whyMissing = faults && (faults.case ?? faults.reason ?? faults.ticket)
  const missing = work.reading.ready ? null : work.reading.missing
  const [lastChange] = preImages

  function choose(way: WayKind) {
    begin.reset()
    const opens = way === 'edit' && draft.text === null
    work.change({ way, ...(opens ? { text: startText(read.policy?.text ?? null) } : {}) })
  }

  function submit() {
    setTried(true)
    if (!faults || whyMissing !== null) {
      // Where the fault stands is known after the next drawing.
      requestAnimationFrame(() =>
        form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus(),
      )
      return
    }
    if (!work.reading.ready) return
    begin.send({ ...request, change: work.reading.change, ...whyOf(draft.why) }, ({ id }) => {
      work.planned()
      showProcedure(id)
    })
  }

  return (
    <form
      ref={form}
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <div className={styles.scroll}>
        {children}
        {work.movedOn ? (
          <p className={styles.changed} role="alert">
            <strong>The policy is another one than when you last looked at it here.</strong> What
            you see is the new one; what was chosen for the old one was put away.
          </p>
        ) : null}
        <PolicyVerdict
          service={service}
          read={read}
          view={now}
          reading={reading}
          onReadAgain={onReadAgain}
        >
          {lastChange ? (
            <LastChange
              image={lastChange}
              now={read.policy}
              onRestore={(preImageId) => {
                work.change({ way: 'restore', preImageId })
                choice.current?.scrollIntoView({ block: 'nearest' })
              }}
            />
          ) : null}
          {now.kind === 'none' || (now.kind === 'read' && now.analysis.lock === 'open') ? (
            <OtherLocks service={service} open={now.kind === 'none'} />
          ) : null}
        </PolicyVerdict>
        <div className={styles.columns}>
          {now.kind === 'read' && read.policy ? (
            <PolicyStatements held={read.policy} view={now} />
          ) : null}
          {now.kind === 'unreadable' && read.policy ? (
            <UnreadablePolicy held={read.policy} problems={now.problems} />
          ) : null}
          <div ref={choice}>
            <Panel title="What to do">
              <div className={styles.choice}>
                <WayChoice
                  way={draft.way}
                  repairs={repairs}
                  hasPolicy={read.policy !== null}
                  kept={preImages.length}
                  onChange={choose}
                />
                {draft.way === 'restore' ? (
                  <RestoreList
                    preImages={preImages}
                    chosenId={draft.preImageId}
                    onChoose={(preImageId) => work.change({ preImageId })}
                  />
                ) : null}
                <AccessTable context={context} now={now} afterwards={afterwards} />
              </div>
            </Panel>
          </div>
        </div>
        {draft.way === null ? null : (
          <div ref={preview}>
            <ChangePreview
              service={service}
              read={read}
              work={work}
              onText={(text) => work.change({ text })}
            />
          </div>
        )}
        {rule && faults ? (
          <div className={styles.why}>
            <WhyFields
              why={draft.why}
              onChange={(why) => work.change({ why })}
              rule={rule}
              faults={tried ? faults : { reason: null, ticket: null }}
            />
          </div>
        ) : settingsError ? (
          <FailurePanel title="The rules could not be read." failure={failureFrom(settingsError)} />
        ) : null}
      </div>
      <PlanBar
        chosen={chosenWords(draft.way, repairs)}
        missing={missing}
        whyMissing={whyMissing ?? null}
        tried={tried}
        pending={begin.pending}
        failure={begin.failure}
        onShowChange={() => preview.current?.scrollIntoView({ block: 'start' })}
      />
    </form>
  )
}

/** The chosen way in a few words; null while none is. */
function chosenWords(way: WayKind | null, repairs: readonly Repair[]): string | null {
  if (way === null) return null
  if (way === 'edit') return 'Replace the policy by the text of the editor'
  if (way === 'restore') return 'Restore an earlier policy'
  return repairs.find(({ kind }) => kind === way)?.title ?? null
}
