import { runCrashes } from '../crash/crashes.ts'
import type { Benchmark } from './benchmark.ts'

const kills = 200
const seed = 1

export const crashDrill: Benchmark = {
  name: 'crash-drill',
  about: `${kills} kills at random points of procedures: what journal, database and organization disagree about`,
  async run({ options, say, figure }) {
    const accounts = options.accounts ?? 30
    const outcome = await runCrashes({ seed, count: kills, accounts, say })
    for (const disagreement of outcome.disagreements) say(disagreement)
    figure({
      figure: 'disagreements',
      value: outcome.disagreements.length,
      unit: 'disagreements',
      target: { most: 0 },
      conditions: { seed, kills: outcome.kills, procedures: outcome.procedures, accounts },
    })
  },
}
