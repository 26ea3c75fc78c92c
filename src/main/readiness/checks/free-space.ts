import { countOf } from '../../../shared/format/count.ts'
import { failed, unknown, warning, well, type Check } from '../check.ts'
import { codeOf } from './data-folder.ts'

const mebibyte = 1024 * 1024
const warnBelow = 500 * mebibyte
const failBelow = 50 * mebibyte

export const freeSpace: Check = {
  id: 'free-space',
  group: 'workstation',
  title: 'Free space',
  about:
    'Looks at how much may still be written where the data folder lies. An audit of 50,000 accounts takes about 200 MB.',
  needs: [],
  async run({ computer, dataFolder }) {
    let free
    try {
      free = await computer.freeBytes(dataFolder)
    } catch (error) {
      return unknown(
        `The system does not say how much space is free (${codeOf(error)}).`,
        'Look at the free space where the data folder lies.',
      )
    }
    const evidence = `${sizeOf(free)} are free where the data folder lies.`
    const remedy = 'Make space there, or move the data folder (ROOTKEEP_HOME).'
    if (free < failBelow) {
      return failed(
        evidence,
        'Audits and procedures stop as soon as nothing can be written.',
        remedy,
      )
    }
    if (free < warnBelow) {
      return warning(evidence, 'An audit of a large organization may not fit.', remedy)
    }
    return well(evidence)
  },
}

/** In the larger of two units that says at least one of it. */
function sizeOf(bytes: number): string {
  const megabytes = Math.floor(bytes / mebibyte)
  return megabytes < 1024
    ? `${countOf(megabytes)} MB`
    : `${countOf(Math.floor(megabytes / 1024))} GB`
}
