# Whether a quote may be submitted, and who must approve it. Integers only: minor units, basis points, months.
# Presence is checked here; types and ranges are checked before the engine (policy/bundle.ts).
package discount_approvals

default_stages := [["SALES_MANAGER"], ["FINANCE", "LEGAL"], ["VP_SALES"]]

approver_order := ["SALES_MANAGER", "FINANCE", "LEGAL", "VP_SALES"]

# Every rule, in the order in which verdicts and traces name them.
rule_order := [
	"discount.attribute_missing",
	"discount.backfill_refused",
	"discount.role_unknown",
	"discount.role_may_not_quote",
	"discount.rate_missing",
	"discount.segment_unknown",
	"discount.over_maximum",
	"discount.manager_above_limit",
	"discount.finance_above_limit",
	"discount.vp_above_limit",
	"discount.over_high_arr",
	"discount.non_standard_terms",
	"discount.legal_for_segment",
	"discount.liability_over_limit",
	"discount.term_over_limit",
	"discount.high_risk",
	"discount.restricted_product",
	"discount.strategic_deal",
	"discount.default_chain",
	"discount.no_approval_needed",
]

decision := {
	"allow": allowed,
	"missing": all_missing,
	"segment": found.segment,
	"segment_source": found.segment_source,
	"max_allowed_discount_bp": max_allowed,
	"stages": stages,
	"required_approvals": [role | some stage in stages; some role in stage],
	"reasons": {role: rules_for(role) | some role in required},
	"flags": {"legal_required": "LEGAL" in required, "strategic": strategic},
	"rule_ids": [id | some id in rule_order; id in fired],
	"trace": [entry | some id in rule_order; id in traced; entry := trace_of(id)],
}

# --- What forbids ---

all_denials := {id | some id in denials}

denials contains "discount.attribute_missing" if count(all_missing) > 0

denials contains "discount.backfill_refused" if {
	backfill_asked
	not backfill_by_admin
}

denials contains "discount.role_unknown" if {
	count(roles) > 0
	count(roles & known_roles) == 0
}

denials contains "discount.role_may_not_quote" if {
	count(roles & known_roles) > 0
	count(roles & quoting_roles) == 0
}

denials contains "discount.rate_missing" if input.amounts.rate_known == false

denials contains "discount.segment_unknown" if {
	count(all_missing) == 0
	input.amounts.rate_known == true
	not limits
}

denials contains "discount.over_maximum" if over(limits.max_discount_bp)

# --- The verdict's parts ---

allowed := count(all_denials) == 0

required := {role | allowed == true; some roles in asked; some role in roles}

rules_for(role) := [id | some id in rule_order; role in asked[id]]

fired := all_denials if allowed == false

fired := ({id | some id, _ in asked} | default_used) | nothing_asked if allowed == true

default_used := {"discount.default_chain" | asks_without_role}

nothing_asked := {"discount.no_approval_needed" | count(asked) == 0}

configured_stages := input.config.approvals.stages if count(input.config.approvals.stages) > 0

configured_stages := default_stages if count(input.config.approvals.stages) == 0

stage_of := {role: min(places) |
	some role in required
	places := [n | some n, stage in configured_stages; role in stage]
	count(places) > 0
}

placed_stages := [stage |
	some n, _ in configured_stages
	stage := [role | some role in approver_order; stage_of[role] == n]
]

# A role that the configured stages leave out still decides, after them.
left_out_stages := [stage |
	some defaults in default_stages
	stage := [role | some role in defaults; role in required; not stage_of[role]]
]

stages := [stage | some stage in array.concat(placed_stages, left_out_stages); count(stage) > 0]

# --- The trace: each rule that fired or had a limit to hold against, with what it saw and the limit ---

traced := fired | {id | some id, limit in all_compared; limit != null}

trace_of(id) := {
	"rule": id,
	"fired": id in fired,
	"observed": object.get(all_observed, id, null),
	"limit": object.get(all_compared, id, null),
}

all_observed := {id: value | some id, value in observed}

all_compared := {id: value | some id, value in compared}

observed["discount.over_maximum"] := discount_bp

observed["discount.manager_above_limit"] := discount_bp

observed["discount.finance_above_limit"] := discount_bp

observed["discount.vp_above_limit"] := discount_bp

observed["discount.over_high_arr"] := input.amounts.deal_arr_ceil_minor

observed["discount.liability_over_limit"] := input.amounts.liability_ceil_minor

observed["discount.term_over_limit"] := input.quote.term_length_months

compared["discount.over_maximum"] := limits.max_discount_bp

compared["discount.manager_above_limit"] := manager_limit

compared["discount.finance_above_limit"] := limits.finance_required_bp

compared["discount.vp_above_limit"] := limits.vp_required_bp

compared["discount.over_high_arr"] := input.config.approvals.high_arr_threshold_minor

compared["discount.liability_over_limit"] := input.config.approvals.max_liability_minor

compared["discount.term_over_limit"] := input.config.approvals.max_term_months
