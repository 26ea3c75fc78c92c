import { beforeEach, describe, expect, it } from 'vitest'
import { AccountId } from '../../shared/domain/accounts.ts'
import {
  adjustFilter,
  goBack,
  goTo,
  showAccount,
  showAccounts,
  showProcedure,
  useViews,
  viewOf,
} from './view-store.ts'

const id = AccountId.parse('111122223333')
const now = () => viewOf(useViews.getState())

describe('the views', () => {
  beforeEach(() => useViews.setState({ history: { entries: [{ name: 'overview' }], index: 0 } }))

  it('a view comes back as it was left', () => {
    showAccounts({ postures: ['unknown'] })
    goTo('runs')
    goTo('accounts')
    expect(now()).toMatchObject({ name: 'accounts', filter: { postures: ['unknown'] } })
  })
  it('from one procedure the way to Procedures leads to all of them, from elsewhere to where one was', () => {
    showProcedure('p1')
    goTo('runs')
    goTo('procedures')
    expect(now()).toMatchObject({ place: 'procedure', procedureId: 'p1' })
    goTo('procedures')
    expect(now()).toMatchObject({ place: 'list' })
    goTo('procedures')
    goBack()
    expect(now()).toMatchObject({ place: 'procedure' })
  })
  it('typing into the filter is not a step back and forth', () => {
    showAccounts({})
    adjustFilter({ search: 'a' })
    adjustFilter({ search: 'ab' })
    goBack()
    expect(now().name).toBe('overview')
  })
  it('an account opened from the table keeps the filter beside it', () => {
    showAccounts({ search: 'prod' })
    showAccount(id)
    expect(now()).toMatchObject({ accountId: id, filter: { search: 'prod' } })
  })
})
