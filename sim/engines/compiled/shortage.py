"""What `advance` comes back with: done, or what it is short of. Calling it again goes on where it stopped."""

GO_ON, MORE_CASES, MORE_EVENTS, MORE_NEEDS, BOOK_FULL, DAY_BOOKS_FULL, MORE_OPINIONS = range(7)
