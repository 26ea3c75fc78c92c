import { describe, expect, it } from 'vitest'
import { bucketByName, foundResources, type PickableResource } from './found-resources.ts'

const bucket = (name: string, region: string | null): PickableResource => ({
  id: name,
  name,
  region,
  createdAt: null,
  changedAt: null,
})
const buckets = [
  bucket('logs-10', 'eu-west-1'),
  bucket('logs-2', 'eu-west-1'),
  bucket('archive', 'us-east-1'),
  bucket('lost', null),
]
const names = (query: string) => foundResources(buckets, query).map(({ name }) => name)

describe('the search for a bucket or queue', () => {
  it('finds by parts of the name and of the Region, all words together', () => {
    expect(names('logs')).toEqual(['logs-2', 'logs-10'])
    expect(names('EU 10')).toEqual(['logs-10'])
    expect(names('nothing')).toEqual([])
  })
  it('without a word everything is there, also what has no Region', () => {
    expect(names(' ')).toEqual(['archive', 'logs-2', 'logs-10', 'lost'])
  })
  it('a name that is not in the list can be opened, and only where it can be a name', () => {
    expect(bucketByName(' my-bucket.example ', buckets)).toMatchObject({
      id: 'my-bucket.example',
      region: null,
    })
    expect(bucketByName('archive', buckets)).toBeNull()
    for (const typed of ['', 'ab', 'Upper', 'a b c', '-dash', 'x'.repeat(64), '../policy']) {
      expect(bucketByName(typed, buckets)).toBeNull()
    }
  })
})
