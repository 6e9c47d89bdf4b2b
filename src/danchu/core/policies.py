"""What anyone may do with the house itself."""

import rules

TABLE = {"core.subscribe": rules.always_allow}
