import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { CloudTrailFinding, CloudTrailMatch } from '../../../shared/domain/journal.ts'
import { shortCallerOf } from '../../format/caller.ts'
import { countOf } from '../../format/count.ts'
import { exactOf } from '../../format/instant.ts'
import { failureFrom } from '../../state/client.ts'
import { pageSize, reads } from '../../state/reads.ts'
import { showAccount } from '../../state/view-store.ts'
import { Button } from '../../ui/button.tsx'
import { Copyable } from '../../ui/copyable.tsx'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { sayFailure } from '../../ui/say-failure.ts'
import { showToast } from '../../ui/toast-manager.ts'
import { findEntry } from './journal-place.ts'
import { oneMatchLabel } from './match-words.ts'
import styles from './cloudtrail-result.module.css'

type CloudTrailFindingsProps = {
  readonly importId: string
  readonly match: CloudTrailMatch | null
  readonly total: number
}

/** The lines of a comparison, a page at a time. */
export function CloudTrailFindings({ importId, match, total }: CloudTrailFindingsProps) {
  const [page, setPage] = useState(0)
  const { data, error, refetch } = useQuery({
    ...reads.cloudTrailFindings(importId, match, page),
    placeholderData: keepPreviousData,
  })
  const pages = Math.max(1, Math.ceil((data?.total ?? total) / pageSize))
  if (error) return <FailurePanel failure={failureFrom(error)} onRetry={() => void refetch()} />
  if (data?.total === 0) return <p className={styles.none}>There is none.</p>
  return (
    <>
      <div className={styles.scroll}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Match</th>
              <th scope="col">Time</th>
              <th scope="col">Event</th>
              <th scope="col">Account</th>
              <th scope="col">Caller</th>
              <th scope="col">From</th>
              <th scope="col">Entry</th>
              <th scope="col">Request ID</th>
              <th scope="col">Access key</th>
            </tr>
          </thead>
          <tbody>
            {data?.findings.map((finding, index) => (
              <FindingRow
                key={finding.eventId ?? `entry-${finding.sequence ?? index}`}
                finding={finding}
              />
            ))}
          </tbody>
        </table>
      </div>
      {pages > 1 ? (
        <div className={styles.pages}>
          <Button disabled={page === 0} onClick={() => setPage(page - 1)}>
            Previous
          </Button>
          <span role="status">
            Page {countOf(page + 1)} of {countOf(pages)}
          </span>
          <Button disabled={page + 1 >= pages} onClick={() => setPage(page + 1)}>
            Next
          </Button>
        </div>
      ) : null}
    </>
  )
}

function FindingRow({ finding }: { readonly finding: CloudTrailFinding }) {
  const { match, at, eventName, accountId, callerArn, sourceIp, requestId, accessKeyId, sequence } =
    finding
  return (
    <tr data-match={match}>
      <td className={styles.match}>{oneMatchLabel[match]}</td>
      <td>{exactOf(at).slice(0, -4)}</td>
      <td className={styles.event}>{eventName}</td>
      <td>
        {accountId === null ? (
          '–'
        ) : (
          <button type="button" className={styles.link} onClick={() => showAccount(accountId)}>
            {accountId}
          </button>
        )}
      </td>
      <td className={styles.caller} title={callerArn ?? undefined}>
        {callerArn === null ? '–' : shortCallerOf(callerArn)}
      </td>
      <td>{sourceIp ?? '–'}</td>
      <td>
        {sequence === null ? (
          '–'
        ) : (
          <button
            type="button"
            className={styles.link}
            aria-label={`Show entry ${sequence}`}
            onClick={() => {
              findEntry(sequence).then(
                (found) => found || showToast(`The journal has no entry ${countOf(sequence)}.`),
                sayFailure,
              )
            }}
          >
            {countOf(sequence)}
          </button>
        )}
      </td>
      <td>{requestId === null ? '–' : <Copyable value={requestId} what="request ID" />}</td>
      <td>{accessKeyId === null ? '–' : <Copyable value={accessKeyId} what="access key ID" />}</td>
    </tr>
  )
}
