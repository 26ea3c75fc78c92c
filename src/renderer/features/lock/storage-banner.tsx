import { Info, X } from 'lucide-react'
import { create } from 'zustand'
import type { ConnectionKind } from '../../../shared/domain/connections.ts'
import { useSession } from '../../state/session-store.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'

/** The kinds of connection whose secrets Rootkeep holds itself. */
const withSecrets: ReadonlySet<ConnectionKind> = new Set(['identity-center', 'keys'])

/** Said once in the life of the window, also across a lock. */
const useSaid = create<{ readonly said: boolean }>(() => ({ said: false }))

/** Says, until it was read, that nothing of the sign-in outlives the program on this system. */
export function StorageBanner() {
  const lock = useSession(({ session }) => session?.lock ?? null)
  const kind = useSession(({ session }) => session?.connection?.kind ?? null)
  const said = useSaid((store) => store.said)
  if (said || lock?.storage !== 'memory' || kind === null || !withSecrets.has(kind)) return null
  return (
    <Banner
      tone="info"
      icon={<Info aria-hidden />}
      title="Tokens are not kept"
      actions={
        <Button
          look="quiet"
          icon={<X aria-hidden />}
          aria-label="Dismiss: Tokens are not kept"
          onClick={() => useSaid.setState({ said: true })}
        />
      }
    >
      This system offers no key store that encrypts them. They stay in memory and end with the
      program.
    </Banner>
  )
}
