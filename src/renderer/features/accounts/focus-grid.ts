/** The ID of the table of accounts. */
export const accountGridId = 'account-grid'

/** Puts the keyboard into the table. */
export function focusGrid(): void {
  document.getElementById(accountGridId)?.focus()
}
