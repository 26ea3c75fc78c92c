import { expect, test } from 'vitest'
import { mismatchedChecksum } from './checksums.ts'

const content = Buffer.from('123456789')
const request = (headers: Record<string, string>) => ({
  method: 'PUT',
  path: '/b',
  query: 'policy=',
  headers,
  body: content,
  remoteAddress: '127.0.0.1',
})
const base64 = (hex: string) => Buffer.from(hex, 'hex').toString('base64')

test.each([
  ['x-amz-checksum-crc32', base64('cbf43926')],
  ['x-amz-checksum-crc32c', base64('e3069283')],
  ['x-amz-checksum-crc64nvme', base64('ae8b14860a799888')],
  ['x-amz-checksum-sha1', '98O8HYCOBHMq32eZZczDTKeuNEE='],
  ['x-amz-checksum-sha256', 'FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU='],
  ['content-md5', 'JfnnlDI7RTiF9RgfG2JNCw=='],
])('the published check value of %s is accepted and a changed one refused', (header, value) => {
  expect(mismatchedChecksum(request({ [header]: value }), content)).toBeNull()
  expect(mismatchedChecksum(request({ [header]: value }), Buffer.from('123456780'))).not.toBeNull()
})

test('without a checksum there is nothing to refuse', () => {
  expect(mismatchedChecksum(request({}), content)).toBeNull()
})
