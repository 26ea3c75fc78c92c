import type { PolicyContext } from '../../../shared/policy/policy-context.ts'
import type { RequestJudgement } from '../../../shared/policy/policy-judgement.ts'
import type { PolicyView } from './policy-view.ts'
import { capabilityWords, whoCan } from './unlock-words.ts'
import styles from './access-table.module.css'

type AccessTableProps = {
  readonly context: PolicyContext
  readonly now: PolicyView
  /** Null while it is not known what the policy becomes. */
  readonly afterwards: PolicyView | null
}

/** Who of the owning account can do what, now and afterwards, as far as the policy decides it. */
export function AccessTable({ context, now, afterwards }: AccessTableProps) {
  const before = judgementsOf(now)
  const after = afterwards && judgementsOf(afterwards)
  const capabilities = (before ?? after)?.map(({ request }) => request.capability) ?? []
  if (capabilities.length === 0) return null
  return (
    <table className={styles.table}>
      <caption className={styles.caption}>
        Who in account {context.accountId} can do what, as far as this policy decides it
      </caption>
      <thead>
        <tr>
          <th scope="col">What</th>
          <th scope="col">Now</th>
          <th scope="col">Afterwards</th>
        </tr>
      </thead>
      <tbody>
        {capabilities.map((capability) => {
          const find = (judgements: readonly RequestJudgement[] | null) =>
            judgements?.find(({ request }) => request.capability === capability) ?? null
          return (
            <tr key={capability}>
              <th scope="row">{capabilityWords(capability, context)}</th>
              <Who judgement={find(before)} earlier={null} unknown="cannot be told" />
              <Who
                judgement={find(after)}
                earlier={find(before)}
                unknown={afterwards === null ? '–' : 'cannot be told'}
              />
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

type WhoProps = {
  readonly judgement: RequestJudgement | null
  /** What was before, so that what changes stands out. */
  readonly earlier: RequestJudgement | null
  readonly unknown: string
}

function Who({ judgement, earlier, unknown }: WhoProps) {
  if (judgement === null) return <td className={styles.unknown}>{unknown}</td>
  const words = whoCan(judgement)
  const changes = earlier !== null && whoCan(earlier) !== words
  return (
    <td data-breadth={judgement.way.breadth} data-changes={changes || undefined}>
      {words}
    </td>
  )
}

function judgementsOf(view: PolicyView): readonly RequestJudgement[] | null {
  return view.kind === 'unreadable' ? null : view.judgements
}
