import { rootkeep } from '../../state/client.ts'
import { useSession } from '../../state/session-store.ts'
import { createThrottle } from './throttle.ts'

/** Main counts the idle time in minutes: it need not hear of every movement. */
const pauseMs = 30_000

const signs = ['pointerdown', 'pointermove', 'wheel', 'keydown'] as const

/** Tells main that somebody is there, as long as the window is not locked. */
export function followActivity(): void {
  const tell = createThrottle(pauseMs, () => void rootkeep.lock.active())
  const onSign = () => {
    if (useSession.getState().session?.lock.locked === false) tell(performance.now())
  }
  for (const sign of signs) {
    window.addEventListener(sign, onSign, { capture: true, passive: true })
  }
}
