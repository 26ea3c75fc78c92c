import type { Failure } from '../../shared/domain/failure.ts'
import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import type { PlannedItem } from '../../shared/domain/plans.ts'
import type { Outcome } from '../../shared/ipc/result.ts'
import { isInDoubt } from '../aws/in-doubt.ts'

export type Verdict = {
  readonly kind: 'done' | 'already-so' | 'failed' | 'in-doubt'
  readonly note: string | null
  readonly failure: Failure | null
  readonly requestId: string | null
}

/** What an answer of AWS means for the item that the call was for. */
export function verdictOf(
  answer: Outcome<{ readonly requestId: string | null }>,
  item: PlannedItem,
): Verdict {
  if (answer.ok) {
    return { kind: 'done', note: null, failure: null, requestId: answer.value.requestId }
  }
  const { error } = answer
  const requestId = error.requestId ?? null
  const already = alreadySo.find(({ code, call }) => error.code === code && call.test(item.call))
  if (already) return { kind: 'already-so', note: already.note, failure: null, requestId }
  if (isInDoubt(error)) {
    const failure = failureOf('in-doubt', {
      message: `The call was sent, and no answer tells whether AWS did it. ${error.message}`,
      awsCode: error.awsCode,
      requestId: error.requestId,
    })
    return { kind: 'in-doubt', note: null, failure, requestId }
  }
  return { kind: 'failed', note: null, failure: error, requestId }
}

/** Refusals that say: it is as you want it. */
const alreadySo: readonly {
  readonly code: Failure['code']
  readonly call: RegExp
  readonly note: string
}[] = [
  { code: 'no-such-entity', call: /^iam:(Delete|Deactivate)/, note: 'It was gone already.' },
  {
    code: 'already-delegate',
    call: /:RegisterDelegatedAdministrator$/,
    note: 'It was the delegated administrator already.',
  },
  {
    code: 'not-a-delegate',
    call: /:DeregisterDelegatedAdministrator$/,
    note: 'It was no delegated administrator any more.',
  },
]
