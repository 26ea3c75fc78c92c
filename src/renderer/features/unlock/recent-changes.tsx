import { useQuery } from '@tanstack/react-query'
import type { PreImage } from '../../../shared/domain/resources.ts'
import { reads } from '../../state/reads.ts'
import { Button } from '../../ui/button.tsx'
import { Panel } from '../../ui/panel.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { resourceName } from './resource-name.ts'
import { showResource } from './unlock-place.ts'
import styles from './recent-changes.module.css'

const mostShown = 8

/** The policies that were changed from here last, each a way back to its bucket or queue. */
export function RecentChanges({ caseId }: { readonly caseId: string | null }) {
  const { data = [] } = useQuery(reads.preImages(null))
  const latest = newestOfEach(data).slice(0, mostShown)
  if (latest.length === 0) return null
  return (
    <Panel title="Changed from here" note="each can be restored" padded={false}>
      <ul className={styles.list}>
        {latest.map((image) => (
          <li key={image.id} className={styles.line}>
            <span className={styles.name}>{resourceName(image.service, image.resource)}</span>
            <span className={styles.quiet}>
              {image.service === 's3' ? 'bucket' : 'queue'} · {image.region} · {image.accountId}
            </span>
            <span className={styles.quiet}>
              <RelativeTime at={image.takenAt} />
            </span>
            <Button
              look="quiet"
              aria-label={`Look at ${resourceName(image.service, image.resource)}`}
              onClick={() =>
                showResource(
                  { service: image.service, accountId: image.accountId, caseId },
                  { id: image.resource, region: image.region },
                )
              }
            >
              Look
            </Button>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

/** Of each bucket or queue the newest; they come newest first. */
function newestOfEach(images: readonly PreImage[]): PreImage[] {
  const newest = new Map<string, PreImage>()
  for (const image of images) {
    const key = `${image.service} ${image.accountId} ${image.resource}`
    if (!newest.has(key)) newest.set(key, image)
  }
  return [...newest.values()]
}
