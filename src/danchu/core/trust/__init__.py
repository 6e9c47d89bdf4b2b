"""Trust that does not rest on the word of the server: what is written is sealed with a key that the database does not
hold, and each day the heads of all chains go where the ward cannot take them back. See docs/trust.md."""
