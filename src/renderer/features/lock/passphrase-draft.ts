/** At least so many characters; main holds to the same (`lock.setPassphrase`). */
const shortestPassphrase = 8

/** What is wrong with a new passphrase that was typed twice; null where nothing is. */
export function faultsOfPassphrase(
  typed: string,
  again: string,
): { readonly typed: string | null; readonly again: string | null } {
  return {
    typed: typed.length >= shortestPassphrase ? null : `at least ${shortestPassphrase} characters`,
    again: again === typed ? null : 'the two are not the same',
  }
}
