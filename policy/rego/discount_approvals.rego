# Whether a quote may be submitted, and who must approve it. Integers only: minor units, basis points, months.
# Presence is checked here; types and ranges are checked before the engine (policy/bundle.ts).
package discount_approvals

import data.tenant_overrides
import data.tenant_overrides.config

approver_order := ["SALES_MANAGER", "FINANCE", "LEGAL", "VP_SALES"]

# Lists of rules are sorted by name here; policy/explain.ts brings them into the order of the policy, and makes the trace of them.
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
	"rule_ids": sort(fired),
	"limits": compared,
	"waived": waived,
}

# --- What forbids ---

# Partial rules are copied into complete ones before use: the WebAssembly engine evaluates those once.
all_denials := {id | some id in denials}

allowed := count(all_denials) == 0

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
	count(roles & quoting_roles) == 0
	count(roles & known_roles) > 0
}

denials contains "discount.rate_missing" if input.amounts.rate_known == false

denials contains "discount.segment_unknown" if {
	not segment_limits
	input.amounts.rate_known == true
	complete
}

denials contains "discount.over_maximum" if over(limits.max_discount_bp)

denials contains rule.id if {
	some rule in tenant_outcome.matched
	rule.then.deny == true
}

denials contains exception.id if {
	some exception in exceptions
	exception.effect.deny == true
}

# --- The tenant's own rules ---

default tenant_outcome := {"matched": [], "unknown": set()}

tenant_outcome := tenant_overrides.outcome(config.discount_rules, derived) if {
	count(config.discount_rules) > 0
	complete
}

tenant_unknown := tenant_outcome.unknown

derived := {
	"segment": found.segment,
	"arr_minor": input.amounts.deal_arr_floor_minor,
	"discount_bp": input.amounts.discount_bp,
}

# --- Who must approve ---

asked_roles := {role | some roles in asked; some role in roles}

required := set() if {
	allowed == false
} else := asked_roles if {
	count(exceptions) == 0
} else := (asked_roles - tenant_overrides.waived_roles(covering)) | tenant_overrides.added_roles(exceptions)

waived := {role: [exception.id | some exception in covering; role in exception.effect.waive_roles] |
	some role in (tenant_overrides.waived_roles(covering) & asked_roles)
} if {
	count(covering) > 0
	allowed == true
} else := {}

rules_for(role) := sort(array.concat(
	[id | some id, roles in asked; role in roles],
	[exception.id | some exception in exceptions; role in exception.effect.add_roles],
))

fired := all_denials if {
	allowed == false
} else := ({id | some id, _ in asked} | default_used) | (exceptions_used | nothing_asked)

default_used := {"discount.default_chain" | asks_without_role}

exceptions_used := {exception.id | some exception in exceptions}

nothing_asked := {"discount.no_approval_needed" | count(asked) == 0; count(required) == 0}

# The configuration names every role in exactly one stage (policy/engine-config.ts).
stages := [stage |
	some names in config.approvals.stages
	stage := [role | some role in approver_order; role in names; role in required]
	count(stage) > 0
] if {
	count(required) > 0
} else := []

# --- What the trace holds against ---

default compared := {}

compared := {
	"discount.over_maximum": limits.max_discount_bp,
	"discount.manager_above_limit": manager_limit,
	"discount.finance_above_limit": limits.finance_required_bp,
	"discount.vp_above_limit": limits.vp_required_bp,
	"discount.over_high_arr": config.approvals.high_arr_threshold_minor,
	"discount.liability_over_limit": config.approvals.max_liability_minor,
	"discount.term_over_limit": config.approvals.max_term_months,
}
