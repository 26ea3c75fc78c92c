import { useQuery } from '@tanstack/react-query'
import { useDeferredValue } from 'react'
import { minuteOf } from '../../format/instant.ts'
import { requestReads } from '../../state/request-reads.ts'
import { useNetworkPlace } from './network-place.ts'
import { RequestGrid, requestGridId } from './request-grid.tsx'
import { RequestToolbar } from './request-toolbar.tsx'
import styles from './network-tab.module.css'

/** Every call that was made to AWS, as it was made. */
export function RequestsPart() {
  const filter = useNetworkPlace((place) => place.filter)
  // Typing stays smooth: the reads follow a moment later.
  const asked = useDeferredValue(filter)
  const { data } = useQuery(requestReads.page(asked, null, 0))
  const { data: facets } = useQuery(requestReads.facets())
  const oldest = facets?.since ?? null
  return (
    <div className={styles.requests}>
      <RequestToolbar
        filter={filter}
        total={data?.total ?? null}
        onLeave={() => document.getElementById(requestGridId)?.focus()}
      />
      <RequestGrid filter={asked} />
      <p className={styles.foot}>
        {oldest === null
          ? ''
          : `The oldest call that is kept is of ${minuteOf(oldest)}. Enter copies the request ID of the line.`}
      </p>
    </div>
  )
}
