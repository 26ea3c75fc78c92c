import { useQuery } from '@tanstack/react-query'
import { CircleAlert, FlaskConical, Info, TriangleAlert, X } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Notice } from '../../shared/domain/connections.ts'
import { useViewing } from '../state/bundle-store.ts'
import { rootkeep } from '../state/client.ts'
import { reads } from '../state/reads.ts'
import { acceptSession, useSession } from '../state/session-store.ts'
import { useCommand } from '../state/use-command.ts'
import { goTo } from '../state/view-store.ts'
import { BundleBanner } from '../features/bundle/bundle-banner.tsx'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { Copyable } from '../ui/copyable.tsx'
import styles from './banners.module.css'

/** What the operator must know at all times, in strips below the context bar. */
export function Banners() {
  const session = useSession(({ session }) => session)
  const { data: about } = useQuery(reads.about())
  const viewing = useViewing()
  return (
    <div className={styles.banners}>
      <BundleBanner />
      {session?.connection?.kind === 'practice' && !viewing ? (
        <Banner tone="practice" icon={<FlaskConical aria-hidden />} title="Practice organization">
          These accounts are simulated.
        </Banner>
      ) : null}
      {session === null || viewing ? null : <ConnectionBanner />}
      {about?.sandboxed === false ? (
        <Banner tone="warning" icon={<TriangleAlert aria-hidden />} title="Not sandboxed">
          The shell was started without its sandbox because this is the root user of the computer.
        </Banner>
      ) : null}
      {session?.notices.map((notice) => (
        <NoticeBanner key={notice.id} notice={notice} />
      ))}
    </div>
  )
}

/** Why nothing can be asked of AWS now, and the way back. */
function ConnectionBanner() {
  const session = useSession(({ session }) => session)
  const connect = useCommand(rootkeep.session.connect)
  const { connection, connectionState, connectionFailure } = session ?? {}
  const retry = () => connection && connect.send({ connectionId: connection.id }, acceptSession)

  if (connectionState === 'disconnected') {
    return (
      <Banner
        tone="info"
        icon={<Info aria-hidden />}
        title="Not connected"
        actions={<Button onClick={() => goTo('settings')}>Choose a connection</Button>}
      >
        {session?.organization ? 'What is shown was stored on this computer earlier.' : ''}
      </Banner>
    )
  }
  if (connectionState !== 'failed' || !connectionFailure) return null
  const { message, remedy, awsCode, requestId } = connect.failure ?? connectionFailure
  return (
    <Banner
      tone="danger"
      icon={<CircleAlert aria-hidden />}
      title="Not connected"
      actions={
        <>
          <Button onClick={retry} pending={connect.pending} disabled={!connection}>
            Connect again
          </Button>
          <Button look="quiet" onClick={() => goTo('settings')}>
            Other connection
          </Button>
        </>
      }
    >
      {message} {remedy}
      {session?.organization ? ' What is shown was stored earlier.' : ''}{' '}
      {awsCode ? <Copyable value={awsCode} what="AWS error code" /> : null}
      {requestId ? <Copyable value={requestId} what="request ID" /> : null}
    </Banner>
  )
}

function NoticeBanner({ notice }: { readonly notice: Notice }) {
  const dismiss = useCommand(rootkeep.session.dismissNotice)
  return (
    <Banner
      tone={notice.tone}
      icon={icons[notice.tone]}
      title={notice.title}
      actions={
        <Button
          look="quiet"
          icon={<X aria-hidden />}
          aria-label={`Dismiss: ${notice.title}`}
          onClick={() => dismiss.send({ id: notice.id }, acceptSession)}
        />
      }
    >
      {notice.detail}
    </Banner>
  )
}

const icons = {
  info: <Info aria-hidden />,
  warning: <TriangleAlert aria-hidden />,
  danger: <CircleAlert aria-hidden />,
} as const satisfies Record<Notice['tone'], ReactNode>
