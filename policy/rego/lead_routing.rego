# Whether a lead may come in, and where it goes: an owner, a pool, or a team's queue. Which member of a pool takes the
# turn is not decided here (policy/round-robin.ts). Text comes out only as codes and as names that came in.
package lead_routing

import data.segment_definitions
import data.tenant_overrides
import data.tenant_overrides.config

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
	some blocked in config.routing.blocked_domains
	blocked in lead_domains
}

lead_domains := {domain |
	some domain in [input.lead.email_domain, input.lead.company_domain]
	domain != null
}

required_enrichment := array.concat(
	[name |
		some name in config.routing.required_attributes
		object.get(known_lead, name, null) == null
	],
	sort(tenant_outcome.unknown),
)

# The tenant's own rules. One that cannot be told takes no lead, and what it lacks is asked for.
default tenant_outcome := {"matched": [], "unknown": set()}

tenant_outcome := tenant_overrides.outcome(config.routing_rules, {}) if count(config.routing_rules) > 0

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
} else := segment_definitions.of_arr(config.segments, input.account.arr_minor) if {
	input.account.arr_minor != null
} else := segment_definitions.of_employees(config.segments, input.lead.company_size) if {
	input.lead.company_size != null
}

default existing_customer := false

existing_customer if input.account.customer_status == "customer"

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
	some target in config.routing.sla
	target.segment in {null, segment}
	target.country in {null, input.lead.country}
][0]
