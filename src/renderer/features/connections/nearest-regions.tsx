import { Gauge } from 'lucide-react'
import { useState } from 'react'
import type { RegionDistance } from '../../../shared/domain/connections.ts'
import { regionName } from '../../../shared/domain/region-names.ts'
import { rootkeep } from '../../state/client.ts'
import { useCommand } from '../../state/use-command.ts'
import { Button } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { nearestFirst } from './connection-words.ts'
import styles from './connection-form.module.css'

const shownFirst = 6

type NearestRegionsProps = {
  readonly connectionId: string | null
  readonly chosen: string
  readonly onChoose: (region: string) => void
}

/** How far the STS of each Region is from here, measured when asked for. */
export function NearestRegions({ connectionId, chosen, onChoose }: NearestRegionsProps) {
  const [distances, setDistances] = useState<readonly RegionDistance[]>([])
  const measure = useCommand(rootkeep.connections.nearestRegions)
  if (connectionId === null) {
    return (
      <p className={styles.quiet}>
        Once this connection is saved, Rootkeep can measure from here which Region is the nearest.
      </p>
    )
  }
  return (
    <div className={styles.part}>
      <div className={styles.line}>
        <Button
          icon={<Gauge aria-hidden />}
          pending={measure.pending}
          onClick={() =>
            measure.send({ connectionId }, (measured) => setDistances(nearestFirst(measured)))
          }
        >
          {measure.pending ? 'Measuring' : 'Find the nearest'}
        </Button>
        <span className={styles.quiet}>
          One connection to the STS of each Region, through the network that is saved.
        </span>
      </div>
      {measure.failure ? <FailurePanel failure={measure.failure} /> : null}
      {distances.length > 0 ? (
        <DistanceTable distances={distances} chosen={chosen} onChoose={onChoose} />
      ) : null}
    </div>
  )
}

type DistanceTableProps = {
  readonly distances: readonly RegionDistance[]
  readonly chosen: string
  readonly onChoose: (region: string) => void
}

function DistanceTable({ distances, chosen, onChoose }: DistanceTableProps) {
  const [all, setAll] = useState(false)
  const shown = all ? distances : distances.slice(0, shownFirst)
  return (
    <>
      <table className={classNames(styles.table, styles.distances)}>
        <thead>
          <tr>
            <th scope="col">Region</th>
            <th scope="col">Time for a TLS connection</th>
            <th scope="col">
              <span className="visually-hidden">Choice</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ region, milliseconds, failure }) => (
            <tr key={region}>
              <th scope="row">
                <code>{region}</code> <span className={styles.note}>{regionName(region)}</span>
              </th>
              <td>
                {milliseconds === null ? (
                  <span className={styles.note}>Not reached{failure ? `: ${failure}` : ''}</span>
                ) : (
                  `${Math.round(milliseconds)} ms`
                )}
              </td>
              <td>
                {region === chosen ? <span className={styles.chosen}>Chosen</span> : null}
                {region !== chosen && milliseconds !== null ? (
                  <Button
                    look="quiet"
                    aria-label={`Use ${region}`}
                    onClick={() => onChoose(region)}
                  >
                    Use
                  </Button>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {distances.length > shown.length ? (
        <div>
          <Button look="quiet" onClick={() => setAll(true)}>
            Show all {distances.length}
          </Button>
        </div>
      ) : null}
    </>
  )
}
