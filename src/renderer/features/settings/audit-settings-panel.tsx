import { useState } from 'react'
import type { Settings } from '../../../shared/domain/settings.ts'
import { rootkeep } from '../../state/client.ts'
import { useCommand } from '../../state/use-command.ts'
import { Button } from '../../ui/button.tsx'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { Panel } from '../../ui/panel.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { faultOfRegions, regionsFrom } from './regions.ts'
import styles from './settings-screen.module.css'

/** Freshness window and Regions; nothing is saved until it is asked for. */
export function AuditSettingsPanel({ settings }: { readonly settings: Settings }) {
  const [days, setDays] = useState(String(settings.freshnessDays))
  const [regionsText, setRegionsText] = useState(settings.regions.join(' '))
  const update = useCommand(rootkeep.settings.update)

  const freshnessDays = Number(days)
  const regions = regionsFrom(regionsText)
  const faults = {
    days:
      Number.isInteger(freshnessDays) && freshnessDays >= 1 && freshnessDays <= 365
        ? null
        : 'a whole number from 1 to 365',
    regions: faultOfRegions(regions),
  }
  const faulty = Object.values(faults).some((fault) => fault !== null)
  const changed =
    freshnessDays !== settings.freshnessDays || regions.join(' ') !== settings.regions.join(' ')

  return (
    <Panel title="Audit">
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          if (!faulty && changed) update.send({ freshnessDays, regions })
        }}
      >
        <div className={styles.fields}>
          <TextField
            label="Freshness window, days"
            type="number"
            min={1}
            max={365}
            value={days}
            onChange={setDays}
            error={faults.days}
            hint="An older observation makes the account stale."
          />
        </div>
        <TextField
          label="Regions"
          mono
          lines={2}
          value={regionsText}
          onChange={setRegionsText}
          error={faults.regions}
          hint="Looked through for buckets and queues. Apart by spaces."
        />
        {update.failure ? <FailurePanel failure={update.failure} /> : null}
        <div className={styles.buttons}>
          <Button
            look="primary"
            type="submit"
            disabled={!changed || faulty}
            pending={update.pending}
          >
            Save
          </Button>
        </div>
      </form>
    </Panel>
  )
}
