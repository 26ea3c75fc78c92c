import { skipped, warning, well, type Check } from '../check.ts'

export const keyStore: Check = {
  id: 'key-store',
  group: 'workstation',
  title: 'Key store',
  about:
    'Asks whether the key store of the system keeps what is secret: sign-ins, the password of a proxy, the signing identity.',
  needs: [],
  run({ about, computer, session }) {
    const { storage, backend } = session.lock
    if (about.shell === 'none') {
      return skipped('The command line keeps no sign-in and opens no key store.')
    }
    if (storage === 'sealed') {
      return well(`Secrets are encrypted by the key store of the system (${backend ?? 'unnamed'}).`)
    }
    const why =
      computer.platform === 'linux'
        ? `This session has no keyring, or one that hides nothing (${backend ?? 'basic_text'}).`
        : 'The system offers no key store to this session.'
    return warning(
      `${why} Secrets stay in memory.`,
      'Sign-ins and passwords end with the program; nothing secret is written in clear.',
      computer.platform === 'linux'
        ? 'Start a keyring (GNOME Keyring or KWallet) and unlock it, then start Rootkeep again.'
        : 'Unlock the key store of the system, then start Rootkeep again.',
    )
  },
}
