import type { CourtesyNote } from './journal.ts'
import type { Plan } from './plans.ts'
export function courtesyNoteOf(_plan: Plan): CourtesyNote {
  return { text: '', assumeRootEvents: 0, rootEvents: 0, filters: [] }
}
