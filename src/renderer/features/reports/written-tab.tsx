import { useInfiniteQuery } from '@tanstack/react-query'
import { CalendarClock, EyeOff } from 'lucide-react'
import type { WrittenFile } from '../../../shared/domain/report-jobs.ts'
import { countedOf } from '../../format/count.ts'
import { exactOf } from '../../format/instant.ts'
import { sizeOf } from '../../format/size.ts'
import { failureFrom } from '../../state/client.ts'
import { reads } from '../../state/reads.ts'
import { showReports } from '../../state/view-store.ts'
import { Button } from '../../ui/button.tsx'
import { Copyable } from '../../ui/copyable.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { filterSentence } from '../accounts/filter-words.ts'
import { fileKindLabel, partsOfPath } from './report-words.ts'
import styles from './written-tab.module.css'

/** Every file that was written, newest first, with the hash that proves which one it was. */
export function WrittenTab() {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    reads.writtenFiles(),
  )
  const files = data?.pages.flatMap((page) => page.files) ?? []
  return (
    <div className={styles.tab}>
      {error ? (
        <FailurePanel
          title="The list could not be read."
          failure={failureFrom(error)}
          onRetry={() => void refetch()}
        />
      ) : null}
      {data && files.length === 0 ? (
        <EmptyState
          title="Nothing has been written yet"
          action={<Button onClick={() => showReports('write')}>Write a report</Button>}
        >
          Each file that is written stands here with its SHA-256, so that it can be told later
          whether a file is the one that was written then.
        </EmptyState>
      ) : null}
      {files.length > 0 ? (
        <>
          <p className={styles.note}>
            {countedOf(data?.pages[0]?.total ?? files.length, 'file')}. A file that was moved or
            changed since is not followed: compare its SHA-256.
          </p>
          <div className={styles.scroll}>
            <table className={styles.table}>
              <thead>
                <tr>
                  <th scope="col">Written</th>
                  <th scope="col">Kind</th>
                  <th scope="col">File</th>
                  <th scope="col">Judged at, accounts</th>
                  <th scope="col" className={styles.end}>
                    Size
                  </th>
                  <th scope="col">SHA-256</th>
                </tr>
              </thead>
              <tbody>
                {files.map((file) => (
                  <FileRow key={file.id} file={file} />
                ))}
              </tbody>
            </table>
          </div>
          {hasNextPage ? (
            <Button look="quiet" pending={isFetchingNextPage} onClick={() => void fetchNextPage()}>
              Show older files
            </Button>
          ) : null}
        </>
      ) : null}
    </div>
  )
}

function FileRow({ file }: { readonly file: WrittenFile }) {
  const { question, path } = file
  const { folder, name } = partsOfPath(path)
  const scope = filterSentence(question.scope)
  return (
    <tr>
      <td className={styles.when}>{exactOf(file.at)}</td>
      <td className={styles.kind}>
        {fileKindLabel[file.kind]}
        {file.scheduled ? (
          <span className={styles.mark}>
            <CalendarClock aria-hidden /> scheduled
          </span>
        ) : null}
        {file.redacted ? (
          <span className={styles.mark}>
            <EyeOff aria-hidden /> redacted
          </span>
        ) : null}
      </td>
      <td className={styles.file}>
        <span className={styles.name} title={name}>
          {name}
        </span>
        <Copyable value={path} shown={folder} what="path" className={styles.long} />
      </td>
      <td className={styles.question}>
        {exactOf(question.at)}
        <span className={styles.scope} title={scope}>
          {scope}
        </span>
      </td>
      <td className={styles.end}>{sizeOf(file.bytes)}</td>
      <td className={styles.hash}>
        <Copyable value={file.sha256} what="SHA-256" className={styles.long} />
      </td>
    </tr>
  )
}
