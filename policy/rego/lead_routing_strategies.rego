# The routing strategies in their order: which takes the lead, and why the others do not.
package lead_routing

import data.tenant_overrides.config

# --- The strategies in their order ---

anywhere := {"pool": null, "team": null, "segments": null, "countries": null}

# What the tenant's own rules choose comes before everything.
tenant_strategies := [object.union(anywhere, {
	"id": rule.id, "strategy": strategy_of(rule.then),
	"pool": rule.then.pool, "team": rule.then.team,
}) |
	some rule in tenant_outcome.matched
	count([1 | some key in ["strategy", "pool", "team"]; rule.then[key] != null]) > 0
]

strategy_of(chosen) := chosen.strategy if {
	chosen.strategy != null
} else := "round_robin" if {
	chosen.pool != null
} else := "queue"

# Existing customers follow their account first, unless the config gives that strategy a place of its own.
customers_first := [object.union(anywhere, {"id": "existing_customer", "strategy": "account_owner_follows"})] if {
	existing_customer
	count([rule | some rule in config.routing.strategies; rule.strategy == "account_owner_follows"]) == 0
} else := []

fallback := [object.union(anywhere, {"id": "default", "strategy": config.routing.default_strategy})]

strategies := array.concat(
	array.concat(tenant_strategies, customers_first),
	array.concat(config.routing.strategies, fallback),
)

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
	config.routing.customers_to_csm == true
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
	some named in config.routing.named_accounts
	named.domain in lead_domains
]

by_company := [named.owner |
	some named in config.routing.named_accounts
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
	some name, territory in config.routing.territories
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

territory := config.routing.territories[best_territories[0]]

territory_code := "matched" if {
	territory
} else := "no_territory"

# --- Pools and teams ---

pools := config.routing.pools

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
