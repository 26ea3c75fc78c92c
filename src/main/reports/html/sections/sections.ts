import type { Section } from '../section.ts'
import { actions } from './actions.ts'
import { cases } from './cases.ts'
import { changes } from './changes.ts'
import { completeness } from './completeness.ts'
import { controls } from './controls.ts'
import { exemptions } from './exemptions.ts'
import { holding } from './holding.ts'
import { organization, servicePolicies } from './organization.ts'
import { reading } from './reading.ts'
import { register } from './register.ts'
import { summary } from './summary.ts'
import { trend } from './trend.ts'

/** The parts of the report after its first page, in order. None is left out where it is empty: each says so. */
export const sections: readonly Section[] = [
  summary,
  completeness,
  holding,
  controls,
  changes,
  trend,
  actions,
  cases,
  exemptions,
  servicePolicies,
  organization,
  register,
  reading,
]
