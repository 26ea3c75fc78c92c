/** How much of whatever a stranger hands over is taken in. */
export type ZipLimits = {
  /** Of the file itself. */
  readonly fileBytes: number
  readonly entries: number
  /** Unpacked: of one entry, and of all together. */
  readonly entryBytes: number
  readonly totalBytes: number
  /** So many times larger than packed may an entry be that is larger than a mebibyte. */
  readonly ratio: number
}

const mebibyte = 1024 * 1024

/** Five times what a bundle of 50,000 accounts needs. */
export const zipLimits: ZipLimits = {
  fileBytes: 512 * mebibyte,
  entries: 64,
  // Less than the longest text that there can be.
  entryBytes: 500 * mebibyte,
  totalBytes: 2048 * mebibyte,
  // Four times what a bundle is packed to at best.
  ratio: 100,
}
