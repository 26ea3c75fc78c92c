import type { NativeImage } from 'electron'

/** A screenshot as `capturePage` gives it: a PNG that was encoded by Chromium. */
export function createPicture(png: Buffer): Pick<NativeImage, 'toPNG' | 'getSize' | 'isEmpty'> {
  return {
    toPNG: () => png,
    // The header of a PNG: width and height are the big-endian words at 16 and 20.
    getSize: () => ({ width: png.readUInt32BE(16), height: png.readUInt32BE(20) }),
    isEmpty: () => png.length === 0,
  }
}
