import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { inSlices } from '../../slices.ts'
import { eachEvent, mostBytes } from './event-file.ts'

const event = (eventName: string, more: object = {}) => ({
  eventName,
  eventTime: '2026-11-22T12:00:00Z',
  ...more,
})

async function namesIn(bytes: string | Uint8Array): Promise<string[]> {
  const names: string[] = []
  await eachEvent(typeof bytes === 'string' ? Buffer.from(bytes) : bytes, inSlices(), (found) => {
    names.push(String(found['eventName']))
  })
  return names
}

describe('events are read from', () => {
  const two = [event('One'), event('Two')]
  const records = JSON.stringify({ Records: two })

  test.each([
    ['a file of CloudTrail', records],
    ['the same, written wide', JSON.stringify({ Records: two }, null, 2)],
    ['the same, with other members first', JSON.stringify({ version: 1, Records: two })],
    ['the same with a byte order mark', `\ufeff${records}`],
    ['JSON Lines', two.map((one) => JSON.stringify(one)).join('\n')],
    ['JSON Lines of Windows', two.map((one) => JSON.stringify(one)).join('\r\n')],
    ['a list', JSON.stringify(two)],
    ['a packed file', gzipSync(records)],
  ])('%s', async (_, bytes) => {
    expect(await namesIn(bytes)).toEqual(['One', 'Two'])
  })

  test('a file with one event', async () => {
    expect(await namesIn(JSON.stringify(event('One'), null, 2))).toEqual(['One'])
  })

  test('a file that has none, and a digest file, which lies beside them: nothing, without complaint', async () => {
    expect(await namesIn('{"Records":[]}')).toEqual([])
    expect(
      await namesIn(JSON.stringify({ digestPublicKeyFingerprint: 'ab', logFiles: [{}] })),
    ).toEqual([])
  })

  test('any text that JSON can hold inside of them', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.jsonValue(), { maxLength: 5 }),
        fc.nat(4),
        async (values, space) => {
          const events = values.map((value, index) => event(`E${index}`, { value }))
          const written = JSON.stringify({ Records: events }, null, space)
          expect(await namesIn(written)).toEqual(events.map(({ eventName }) => eventName))
        },
      ),
    )
  })
})

test('a broken file gives its reason, wherever it is cut', async () => {
  const text = JSON.stringify({ Records: [event('One', { text: 'a"\\b{]' }), event('Two')] })
  for (let length = 1; length < text.length - 1; length += 1) {
    await expect(namesIn(text.slice(0, length)), `${length}`).rejects.toThrow(/^It/)
  }
})

test.each([
  ['nothing', '', 'It is empty.'],
  ['a text', 'Dear SOC, attached are', 'It is not JSON.'],
  ['a picture', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 1, 2, 3]), 'It is not JSON.'],
  ['other JSON', '{"a":[{"b":1}]}', 'It holds no events of CloudTrail.'],
  ['JSON that is none', '{"Records":[{"eventName":}]}', 'Its record 1 is not JSON.'],
  ['an event without its time', '{"eventName":"AssumeRoot"}', 'It holds no events of CloudTrail.'],
  ['a ZIP archive', 'PK\u0003\u0004', 'It is a ZIP archive: unpack it first.'],
  [
    'a packed file that was cut',
    gzipSync(JSON.stringify({ Records: [event('One')] })).subarray(0, 40),
    'Its packed data ends too early.',
  ],
  [
    'a packed file that was damaged',
    gzipSync('x'.repeat(1000)).fill(0xff, 12, 20),
    'Its packed data is damaged.',
  ],
])('%s is refused with a reason', async (_, bytes, reason) => {
  await expect(namesIn(bytes)).rejects.toThrow(reason)
})

test('SECURITY: a small file that unpacks to more than the memory is for is refused', async () => {
  const bomb = gzipSync(Buffer.alloc(mostBytes + 1, ' '), { level: 1 })
  expect(bomb.length).toBeLessThan(2_000_000)
  await expect(namesIn(bomb)).rejects.toThrow('It unpacks to more than 200 MB.')
})

test('a large file leaves others their turn', async () => {
  const records = Array.from({ length: 40_000 }, (_, index) =>
    JSON.stringify(event(`E${index}`, { requestParameters: { text: 'x'.repeat(300) } })),
  )
  let turns = 0
  let reading = true
  const others = (async () => {
    while (reading) {
      turns += 1
      await new Promise((resolve) => setImmediate(resolve))
    }
  })()
  expect(await namesIn(`{"Records":[${records.join(',')}]}`)).toHaveLength(40_000)
  reading = false
  await others
  expect(turns).toBeGreaterThan(5)
})
