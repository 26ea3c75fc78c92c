import { useQuery } from '@tanstack/react-query'
import { UserPlus } from 'lucide-react'
import { useState } from 'react'
import type { TrustedOperator } from '../../../shared/domain/operators.ts'
import { countedOf } from '../../format/count.ts'
import { dayOf } from '../../format/instant.ts'
import { failureFrom, rootkeep } from '../../state/client.ts'
import { reads } from '../../state/reads.ts'
import { useCommand } from '../../state/use-command.ts'
import { Button } from '../../ui/button.tsx'
import { Copyable } from '../../ui/copyable.tsx'
import { Dialog, DialogActions } from '../../ui/dialog.tsx'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { Panel } from '../../ui/panel.tsx'
import { TrustDialog } from './trust-dialog.tsx'
import table from './exemptions-panel.module.css'

/** The operators whose approvals count here. */
export function OperatorsPanel() {
  const { data, error, refetch } = useQuery(reads.operators())
  const [adding, setAdding] = useState(false)
  const valid = data?.filter(({ revokedAt }) => revokedAt === null).length ?? 0
  return (
    <Panel
      title="Trusted operators"
      note={data ? countedOf(valid, 'operator') : null}
      padded={false}
      actions={
        <Button icon={<UserPlus aria-hidden />} onClick={() => setAdding(true)}>
          Trust an operator
        </Button>
      }
    >
      {error ? (
        <div className={table.text}>
          <FailurePanel failure={failureFrom(error)} onRetry={() => void refetch()} />
        </div>
      ) : null}
      {data?.length === 0 ? (
        <p className={table.text}>
          Nobody is trusted here, so nobody can approve a plan of this workstation.
        </p>
      ) : null}
      {data && data.length > 0 ? (
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Fingerprint</th>
              <th scope="col">Trusted</th>
              <th scope="col">
                <span className="visually-hidden">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {data.map((operator) => (
              <OperatorRow key={operator.fingerprint} operator={operator} />
            ))}
          </tbody>
        </table>
      ) : null}
      <TrustDialog open={adding} onClose={() => setAdding(false)} />
    </Panel>
  )
}

function OperatorRow({ operator }: { readonly operator: TrustedOperator }) {
  const { name, fingerprint, trustedAt, revokedAt } = operator
  return (
    <tr>
      <td>{name}</td>
      <td>
        <Copyable value={fingerprint} what="fingerprint" />
      </td>
      <td className={table.day}>
        {dayOf(trustedAt)}
        {revokedAt === null ? null : (
          <span className={table.second}>revoked {dayOf(revokedAt)}</span>
        )}
      </td>
      <td>{revokedAt === null ? <RevokeButton operator={operator} /> : null}</td>
    </tr>
  )
}

/** Takes trust away after a question: a key that was revoked is not trusted again. */
function RevokeButton({ operator }: { readonly operator: TrustedOperator }) {
  const [asking, setAsking] = useState(false)
  const revoke = useCommand(rootkeep.identity.revoke)
  const close = () => setAsking(false)
  return (
    <>
      <Button look="quiet" aria-label={`Revoke ${operator.name}`} onClick={() => setAsking(true)}>
        Revoke
      </Button>
      <Dialog
        open={asking}
        onClose={close}
        title={`Revoke ${operator.name}`}
        description="From now on no approval of this key counts, not even one that was brought already. The key cannot be trusted again; its owner can make a new one."
      >
        {revoke.failure ? <FailurePanel failure={revoke.failure} /> : null}
        <DialogActions>
          <Button onClick={close}>Keep the trust</Button>
          <Button
            look="danger"
            pending={revoke.pending}
            onClick={() => revoke.send({ fingerprint: operator.fingerprint }, close)}
          >
            Revoke
          </Button>
        </DialogActions>
      </Dialog>
    </>
  )
}
