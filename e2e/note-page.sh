#!/bin/sh
# The person's browser as far as the window knows: the address that it is asked to open is noted, for the test to open.
printf '%s\n' "$1" >> "$ROOTKEEP_E2E_PAGES"
