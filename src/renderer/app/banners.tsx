import { useQuery } from '@tanstack/react-query'
import { CircleAlert, FlaskConical, Info, TriangleAlert, X } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Notice, SessionSnapshot } from '../../shared/domain/connections.ts'
import { renewsBySignIn, waitingWords } from '../format/session-end.ts'
import { useViewing } from '../state/bundle-store.ts'
import { rootkeep } from '../state/client.ts'
import { reads } from '../state/reads.ts'
import { acceptSession, useSession } from '../state/session-store.ts'
import { useCommand } from '../state/use-command.ts'
import { showSetting } from '../features/settings/show-setting.ts'
import { StorageBanner } from '../features/lock/storage-banner.tsx'
import { connectOrSignIn, renewOrSignIn } from '../features/sign-in/connect.ts'
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
      {viewing ? null : <StorageBanner />}
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
  const connect = useCommand(connectOrSignIn)
  const { connection, connectionState, connectionFailure } = session ?? {}
  const stored = (session?.lastAuditAt ?? null) === null ? '' : ' What is shown was stored earlier.'
  const retry = () => connection && connect.send(connection, acceptSession)

  if (connectionState === 'disconnected') {
    // The guide says it, and has the ways on.
    if (session?.firstRun === true) return null
    return (
      <Banner
        tone="info"
        icon={<Info aria-hidden />}
        title="Not connected"
        actions={
          connection ? (
            <>
              <Button onClick={retry} pending={connect.pending}>
                Connect again
              </Button>
              <Button look="quiet" onClick={() => showSetting('connection')}>
                Other connection
              </Button>
            </>
          ) : (
            <Button onClick={() => showSetting('connection')}>Choose a connection</Button>
          )
        }
      >
        {stored}
        {connect.failure ? ` ${connect.failure.message} ${connect.failure.remedy}` : ''}
      </Banner>
    )
  }
  if (session && connectionState === 'expired') return <ExpiredBanner session={session} />
  if (connectionState !== 'failed' || !connectionFailure) return null
  const { message, remedy, awsCode, requestId } = connect.failure ?? connectionFailure
  const signInNeeded = connectionFailure.code === 'sign-in-needed'
  const tone = signInNeeded ? 'info' : 'danger'
  return (
    <Banner
      tone={tone}
      icon={icons[tone]}
      title={signInNeeded ? 'Not signed in' : 'Not connected'}
      actions={
        <>
          <Button onClick={retry} pending={connect.pending} disabled={!connection}>
            {signInNeeded ? 'Sign in' : 'Connect again'}
          </Button>
          <Button look="quiet" onClick={() => showSetting('connection')}>
            Other connection
          </Button>
        </>
      }
    >
      {message} {signInNeeded ? '' : remedy}
      {stored} {awsCode ? <Copyable value={awsCode} what="AWS error code" /> : null}
      {requestId ? <Copyable value={requestId} what="request ID" /> : null}
    </Banner>
  )
}

/** The credentials ended and nothing renewed them: what waits, and the one way on. */
function ExpiredBanner({ session }: { readonly session: SessionSnapshot }) {
  const renew = useCommand(renewOrSignIn)
  const { connection, waiting, connectionFailure } = session
  const waits = waitingWords(waiting)
  const failure = renew.failure ?? connectionFailure
  const bySignIn = renewsBySignIn(session)
  return (
    <Banner
      tone="danger"
      icon={<CircleAlert aria-hidden />}
      title="The session ended."
      actions={
        <Button
          look="primary"
          pending={renew.pending}
          disabled={!connection}
          onClick={() => connection && renew.send(connection, acceptSession)}
        >
          {bySignIn ? 'Sign in again' : 'Renew'}
        </Button>
      }
    >
      {failure ? `${failure.message} ${bySignIn ? '' : failure.remedy} ` : ''}
      {waits === null ? 'Nothing waits for it.' : `${waits}. What waits goes on by itself.`}
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
