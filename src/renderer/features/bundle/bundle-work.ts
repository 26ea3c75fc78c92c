import type { Outcome } from '../../../shared/ipc/result.ts'
import { useBundle, type BundleWork } from '../../state/bundle-store.ts'
import { failureFrom, rootkeep, valueOf } from '../../state/client.ts'

/** Asks for a bundle, outside of the page, and shows it. What is shown then comes by push. */
export function openBundle(): void {
  void doing('opening', rootkeep.bundles.open)
}

/** Asks for another bundle and compares it with the one that is shown. */
export function compareBundle(): void {
  void doing('comparing', async () => {
    const compared = await rootkeep.bundles.compare()
    if (compared.ok && compared.value !== null) useBundle.setState({ comparison: compared.value })
    return compared
  })
}

/** Puts the bundle away: the connection and what is stored on this computer are back. */
export function closeBundle(): void {
  void doing('closing', rootkeep.bundles.close)
}

/** One thing at a time. What came to nothing is kept until it was read: a refused bundle must not be missed. */
async function doing(work: BundleWork, call: () => Promise<Outcome<unknown>>): Promise<void> {
  if (useBundle.getState().work !== null) return
  useBundle.setState({ work, refused: null })
  try {
    await valueOf(call())
  } catch (error) {
    useBundle.setState({ refused: { work, failure: failureFrom(error) } })
  } finally {
    useBundle.setState({ work: null })
  }
}
