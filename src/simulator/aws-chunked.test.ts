import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeAwsChunked } from './aws-chunked.ts'

const frame = (chunks: readonly string[], trailer = '') =>
  Buffer.from(
    `${chunks.map((chunk) => `${Buffer.byteLength(chunk).toString(16)};chunk-signature=ab\r\n${chunk}\r\n`).join('')}0\r\n${trailer}\r\n`,
  )

test('what was put into chunks comes out again', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ minLength: 1, unit: 'grapheme' })), (chunks) => {
      expect(
        decodeAwsChunked(frame(chunks, 'x-amz-checksum-crc32:AAAAAA==\r\n'))?.toString('utf8'),
      ).toBe(chunks.join(''))
    }),
  )
})

test('a body that is cut before its last chunk is refused', () => {
  const whole = frame(['{"Version":', '"2012-10-17"}'])
  for (let length = 0; length < whole.indexOf('0\r\n\r\n'); length += 1) {
    expect(decodeAwsChunked(whole.subarray(0, length))).toBeNull()
  }
})
