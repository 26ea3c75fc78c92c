import { launch, type LaunchOptions } from '../e2e/launch.ts'
import type { Launched } from '../e2e/launched.ts'

/** Lends the built app, on the Chromium host, and ends it afterwards, whatever came of it. */
export async function withApp<T>(
  options: Omit<LaunchOptions, 'backend'>,
  work: (app: Launched) => Promise<T>,
): Promise<T> {
  const app = await launch({ backend: 'chromium', ...options })
  try {
    return await work(app)
  } finally {
    await app.close()
  }
}
