import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { FoundProfile } from '../../../shared/domain/connections.ts'
import { countedOf } from '../../format/count.ts'
import { failureFrom, rootkeep } from '../../state/client.ts'
import { queryClient } from '../../state/query-client.ts'
import { reads } from '../../state/reads.ts'
import { useCommand } from '../../state/use-command.ts'
import { Button } from '../../ui/button.tsx'
import { CheckboxField } from '../../ui/checkbox-field.tsx'
import { Dialog, DialogActions } from '../../ui/dialog.tsx'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { showToast } from '../../ui/toast-manager.ts'
import { ConfigProblems } from './config-problems.tsx'
import styles from './import-profiles.module.css'

type ImportProfilesDialogProps = { readonly open: boolean; readonly onClose: () => void }

/** Keeps profiles of the AWS config files as connections, several at once. */
export function ImportProfilesDialog({ open, onClose }: ImportProfilesDialogProps) {
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title="Import profiles"
      description="Profiles of the AWS config files become connections with a name and a colour. The files are not changed."
      width={560}
    >
      <ProfileChoice onDone={onClose} />
    </Dialog>
  )
}

function ProfileChoice({ onDone }: { readonly onDone: () => void }) {
  const { data, error, refetch } = useQuery(reads.foundProfiles())
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const keep = useCommand(rootkeep.connections.importProfiles)
  if (error) return <FailurePanel failure={failureFrom(error)} onRetry={() => void refetch()} />
  if (!data) return null
  const usable = data.profiles.filter(({ problem }) => problem === null)
  const toggle = (name: string, on: boolean) => {
    const next = new Set(chosen)
    if (on) next.add(name)
    else next.delete(name)
    setChosen(next)
  }
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (chosen.size === 0) return
        keep.send({ profiles: [...chosen] }, () => {
          void queryClient.invalidateQueries({ queryKey: ['connections'] })
          showToast(`${countedOf(chosen.size, 'profile')} imported`)
          onDone()
        })
      }}
    >
      {data.profiles.length === 0 ? (
        <p className={styles.quiet}>
          No profile was found: the AWS config files of this computer are missing or name none.
        </p>
      ) : (
        <>
          {usable.length > 1 ? (
            <CheckboxField
              checked={chosen.size === usable.length}
              onChange={(all) => setChosen(new Set(all ? usable.map(({ name }) => name) : []))}
            >
              <strong>All that can be used, {usable.length}</strong>
            </CheckboxField>
          ) : null}
          <ul className={styles.profiles} aria-label="Profiles">
            {data.profiles.map((profile) => (
              <ProfileLine
                key={profile.name}
                profile={profile}
                chosen={chosen.has(profile.name)}
                onChange={(on) => toggle(profile.name, on)}
              />
            ))}
          </ul>
        </>
      )}
      <ConfigProblems open />
      {keep.failure ? <FailurePanel title="Not imported" failure={keep.failure} /> : null}
      <DialogActions>
        <Button onClick={onDone}>Cancel</Button>
        <Button look="primary" type="submit" disabled={chosen.size === 0} pending={keep.pending}>
          {chosen.size === 0 ? 'Import' : `Import ${countedOf(chosen.size, 'profile')}`}
        </Button>
      </DialogActions>
    </form>
  )
}

type ProfileLineProps = {
  readonly profile: FoundProfile
  readonly chosen: boolean
  readonly onChange: (chosen: boolean) => void
}

function ProfileLine({ profile, chosen, onChange }: ProfileLineProps) {
  const { name, detail, problem } = profile
  return (
    <li className={styles.profile}>
      {problem === null ? (
        <CheckboxField checked={chosen} onChange={onChange}>
          <span>
            <span className={styles.name}>{name}</span>{' '}
            <span className={styles.quiet}>{detail}</span>
          </span>
        </CheckboxField>
      ) : (
        <p className={styles.unusable}>
          <span className={styles.name}>{name}</span>{' '}
          <span className={styles.problem}>{problem}</span>
        </p>
      )}
    </li>
  )
}
