"""Runtime expressions, embedded expressions and conditions: text to small trees."""
