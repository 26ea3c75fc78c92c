import { useRef, type ReactNode } from 'react'
import type { ReadPolicy } from '../../../shared/domain/resources.ts'
import type { PolicyContext } from '../../../shared/policy/policy-context.ts'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { WhyFields } from '../procedures/begin/why-fields.tsx'
import { ChangePreview } from './change-preview.tsx'
import { LastChange } from './last-change.tsx'
import { OtherLocks } from './other-locks.tsx'
import { PlanBar } from './plan-bar.tsx'
import { PolicyStatements } from './policy-statements.tsx'
import { PolicyVerdict } from './policy-verdict.tsx'
import type { PolicySubject } from './unlock-place.ts'
import { UnreadablePolicy } from './unreadable-policy.tsx'
import { usePolicyChange } from './use-policy-change.ts'
import { useUnlockPlan } from './use-unlock-plan.ts'
import { WhatToDo } from './what-to-do.tsx'
import styles from './policy-screen.module.css'

type PolicyWorkProps = {
  readonly subject: PolicySubject
  readonly read: ReadPolicy
  readonly context: PolicyContext
  readonly reading: boolean
  readonly onReadAgain: () => void
  /** What stands above it. */
  readonly children: ReactNode
}

/** One policy that was read: its verdict, its statements, the ways to change it, what each does, and the way to the plan. */
export function PolicyWork(props: PolicyWorkProps) {
  const { subject, read, context, reading, onReadAgain, children } = props
  const work = usePolicyChange(subject, read, context)
  const plan = useUnlockPlan(subject, read, work)
  const form = useRef<HTMLFormElement>(null)
  const choice = useRef<HTMLDivElement>(null)
  const preview = useRef<HTMLDivElement>(null)
  const { now, draft } = work
  const [lastChange] = work.preImages
  const isOpen = now.kind === 'none' || (now.kind === 'read' && now.analysis.lock === 'open')

  return (
    <form
      ref={form}
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        // Where something is wrong is known after the next drawing.
        if (!plan.make()) requestAnimationFrame(() => focusFault(form.current))
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
          service={subject.service}
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
                choice.current?.scrollIntoView({ block: 'start' })
              }}
            />
          ) : null}
          {isOpen ? <OtherLocks service={subject.service} open={now.kind === 'none'} /> : null}
        </PolicyVerdict>
        <div className={styles.columns}>
          {now.kind === 'read' && read.policy ? (
            <PolicyStatements held={read.policy} view={now} />
          ) : null}
          {now.kind === 'unreadable' && read.policy ? (
            <UnreadablePolicy held={read.policy} problems={now.problems} />
          ) : null}
          <div ref={choice}>
            <WhatToDo work={work} context={context} />
          </div>
        </div>
        {draft.way === null ? null : (
          <div ref={preview}>
            <ChangePreview service={subject.service} read={read} work={work} />
          </div>
        )}
        {plan.rule && draft.way !== null ? (
          <div className={styles.why}>
            <WhyFields
              why={draft.why}
              onChange={(why) => work.change({ why })}
              rule={plan.rule}
              faults={plan.faults}
            />
          </div>
        ) : null}
        {plan.ruleFailure ? (
          <FailurePanel title="The rules could not be read." failure={plan.ruleFailure} />
        ) : null}
      </div>
      <PlanBar
        chosen={work.chosen}
        plan={plan}
        onShowChange={() => preview.current?.scrollIntoView({ block: 'start' })}
      />
    </form>
  )
}

function focusFault(form: HTMLFormElement | null): void {
  form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
}
