import { Route, ShieldQuestion, Waypoints } from 'lucide-react'
import type { Path } from '../../shared/domain/connections.ts'
import { useSession } from '../state/session-store.ts'
import { Copyable } from '../ui/copyable.tsx'
import { Fact, FactList } from '../ui/fact-list.tsx'
import { Popover } from '../ui/popover.tsx'
import { isDirect, pathWordsOf } from './path-words.ts'
import styles from './status.module.css'

/** Through what calls reach AWS, and whose STS is called; nothing while nothing is connected. */
export function PathStatus() {
  const path = useSession(({ session }) => session?.path ?? null)
  const region = useSession(({ session }) => session?.region ?? '')
  if (path === null) return null
  return (
    <Popover
      title="Calls reach AWS"
      trigger={
        <button
          type="button"
          className={styles.status}
          data-path={isDirect(path) ? 'direct' : 'detour'}
        >
          <span className="visually-hidden">Through</span>
          {isDirect(path) ? (
            <Route aria-hidden className={styles.icon} />
          ) : (
            <Waypoints aria-hidden className={styles.icon} />
          )}
          <span className={styles.lines} data-gives-way>
            <span className={styles.first}>{region}</span>
            <span className={styles.second}>{pathWordsOf(path)}</span>
          </span>
        </button>
      }
    >
      <PathFacts path={path} region={region} />
    </Popover>
  )
}

function PathFacts({ path, region }: { readonly path: Path; readonly region: string }) {
  const { proxy, endpoints, ownAuthority } = path
  return (
    <FactList>
      <Fact name="STS">{region}, where CloudTrail records AssumeRoot</Fact>
      <Fact name="Proxy">
        {proxy === null ? 'None' : <Copyable value={proxy} what="address of the proxy" />}
      </Fact>
      <Fact name="Endpoints">
        {endpoints.length === 0
          ? 'The public ones of AWS'
          : endpoints.map((host) => (
              <div key={host}>
                <Copyable value={host} what="endpoint" />
              </div>
            ))}
      </Fact>
      <Fact name="Trusts">
        {ownAuthority ? (
          <>
            <ShieldQuestion aria-hidden className={styles.icon} /> The CA bundle of the connection,
            besides the system’s authorities
          </>
        ) : (
          'The certificate authorities of the system'
        )}
      </Fact>
    </FactList>
  )
}
