import { useState } from 'react'
import { countedOf } from '../../format/count.ts'
import { goTo } from '../../state/view-store.ts'
import { Button } from '../../ui/button.tsx'
import { Panel } from '../../ui/panel.tsx'
import { RadioChoice } from '../../ui/radio-choice.tsx'
import { TextField } from '../../ui/text-field.tsx'
import styles from './queue-regions.module.css'

type QueueRegionsProps = {
  /** The Regions of the settings. */
  readonly swept: readonly string[]
  /** The Region that is offered first where one is wanted. */
  readonly first: string
  /** The one Region that is looked through; null: those of the settings. */
  readonly chosen: string | null
  readonly onChoose: (region: string | null) => void
}

/** SQS answers Region by Region: which ones are asked. */
export function QueueRegions({ swept, first, chosen, onChoose }: QueueRegionsProps) {
  const [scope, setScope] = useState<'settings' | 'one'>(chosen === null ? 'settings' : 'one')
  const [typed, setTyped] = useState(chosen ?? first)
  const [tried, setTried] = useState(false)
  const region = typed.trim()
  const isRegion = /^[a-z]{2,4}(-[a-z]+)+-\d$/.test(region)
  return (
    <Panel title="Which Regions">
      <div className={styles.regions}>
        <RadioChoice<'settings' | 'one'>
          label="SQS answers Region by Region"
          value={scope}
          onChange={(next) => {
            setScope(next)
            if (next === 'settings') onChoose(null)
          }}
          options={[
            {
              value: 'settings',
              label: (
                <>
                  {swept.length === 1
                    ? `The Region of the settings, ${swept[0]}`
                    : `All ${countedOf(swept.length, 'Region')} of the settings`}
                </>
              ),
            },
            { value: 'one', label: 'One Region' },
          ]}
        />
        {scope === 'one' ? (
          <form
            className={styles.one}
            onSubmit={(event) => {
              event.preventDefault()
              setTried(true)
              if (isRegion) onChoose(region)
            }}
          >
            <TextField
              label="Region"
              mono
              value={typed}
              onChange={setTyped}
              error={tried && !isRegion ? 'a Region is written like eu-west-1' : null}
            />
            <Button type="submit">Look there</Button>
          </form>
        ) : (
          <p className={styles.names}>
            {swept.map((each) => (
              <code key={each}>{each}</code>
            ))}
            <Button look="quiet" onClick={() => goTo('settings')}>
              Change in Settings
            </Button>
          </p>
        )}
      </div>
    </Panel>
  )
}
