import { CSPProvider } from '@base-ui/react/csp-provider'
import { QueryClientProvider } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { LockScreen } from '../features/lock/lock-screen.tsx'
import { queryClient } from '../state/query-client.ts'
import { useSession } from '../state/session-store.ts'
import { Toaster } from '../ui/toaster.tsx'
import { TooltipProvider } from '../ui/tooltip.tsx'
import { ErrorBoundary } from './error-boundary.tsx'
import { Shell } from './shell.tsx'

/**
 * The window: providers around the shell.
 *
 * @param nonce the nonce that main wrote into index.html; Base UI puts it on the style tags it makes.
 */
export function App({ nonce }: { readonly nonce: string | undefined }) {
  return (
    <CSPProvider nonce={nonce}>
      <QueryClientProvider client={queryClient}>
        <TooltipProvider delay={500}>
          <ErrorBoundary what="The window">
            <LockedOrOpen />
          </ErrorBoundary>
        </TooltipProvider>
      </QueryClientProvider>
    </CSPProvider>
  )
}

/** SECURITY: while locked nothing else is in the document: no view, no dialog, no toast. */
function LockedOrOpen() {
  const lock = useSession(({ session }) => session?.lock ?? null)
  const locked = lock?.locked === true
  const wasLocked = useRef(locked)
  useEffect(() => {
    // What one unlocked with is gone, and the focus with it.
    if (wasLocked.current && !locked) document.querySelector('main')?.focus()
    wasLocked.current = locked
  }, [locked])
  if (locked) return <LockScreen lock={lock} />
  return (
    <>
      <Shell />
      <Toaster />
    </>
  )
}
