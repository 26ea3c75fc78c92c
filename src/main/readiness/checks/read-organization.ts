import { failed, unknownBecause, warning, well, type Check } from '../check.ts'

export const readOrganization: Check = {
  id: 'read-organization',
  group: 'organization',
  title: 'Reading the organization',
  about:
    'Reads one page of accounts, the root, its units and the tags of an account: what audits read.',
  needs: ['credentials'],
  async run({ aws }) {
    const reads = await aws.reads()
    const refused = reads.flatMap(({ operation, outcome }) =>
      outcome.ok ? [] : [{ operation, failure: outcome.error }],
    )
    const [first] = refused
    if (!first) return well(`Permitted: ${reads.map(({ operation }) => operation).join(', ')}.`)
    if (refused.some(({ failure }) => failure.code !== 'caller-not-permitted')) {
      const other = refused.find(({ failure }) => failure.code !== 'caller-not-permitted') ?? first
      return unknownBecause(other.failure)
    }
    const evidence = `Refused: ${refused.map(({ operation }) => operation).join(', ')}. ${first.failure.message}`
    const remedy = `Allow the caller ${refused.map(({ operation }) => `organizations:${operation}`).join(', ')}. The policy stands under Permissions.`
    return first.operation === 'ListAccounts'
      ? failed(evidence, 'An audit of the organization cannot begin.', remedy)
      : warning(evidence, 'Audits work; units are without names, or tags are missing.', remedy)
  },
}
