import { TriangleAlert } from 'lucide-react'
import type { ReportPreview } from '../../../shared/domain/report-jobs.ts'
import { completenessSentence } from '../../format/completeness.ts'
import { countOf } from '../../format/count.ts'
import { exactOf } from '../../format/instant.ts'
import styles from './preview-pane.module.css'

/** What the report rests on, above it and never folded away: its instant, its accounts, its completeness, its caveats. */
export function PreviewHead({ preview }: { readonly preview: ReportPreview }) {
  const { question, completeness, scope, caveats } = preview
  return (
    <div className={styles.head}>
      <dl className={styles.facts}>
        <div>
          <dt>Judged at</dt>
          <dd>{exactOf(question.at)}</dd>
        </div>
        {question.since === null ? null : (
          <div>
            <dt>Since</dt>
            <dd>{exactOf(question.since)}</dd>
          </div>
        )}
        <div>
          <dt>Accounts</dt>
          <dd>
            {scope.whole
              ? `all ${countOf(scope.members)}`
              : `${countOf(scope.accounts)} of ${countOf(scope.members)}`}
          </dd>
        </div>
        <div>
          <dt>Completeness</dt>
          <dd>{completenessSentence(completeness)}</dd>
        </div>
      </dl>
      {caveats.length === 0 ? null : (
        <ul className={styles.caveats} aria-label="Caveats">
          {caveats.map((caveat) => (
            <li key={caveat} className={styles.caveat}>
              <TriangleAlert aria-hidden />
              <span>{caveat}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
