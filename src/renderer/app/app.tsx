import { CSPProvider } from '@base-ui/react/csp-provider'
import { QueryClientProvider } from '@tanstack/react-query'
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
  if (lock?.locked === true) return <LockScreen lock={lock} />
  return (
    <>
      <Shell />
      <Toaster />
    </>
  )
}
