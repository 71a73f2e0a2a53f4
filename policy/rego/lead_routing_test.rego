package lead_routing_test

import data.lead_routing

routing := {
	"strategies": [], "default_strategy": "territory",
	"territories": {
		"eu": {"regions": ["GB"], "team": "team_eu", "segment": null},
		"eu_enterprise": {"regions": ["GB"], "team": "enterprise_team_eu", "segment": "enterprise"},
	},
	"pools": {"p": {"members": ["a"], "team": "desk"}},
	"named_accounts": [], "sla": [], "required_attributes": [], "blocked_domains": ["spam.example"], "customers_to_csm": false,
}

lead := {
	"country": "GB", "state": null, "segment": null, "company_size": null, "email_domain": null,
	"company_domain": null, "company_key": null, "previous_owners": [],
}

facts := {
	"config": {"currency": "USD", "segments": [], "routing": routing},
	"lead": lead, "account": null, "match": null, "named_owners": {},
}

decision(changes) := verdict if {
	verdict := lead_routing.decision with input as object.union(facts, changes)
}

test_territory_of_the_segment_beats_one_of_any if {
	decision({}).team == "team_eu"
	decision({"lead": {"segment": "enterprise"}}).team == "enterprise_team_eu"
}

test_the_first_rule_that_matches_wins if {
	rules := [
		{"id": "one", "strategy": "round_robin", "pool": "p", "team": null, "segments": ["smb"], "countries": null},
		{"id": "two", "strategy": "queue", "pool": null, "team": "q", "segments": null, "countries": ["GB"]},
	]
	changes := {"config": {"routing": {"strategies": rules}}}
	decision(changes).strategy_rule == "two"
	verdict := decision(object.union(changes, {"lead": {"segment": "smb"}}))
	verdict.pool == "p"
	verdict.team == "desk"
}

test_a_blocked_domain_is_denied if {
	verdict := decision({"lead": {"company_domain": "spam.example"}})
	not verdict.allow
	verdict.route_strategy == null
	verdict.rule_ids == ["routing.domain_blocked"]
}

test_what_nothing_takes_is_queued_with_a_conflict if {
	verdict := decision({"lead": {"country": null}})
	verdict.allow
	verdict.route_strategy == "queue"
	verdict.conflicts == ["no_rule_matched"]
}

test_preflight_asks_for_what_is_required if {
	changes := {"config": {"routing": {"required_attributes": ["country", "company_size"]}}}
	verdict := lead_routing.preflight with input as object.union(facts, changes)
	verdict.allow
	verdict.required_enrichment == ["company_size"]
}

test_no_input_at_all_is_a_denial if {
	verdict := lead_routing.preflight with input as {}
	not verdict.allow
	verdict.rule_ids == ["routing.attribute_missing"]
}
