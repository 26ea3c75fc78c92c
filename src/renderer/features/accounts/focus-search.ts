/** The ID of the search field of the accounts view. */
export const accountSearchId = 'account-search'

/** Puts the cursor into the search field, as soon as the view is on screen. */
export function focusAccountSearch(): void {
  requestAnimationFrame(() => {
    const field = document.getElementById(accountSearchId)
    if (field instanceof HTMLInputElement) {
      field.focus()
      field.select()
    }
  })
}
