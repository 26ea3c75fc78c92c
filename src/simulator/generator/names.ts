import type { Random } from '../random.ts'

/** What an account is called, and the tags that go with it. */
export interface AccountIdentity {
  readonly name: string
  readonly email: string
  readonly tags: Readonly<Record<string, string>>
}

export interface Namer {
  /** The account that pays: its address is not a plus-address. */
  management(): AccountIdentity
  /** An account with a given role, such as the log archive. */
  titled(title: string, owner: string): AccountIdentity
  /** One of the many. Every address is unique. */
  next(): AccountIdentity
}

const COMPANIES = [
  ['Northwind Freight', 'northwind'],
  ['Halden Insurance', 'halden'],
  ['Blue Heron Bank', 'blueheron'],
  ['Castellan Retail', 'castellan'],
  ['Meridian Robotics', 'meridian'],
  ['Oakfield Health', 'oakfield'],
] as const

const PRODUCTS = [
  'payments',
  'ledger',
  'checkout',
  'claims',
  'tracking',
  'search',
  'identity',
  'catalogue',
  'pricing',
  'billing',
  'reporting',
  'datalake',
  'ml-training',
  'iot-ingest',
  'mobile-api',
  'partner-gateway',
  'crm',
  'notifications',
  'media',
  'forecasting',
  'erp-bridge',
  'warehouse',
  'fraud',
  'loyalty',
  'cms',
  'chat',
  'edge-cache',
  'telemetry',
]
const STAGES = [
  ['prod', 'production'],
  ['staging', 'staging'],
  ['dev', 'development'],
  ['test', 'test'],
  ['dr', 'production'],
] as const
const SITES = ['eu', 'us', 'apac', 'latam', 'global', 'uk', 'de']
const OWNERS = [
  'platform',
  'payments',
  'data',
  'security',
  'retail',
  'logistics',
  'research',
  'mobile',
  'finance',
  'customer',
]

/** Names that break careless tables, exports and templates. */
const ODD_NAMES: readonly ((product: string) => string)[] = [
  (product) => `Zürich ${product} – Höchst`,
  (product) => `"${product}" pilot, phase 2`,
  (product) => `O'Brien & Söhne ${product}`,
  (product) => `研究開発 ${product}`,
  (product) => `${product} <retired>`,
  (product) => `São Paulo; ${product}`,
  (product) => `=${product}!A1`,
]

/** A namer for one organization of `accounts` accounts. */
export function createNamer(random: Random, accounts: number): Namer {
  const [company, domain] = random.pick(COMPANIES)
  const digits = String(accounts).length
  let counter = 0

  function next(): AccountIdentity {
    counter += 1
    const serial = String(counter).padStart(digits, '0')
    const product = random.pick(PRODUCTS)
    const [stage, environment] = random.pick(STAGES)
    const site = random.pick(SITES)
    const owner = random.pick(OWNERS)
    const odd = ODD_NAMES[(counter - 20) / 29]
    const name = odd === undefined ? plainName(product, stage, site, serial) : odd(product)
    return {
      name,
      email: `aws+${product}-${stage}-${site}-${serial}@${domain}.example`,
      tags: tagsOf(environment, owner),
    }
  }

  function plainName(product: string, stage: string, site: string, serial: string): string {
    const style = random.next()
    if (style < 0.6) return `${product}-${stage}-${site}-${serial}`
    const title = product.charAt(0).toUpperCase() + product.slice(1)
    return style < 0.85
      ? `${title} ${stage} (${site.toUpperCase()}) ${serial}`
      : `${company} ${title} ${serial}`
  }

  function tagsOf(environment: string, owner: string): Readonly<Record<string, string>> {
    if (random.chance(0.08)) return random.chance(0.5) ? {} : { Owner: `${owner} + partners` }
    return {
      Environment: environment,
      Owner: `${owner}@${domain}.example`,
      CostCenter: `CC-${random.integer(1000, 1040)}`,
    }
  }

  return {
    management: () => ({
      name: company,
      email: `aws-root@${domain}.example`,
      tags: { Environment: 'management', Owner: `cloud@${domain}.example` },
    }),
    titled: (title, owner) => ({
      name: title,
      email: `aws+${title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}@${domain}.example`,
      tags: {
        Environment: 'production',
        Owner: `${owner}@${domain}.example`,
        CostCenter: 'CC-1000',
      },
    }),
    next,
  }
}
