import { useQuery } from '@tanstack/react-query'
import { Building2 } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { SignInMeans } from '../../../shared/domain/sign-in.ts'
import { regionName, regionNames } from '../../../shared/domain/region-names.ts'
import { rootkeep } from '../../state/client.ts'
import { reads } from '../../state/reads.ts'
import { useCommand } from '../../state/use-command.ts'
import { Button } from '../../ui/button.tsx'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { onceReleased } from '../../ui/once-released.ts'
import { TextField } from '../../ui/text-field.tsx'
import { readConnection } from '../connections/connection-draft.ts'
import { beginConnection, editConnection } from '../connections/connection-place.ts'
import { SuggestField } from '../connections/suggest-field.tsx'
import type { Connecting } from '../sign-in/connect.ts'
import { useShowFaults } from '../connections/use-show-faults.ts'
import { firstDraft } from './first-draft.ts'
import { Way } from './way.tsx'
import styles from './first-run-guide.module.css'

const regions = Object.values(regionNames).flatMap((names) =>
  Object.entries<string>(names).map(([value, note]) => ({ value, note })),
)

/** IAM Identity Center with the two things that only its users know; the rest has defaults. */
export function IdentityCenterWay({ connecting }: { readonly connecting: Connecting }) {
  const { data: known } = useQuery(reads.connections())
  const [startUrl, setStartUrl] = useState('')
  const [region, setRegion] = useState('')
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  /** A second try changes the first connection instead of keeping another. */
  const [keptId, setKeptId] = useState<string | null>(null)
  const [element, showFaults] = useShowFaults()
  const save = useCommand(rootkeep.connections.save)
  const others = useMemo(
    () => (known ?? []).filter(({ kept, id }) => kept && id !== keptId),
    [known, keptId],
  )
  const draft = useMemo(() => firstDraft(startUrl, region, others), [startUrl, region, others])
  const { settings, faults } = useMemo(() => readConnection(draft), [draft])
  const leave = (field: string) =>
    onceReleased(() => setLeft((before) => new Set(before).add(field)))
  const faultOf = (field: string) => (left.has(field) ? (faults[field] ?? null) : null)

  function signIn(means: SignInMeans): void {
    setLeft(new Set(['signIn.startUrl', 'signIn.region']))
    if (settings === null) {
      showFaults()
      return
    }
    save.send({ id: keptId, settings, secrets: {} }, (connection) => {
      setKeptId(connection.id)
      connecting.signIn(connection, means)
    })
  }
  const pending = save.pending || connecting.pending

  return (
    <Way
      icon={<Building2 aria-hidden />}
      title="IAM Identity Center"
      lead="Sign in to your organization as you do to the AWS access portal. No AWS CLI is needed."
    >
      <form
        ref={element}
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          signIn('browser')
        }}
      >
        <TextField
          label="Start URL"
          mono
          value={startUrl}
          onChange={setStartUrl}
          onBlur={() => startUrl !== '' && leave('signIn.startUrl')}
          error={faultOf('signIn.startUrl')}
          placeholder="https://d-1234567890.awsapps.com/start"
        />
        <SuggestField
          label="Region"
          value={region}
          suggestions={regions}
          onChange={setRegion}
          onBlur={() => region !== '' && leave('signIn.region')}
          error={faultOf('signIn.region')}
          hint={
            regionName(region.trim()) ?? 'Both stand in the access portal, under “Access keys”.'
          }
          placeholder="eu-west-1"
        />
        {save.failure ? <FailurePanel title="Not saved" failure={save.failure} /> : null}
        <div className={styles.wayEnd}>
          <Button type="submit" pending={pending}>
            Sign in
          </Button>
          <Button look="quiet" pending={pending} onClick={() => signIn('device')}>
            With a device code
          </Button>
          <Button
            look="quiet"
            onClick={() => (keptId === null ? beginConnection(draft) : editConnection(keptId))}
          >
            More settings…
          </Button>
        </div>
      </form>
    </Way>
  )
}
