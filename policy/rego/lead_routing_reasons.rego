# What goes with a lead's destination: conflicts, exclusions, rule ids and the trace.
package lead_routing

import data.segment_definitions
import data.tenant_overrides.config

# --- Conflicts, exclusions, reasons ---

# What kept an earlier strategy from taking the lead, though it should have.
conflict_codes := {
	"account_owner_inactive",
	"account_owner_lost_it_before",
	"account_owner_missing",
	"named_owner_inactive",
	"named_owner_lost_it_before",
	"named_owner_unknown",
	"nowhere_to_go",
	"pool_empty",
	"pool_not_named",
	"pool_unknown",
}

conflicts contains code if {
	some n, code in codes
	code in conflict_codes
	not beyond_winner(n)
}

conflicts contains "account_match_tied" if input.match.conflict == true

conflicts contains "account_csm_unavailable" if {
	csm_wanted
	strategies[winner].strategy == "account_owner_follows"
	not csm
}

conflicts contains "territory_overlap" if {
	strategies[winner].strategy == "territory"
	count({config.routing.territories[name].team | some name in best_territories}) > 1
}

conflicts contains "named_account_tied" if {
	strategies[winner].strategy == "named_account"
	count({owner | some owner in by_domain}) > 1
}

conflicts contains "segment_not_configured" if {
	segment != null
	not segment_definitions.known(config.segments, segment)
}

conflicts contains "pool_unknown" if {
	strategies[winner].pool != null
	not pools[strategies[winner].pool]
}

conflicts contains "no_rule_matched" if {
	count(all_denials) == 0
	not winner
}

beyond_winner(n) if n > winner

# Whom a pool must pass over for this lead.
exclusions := array.concat(
	[{"handle": handle, "reason": "lost_it_before"} | some handle in input.lead.previous_owners],
	[{"handle": input.account.owner_handle, "reason": "inactive"} |
		input.account.owner_active == false
		input.account.owner_handle != null
		not input.account.owner_handle in input.lead.previous_owners
	],
)

strategy_rule_ids := {
	"account_owner_follows": "routing.account_owner_follows",
	"capacity": "routing.capacity",
	"named_account": "routing.named_account",
	"queue": "routing.queue",
	"round_robin": "routing.round_robin",
	"segment": "routing.segment",
	"territory": "routing.territory",
}

rule_ids := [id | some id in denial_order; id in all_denials] if {
	count(all_denials) > 0
} else := array.concat(notes, [strategy_rule_ids[strategies[winner].strategy]]) if {
	winner >= 0
} else := ["routing.unrouted"]

notes := [strategies[winner].id] if {
	winner < count(tenant_strategies)
} else := ["routing.existing_customer"] if {
	existing_customer
	strategies[winner].strategy == "account_owner_follows"
} else := []

trace := array.concat(
	[{"rule": id, "strategy": null, "code": "fired"} | some id in denial_order; id in all_denials],
	[{"rule": rule.id, "strategy": rule.strategy, "code": codes[n]} | some n, rule in strategies],
)
