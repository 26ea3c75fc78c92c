import { encode } from 'uqr'
import { expect, it } from 'vitest'
import { qrPathOf, quietZone } from './qr-path.ts'

it('the path of a QR code covers every dark module and no other', () => {
  const { data, size } = encode('https://device.sso.eu-west-1.amazonaws.com/?user_code=ABCD-EFGH', {
    border: 0,
  })
  const drawn = data.map((row) => row.map(() => false))
  for (const [, x, y, length] of qrPathOf(data).matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g)) {
    for (let at = 0; at < Number(length); at += 1) {
      const row = drawn[Number(y) - quietZone]
      if (row) row[Number(x) - quietZone + at] = true
    }
  }
  expect(drawn).toEqual(data)
  expect(size).toBe(data.length)
})
