export { ageOf, agoOf, spanOf } from '../../shared/format/age.ts'
