import { CircleSlash, KeyRound, ShieldCheck, Workflow, type LucideIcon } from 'lucide-react'
import { showCase } from '../../../state/view-store.ts'
import { Button } from '../../../ui/button.tsx'
import { Disclosure } from '../../../ui/disclosure.tsx'
import { Panel } from '../../../ui/panel.tsx'
import { BackToProcedures } from '../back-to-procedures.tsx'
import { answerGroups, rootOnlyTasks, type AnswerKind, type RootAnswer } from './root-answers.ts'
import formStyles from '../begin/begin-form.module.css'
import screenStyles from '../procedures-screen.module.css'
import styles from './root-needed-screen.module.css'

/** Leads from a problem to the procedure that solves it, to a case where only a root sign-in does, or away from root. */
export function RootNeededScreen() {
  return (
    <div className={screenStyles.scroll}>
      <BackToProcedures />
      <header className={formStyles.header}>
        <h1 className={formStyles.title}>Is root really needed?</h1>
        <p className={formStyles.lead}>
          Mostly not. Five tasks run in a short root session that is opened from here, without a
          password and without anybody signing in. Very few things take a person who signs in as
          root.
        </p>
      </header>
      <div className={styles.groups}>
        {answerGroups.map((group) => (
          <section key={group.title} className={styles.group} aria-label={group.title}>
            <h2 className={styles.title}>{group.title}</h2>
            {group.answers.map((answer) => (
              <Answer key={answer.problem} answer={answer} />
            ))}
          </section>
        ))}
      </div>
      <Panel title="What only a signed-in root user can do">
        <ul className={styles.tasks}>
          {rootOnlyTasks.map(({ task, first }) => (
            <li key={task}>
              {task}
              {first ? <span className={styles.first}>But first: {first}.</span> : null}
            </li>
          ))}
        </ul>
        <div className={styles.case}>
          <Button onClick={() => showCase(null)}>Open a break-glass case for one of these</Button>
        </div>
      </Panel>
    </div>
  )
}

const kindWords = {
  procedure: 'from here, nobody signs in',
  'sign-in': 'a root sign-in, in a case',
  'no-root': 'no root needed',
  elsewhere: 'not from here',
} as const satisfies Record<AnswerKind, string>

const icons = {
  procedure: Workflow,
  'sign-in': KeyRound,
  'no-root': ShieldCheck,
  elsewhere: CircleSlash,
} as const satisfies Record<AnswerKind, LucideIcon>

function Answer({ answer: { problem, kind, answer, action } }: { readonly answer: RootAnswer }) {
  const Icon = icons[kind]
  return (
    <Disclosure
      title={problem}
      note={
        <span className={styles.kind} data-kind={kind}>
          <Icon aria-hidden />
          {kindWords[kind]}
        </span>
      }
    >
      <p className={styles.text}>{answer}</p>
      {action ? <Button onClick={action.run}>{action.label}</Button> : null}
    </Disclosure>
  )
}
