import { failed, unknown, warning, well, type Check } from '../check.ts'

export const dataFolder: Check = {
  id: 'data-folder',
  group: 'workstation',
  title: 'Data folder',
  about:
    'Writes a file into the data folder and takes it away again; looks at who may read the folder.',
  needs: [],
  async run({ computer, dataFolder: folder }) {
    try {
      await computer.tryWriting(folder)
    } catch (error) {
      return failed(
        `The data folder ${folder} cannot be written (${codeOf(error)}).`,
        'Nothing that is observed or done can be kept: audits and procedures stop.',
        'Check who owns the folder, and that its file system is mounted for writing.',
      )
    }
    const mode = await computer.modeOf(folder).catch(() => undefined)
    if (mode === undefined) {
      return unknown(
        `The data folder ${folder} can be written; its access rights could not be read.`,
        `Look at the access rights of ${folder}: nobody but you should have any.`,
        'Whether others on this computer can read it is not known.',
      )
    }
    if (mode === null) {
      return well(
        `The data folder ${folder} can be written. This system has no permission bits to look at.`,
      )
    }
    const octal = mode.toString(8).padStart(3, '0')
    if ((mode & 0o077) === 0) {
      return well(`The data folder ${folder} can be written, by you alone (${octal}).`)
    }
    return warning(
      `Others on this computer have rights in the data folder ${folder} (${octal}).`,
      'They may list it; the files in it are for you alone, as far as Rootkeep made them.',
      `Take the rights away: chmod 700 '${folder}'`,
    )
  },
}

/** The code of an error of the system, for people who look it up. */
export function codeOf(error: unknown): string {
  const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' ? code : 'unknown error'
}
