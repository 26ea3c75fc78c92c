import { createHash, createHmac } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Sha256 } from './sha256.ts'

test('a digest is the one that Node computes, in however many pieces the data comes', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 5 }),
      async (pieces) => {
        const ours = new Sha256()
        const nodes = createHash('sha256')
        for (const piece of pieces) {
          ours.update(piece)
          nodes.update(piece)
        }
        expect(Buffer.from(await ours.digest()).toString('hex')).toBe(nodes.digest('hex'))
      },
    ),
  )
})

test('an HMAC is the one that Node computes, for keys shorter and longer than a block', async () => {
  const secrets = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.string({ unit: 'binary', maxLength: 100 }),
  )
  await fc.assert(
    fc.asyncProperty(secrets, fc.uint8Array({ maxLength: 300 }), async (secret, message) => {
      const ours = new Sha256(secret)
      ours.update(message)
      const expected = createHmac('sha256', secret).update(message).digest('hex')
      expect(Buffer.from(await ours.digest()).toString('hex')).toBe(expected)
    }),
  )
})
