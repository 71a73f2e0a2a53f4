# Whether a lead may come in, and where it goes: an owner, a pool, or a team's queue. Which member of a pool takes the
# turn is not decided here (policy/round-robin.ts). Text comes out only as codes and as names that came in.
package lead_routing

import data.segment_definitions

preflight := {
	"allow": count(all_denials) == 0,
	"missing": all_missing,
	"required_enrichment": required_enrichment,
	"route_hints": {"segment": segment, "existing_customer": existing_customer},
	"rule_ids": array.concat([id | some id in denial_order; id in all_denials], preflight_notes),
	"trace": [{"rule": id, "fired": id in all_denials} | some id in denial_order],
}

decision := object.union(destination, {
	"allow": count(all_denials) == 0,
	"missing": all_missing,
	"segment": segment,
	"sla_minutes": sla_minutes,
	"conflicts": sort([conflict | some conflict in conflicts]),
	"required_enrichment": required_enrichment,
	"exclusions": exclusions,
	"rule_ids": rule_ids,
	"trace": trace,
})

denial_order := ["routing.attribute_missing", "routing.domain_blocked"]

# --- What must be known: null is an answer ("unknown"), absence is not ---

needed_attributes := {
	"account": ["account"],
	"lead.company_domain": ["lead", "company_domain"],
	"lead.company_key": ["lead", "company_key"],
	"lead.company_size": ["lead", "company_size"],
	"lead.country": ["lead", "country"],
	"lead.email_domain": ["lead", "email_domain"],
	"lead.previous_owners": ["lead", "previous_owners"],
	"lead.segment": ["lead", "segment"],
	"lead.state": ["lead", "state"],
	"match": ["match"],
	"named_owners": ["named_owners"],
}

needed_account_attributes := {
	"account.arr_minor": "arr_minor",
	"account.csm_active": "csm_active",
	"account.csm_handle": "csm_handle",
	"account.csm_id": "csm_id",
	"account.customer_status": "customer_status",
	"account.owner_active": "owner_active",
	"account.owner_handle": "owner_handle",
	"account.owner_id": "owner_id",
	"account.segment": "segment",
}

missing contains name if {
	some name, path in needed_attributes
	absent(input, path)
}

missing contains name if {
	is_object(input.account)
	some name, key in needed_account_attributes
	absent(input.account, [key])
}

# No value equals two different defaults: only what is not there does.
absent(facts, path) if {
	object.get(facts, path, 0) == 0
	object.get(facts, path, 1) == 1
}

# Partial rules are copied into complete ones before use: the WebAssembly engine evaluates those once.
all_missing := sort([name | some name in missing])

# --- Preflight ---

all_denials := {id | some id in denials}

denials contains "routing.attribute_missing" if count(all_missing) > 0

denials contains "routing.domain_blocked" if {
	some blocked in input.config.routing.blocked_domains
	blocked in lead_domains
}

lead_domains := {domain |
	some domain in [input.lead.email_domain, input.lead.company_domain]
	domain != null
}

required_enrichment := [name |
	some name in input.config.routing.required_attributes
	object.get(known_lead, name, null) == null
]

known_lead := object.union(input.lead, {"segment": segment})

preflight_notes := ["routing.enrichment_required"] if count(required_enrichment) > 0

preflight_notes := ["routing.admitted"] if {
	count(required_enrichment) == 0
	count(all_denials) == 0
}

preflight_notes := [] if {
	count(required_enrichment) == 0
	count(all_denials) > 0
}

# --- Segment: stated, else the account's, else by employees ---

default segment := null

segment := input.lead.segment if {
	input.lead.segment != null
} else := input.account.segment if {
	input.account.segment != null
} else := segment_definitions.of_arr(input.config.segments, input.account.arr_minor) if {
	input.account.arr_minor != null
} else := segment_definitions.of_employees(input.config.segments, input.lead.company_size) if {
	input.lead.company_size != null
}

default existing_customer := false

existing_customer if input.account.customer_status == "customer"

# --- The strategies in their order ---

anywhere := {"pool": null, "team": null, "segments": null, "countries": null}

# Existing customers follow their account first, unless the config gives that strategy a place of its own.
customers_first := [object.union(anywhere, {"id": "existing_customer", "strategy": "account_owner_follows"})] if {
	existing_customer
	count([rule | some rule in input.config.routing.strategies; rule.strategy == "account_owner_follows"]) == 0
} else := []

fallback := [object.union(anywhere, {"id": "default", "strategy": input.config.routing.default_strategy})]

strategies := array.concat(array.concat(customers_first, input.config.routing.strategies), fallback)

codes := [code(rule) | some rule in strategies]

# Why a strategy takes the lead ("matched") or does not. The first that takes it wins.
code(rule) := "segment_not_listed" if {
	not listed(rule.segments, segment)
} else := "country_not_listed" if {
	not listed(rule.countries, input.lead.country)
} else := account_code if {
	rule.strategy == "account_owner_follows"
} else := named_code if {
	rule.strategy == "named_account"
} else := territory_code if {
	rule.strategy == "territory"
} else := segment_code(rule) if {
	rule.strategy == "segment"
} else := pool_code(rule) if {
	rule.strategy in {"round_robin", "capacity"}
} else := "matched"

listed(null, _)

listed(values, value) if value in values

winner := min([n | some n, code in codes; code == "matched"])

# --- Account owner, or CSM ---

account_code := "no_account" if {
	input.account == null
} else := "matched" if {
	account_person
} else := "account_owner_missing" if {
	input.account.owner_id == null
} else := "account_owner_lost_it_before" if {
	input.account.owner_handle in input.lead.previous_owners
} else := "account_owner_inactive"

csm_wanted if {
	existing_customer
	input.config.routing.customers_to_csm == true
}

csm := {"id": input.account.csm_id, "handle": input.account.csm_handle} if {
	csm_wanted
	input.account.csm_id != null
	input.account.csm_active == true
	not input.account.csm_handle in input.lead.previous_owners
}

account_person := csm if {
	csm
} else := {"id": input.account.owner_id, "handle": input.account.owner_handle} if {
	input.account.owner_id != null
	input.account.owner_active == true
	not input.account.owner_handle in input.lead.previous_owners
}

# --- Named accounts: by domain, else by normalised company name; the first of the list wins ---

by_domain := [named.owner |
	some named in input.config.routing.named_accounts
	named.domain in lead_domains
]

by_company := [named.owner |
	some named in input.config.routing.named_accounts
	named.company != null
	named.company == input.lead.company_key
]

named_handle := array.concat(by_domain, by_company)[0]

named_code := "not_a_named_account" if {
	not named_handle
} else := "named_owner_unknown" if {
	not input.named_owners[named_handle]
} else := "named_owner_inactive" if {
	not input.named_owners[named_handle].active
} else := "named_owner_lost_it_before" if {
	named_handle in input.lead.previous_owners
} else := "matched"

# --- Territories: a subdivision beats its country, a territory of the segment beats one of any ---

territory_ranks[name] := (2 * by_state) + by_segment if {
	some name, territory in input.config.routing.territories
	in_regions(territory)
	territory.segment in {null, segment}
	by_state := count([1 | input.lead.state in territory.regions])
	by_segment := count([1 | territory.segment != null])
}

in_regions(territory) if input.lead.state in territory.regions

in_regions(territory) if input.lead.country in territory.regions

ranks := {name: rank | some name, rank in territory_ranks}

best_rank := max([rank | some rank in ranks])

best_territories := sort([name | some name, rank in ranks; rank == best_rank])

territory := input.config.routing.territories[best_territories[0]]

territory_code := "matched" if {
	territory
} else := "no_territory"

# --- Pools and teams ---

pools := input.config.routing.pools

segment_code(rule) := "matched" if {
	pool_of(rule)
} else := "pool_unknown" if {
	rule.pool != null
} else := "matched" if {
	rule.team != null
} else := "nowhere_to_go"

pool_code(rule) := "matched" if {
	has_somebody(rule, pool_of(rule))
} else := "pool_empty" if {
	pool_of(rule)
} else := "pool_unknown" if {
	rule.pool != null
} else := "pool_not_named"

has_somebody(_, pool) if count(pools[pool].members) > 0

has_somebody(_, pool) if pools[pool].team != null

has_somebody(rule, _) if rule.team != null

# The rule's pool; for a segment rule that names neither pool nor team, the pool called like the segment; for the pool
# strategies, the only pool there is.
pool_of(rule) := rule.pool if {
	pools[rule.pool]
} else := segment if {
	rule.strategy == "segment"
	rule.pool == null
	rule.team == null
	pools[segment]
} else := only if {
	rule.strategy in {"round_robin", "capacity"}
	rule.pool == null
	count(pools) == 1
	some only, _ in pools
}

# --- The destination ---

nowhere := {"assignee": null, "assignee_handle": null, "team": null, "pool": null}

default destination := {
	"assignee": null, "assignee_handle": null, "team": null, "pool": null,
	"route_strategy": null, "strategy_rule": null,
}

destination := object.union(place(strategies[winner]), {
	"route_strategy": strategies[winner].strategy,
	"strategy_rule": strategies[winner].id,
}) if {
	count(all_denials) == 0
}

# A lead that no rule takes waits in the queue of no team, with a conflict; it is never dropped.
destination := object.union(nowhere, {"route_strategy": "queue", "strategy_rule": null}) if {
	count(all_denials) == 0
	not winner
}

place(rule) := owned_by(account_person) if rule.strategy == "account_owner_follows"

place(rule) := owned_by({"id": input.named_owners[named_handle].id, "handle": named_handle}) if {
	rule.strategy == "named_account"
}

place(rule) := pooled(rule, territory.team) if rule.strategy == "territory"

place(rule) := pooled(rule, null) if rule.strategy in {"segment", "round_robin", "capacity", "queue"}

owned_by(person) := object.union(nowhere, {"assignee": person.id, "assignee_handle": person.handle})

pooled(rule, team) := object.union(nowhere, {"pool": pool, "team": team_of(rule, team, pool)}) if {
	pool := pool_of(rule)
} else := object.union(nowhere, {"team": team_of(rule, team, null)})

team_of(rule, team, pool) := rule.team if {
	rule.team != null
} else := team if {
	team != null
} else := pools[pool].team if {
	pool != null
} else := null

default sla_minutes := null

sla_minutes := [target.minutes |
	some target in input.config.routing.sla
	target.segment in {null, segment}
	target.country in {null, input.lead.country}
][0]

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
	count({input.config.routing.territories[name].team | some name in best_territories}) > 1
}

conflicts contains "named_account_tied" if {
	strategies[winner].strategy == "named_account"
	count({owner | some owner in by_domain}) > 1
}

conflicts contains "segment_not_configured" if {
	segment != null
	not segment_definitions.known(input.config.segments, segment)
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
} else := array.concat(existing_note, [strategy_rule_ids[strategies[winner].strategy]]) if {
	winner >= 0
} else := ["routing.unrouted"]

existing_note := ["routing.existing_customer"] if {
	existing_customer
	strategies[winner].strategy == "account_owner_follows"
} else := []

trace := array.concat(
	[{"rule": id, "strategy": null, "code": "fired"} | some id in denial_order; id in all_denials],
	[{"rule": rule.id, "strategy": rule.strategy, "code": codes[n]} | some n, rule in strategies],
)
