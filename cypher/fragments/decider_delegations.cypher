// Whom a decider may stand for: those from whom delegations that are not over lead to them, with the roles of each. A column of RETURN.
COLLECT {
  MATCH (principal:User) (()-[given:DELEGATES_TO WHERE given.to > $claim.at]->()){1,10} (decider)
  RETURN principal {.id, spans: [one IN given | {from: one.from, to: one.to}],
    roles: [(principal)-[theirs:HOLDS_ROLE WHERE theirs.to IS NULL]->(part:Role) | part.name]}
} AS delegators
