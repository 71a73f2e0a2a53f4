// A verdict stands in its receipt's business payload, and goes when that goes: decisions keep no copy of it.
MATCH (decision:PolicyDecision) WHERE decision.verdict IS NOT NULL
CALL (decision) { REMOVE decision.verdict } IN TRANSACTIONS OF 1000 ROWS
