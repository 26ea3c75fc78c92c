import { useState } from 'react'
import { rootkeep } from '../../../state/client.ts'
import { useCommand } from '../../../state/use-command.ts'
import { Button } from '../../../ui/button.tsx'
import { FailurePanel } from '../../../ui/failure-panel.tsx'
import { OrganizationMark } from '../../../ui/organization-mark.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import styles from './mailbox-code.module.css'

type MailboxCodeProps = { readonly procedureId: string; readonly newEmail: string }

const wanted = /^[A-Za-z0-9]{6}$/

/** Asks for the code that AWS has mailed to the new root mailbox. It is sent on and kept nowhere. */
export function MailboxCode({ procedureId, newEmail }: MailboxCodeProps) {
  const [code, setCode] = useState('')
  const provide = useCommand(rootkeep.procedures.provideCode)
  const fits = wanted.test(code.trim())
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (fits) provide.send({ procedureId, code: code.trim() }, () => setCode(''))
      }}
    >
      <p>
        AWS has mailed a code to <strong>{newEmail}</strong>. Whoever reads that mailbox tells you
        the code.
      </p>
      <OrganizationMark />
      <div className={styles.line}>
        <TextField
          label="Code, six letters or digits"
          mono
          value={code}
          onChange={setCode}
          error={code !== '' && code.trim().length >= 6 && !fits ? 'six letters or digits' : null}
        />
        <Button look="primary" type="submit" disabled={!fits} pending={provide.pending}>
          Give AWS the code
        </Button>
      </div>
      {provide.failure ? <FailurePanel failure={provide.failure} /> : null}
    </form>
  )
}
