export { dayOf, exactOf, minuteOf } from '../../shared/format/instant.ts'
