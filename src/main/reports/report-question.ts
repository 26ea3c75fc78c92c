import type { Instant } from '../../shared/domain/accounts.ts'
import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import type { QuestionDraft } from '../../shared/domain/report-jobs.ts'
import type { ReportQuestion } from '../../shared/domain/reports.ts'
import { fail, succeed, type Outcome } from '../../shared/ipc/result.ts'

/** The question that a draft asks at this moment. Errors: `invalid-input` where an instant lies ahead, or the period ends before it begins. */
export function questionOf(draft: QuestionDraft, now: Instant): Outcome<ReportQuestion> {
  const at = inMilliseconds(draft.at ?? now)
  const since = draft.since === null ? null : inMilliseconds(draft.since)
  if (at > inMilliseconds(now)) {
    return fail(
      failureOf('invalid-input', {
        message: 'The instant of the report lies in the future, of which nothing is known.',
      }),
    )
  }
  if (since !== null && since >= at) {
    return fail(
      failureOf('invalid-input', {
        message: 'The period begins at the instant of the report or after it.',
      }),
    )
  }
  return succeed({ ...draft, at, since })
}

/** As everything kept writes instants, so that they compare as texts. */
function inMilliseconds(instant: Instant): Instant {
  return new Date(instant).toISOString()
}
