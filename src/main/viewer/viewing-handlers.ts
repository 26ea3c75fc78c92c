import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import type { RootkeepContract } from '../../shared/ipc/contract.ts'
import type { Handlers } from '../../shared/ipc/derived.ts'
import { fail, succeed, type Outcome } from '../../shared/ipc/result.ts'
import { guardedHandlers, type AnyHandlers, type Handler } from '../guarded-handlers.ts'
import type { View } from './bundle-viewer.ts'

/** The settings that are about the window, and not about the organization in it. */
const ofTheWindow: ReadonlySet<string> = new Set(['theme', 'plainKeys'])

/**
 * The calls that go to the workstation also while a bundle is shown: what is about the program, the person and the bundle itself. All others, commands
 * above all, would read or change something that is not on the screen.
 */
const ofTheWorkstation: ReadonlySet<string> = new Set([
  'session.snapshot',
  'session.about',
  'session.dismissNotice',
  'lock.now',
  'lock.unlock',
  'lock.active',
  'lock.setPassphrase',
  'identity.get',
  'identity.operators',
  'files.save',
  'bundles.open',
  'bundles.close',
  'bundles.viewed',
  'bundles.compare',
])

/**
 * The handlers of the workstation, which answer from the bundle while one is shown: reads that the bundle can answer come from it, calls about the
 * program itself go on, and everything else is refused with `bundle-shown`. The one place where that is decided.
 *
 * SECURITY: what is not named here is refused, commands of the future included.
 *
 * @param view what is shown; null where the connection is.
 */
export function whileViewing(
  handlers: Handlers<RootkeepContract>,
  view: () => View | null,
): Handlers<RootkeepContract> {
  return guardedHandlers(handlers, ({ channel, handler, input }) => {
    const bundle = view()
    return bundle ? answerFrom(bundle, channel, handler, input) : handler(input)
  })
}

function answerFrom(
  bundle: View,
  channel: string,
  handler: Handler,
  input: unknown,
): ReturnType<Handler> {
  if (ofTheWorkstation.has(channel)) return handler(input)
  if (channel === 'settings.get') return withFreshness(handler(input), bundle.freshnessDays)
  if (channel === 'settings.update' && isOfTheWindow(input)) return handler(input)
  // No run of the bundle is under way; one of this workstation goes on, and is not part of what is shown.
  if (channel === 'runs.active') return succeed(null)
  const [group = '', name = ''] = channel.split('.')
  const read = (bundle.reads as unknown as AnyHandlers)[group]?.[name]
  return read ? read(input) : fail(failureOf('bundle-shown'))
}

/** The settings of the window, with the freshness that the bundle was judged by. */
async function withFreshness(
  reading: ReturnType<Handler>,
  freshnessDays: number,
): Promise<Outcome<unknown>> {
  const settings = await reading
  return settings.ok ? succeed({ ...Object(settings.value), freshnessDays }) : settings
}

function isOfTheWindow(change: unknown): boolean {
  return (
    typeof change === 'object' &&
    change !== null &&
    Object.keys(change).every((name) => ofTheWindow.has(name))
  )
}
