# Whether a quote may be submitted, and who must approve it. Integers only: minor units, basis points, months.
# Presence is checked here; types and ranges are checked before the engine (policy/bundle.ts).
package discount_approvals

import data.segment_definitions

known_roles := {
	"sdr", "ae", "csm", "partner_manager", "sales_manager", "finance",
	"legal", "vp_sales", "revops_admin", "auditor", "operator",
}

quoting_roles := {"ae", "csm", "partner_manager", "sales_manager"}

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
	"trace": [entry | some id in rule_order; entry := trace_of(id)],
}

# --- What must be known ---

# Partial rules are copied into complete ones before use: the WebAssembly engine evaluates those once.
all_missing := sort([name | some name in missing])

# Null counts as missing here …
required_attributes := {
	"backfill": ["backfill"],
	"business_date": ["business_date"],
	"quote.currency": ["quote", "currency"],
	"quote.has_non_standard_terms": ["quote", "has_non_standard_terms"],
	"quote.lines": ["quote", "lines"],
	"quote.list_total_minor": ["quote", "list_total_minor"],
	"quote.net_total_minor": ["quote", "net_total_minor"],
	"submitter.roles": ["submitter", "roles"],
}

# … and is an answer here ("no term", "no account"): only absence counts.
nullable_attributes := {
	"account": ["account"],
	"on_behalf_of": ["on_behalf_of"],
	"opportunity": ["opportunity"],
	"quote.liability_minor": ["quote", "liability_minor"],
	"quote.risk_level": ["quote", "risk_level"],
	"quote.term_length_months": ["quote", "term_length_months"],
}

missing contains name if {
	some name, path in required_attributes
	object.get(input, path, null) == null
}

missing contains name if {
	some name, path in nullable_attributes
	absent(input, path)
}

missing contains "account.arr_minor" if {
	is_object(input.account)
	absent(input.account, ["arr_minor"])
}

missing contains "opportunity.strategic" if {
	is_object(input.opportunity)
	absent(input.opportunity, ["strategic"])
}

missing contains "on_behalf_of.roles" if {
	is_object(input.on_behalf_of)
	object.get(input.on_behalf_of, "roles", null) == null
}

missing contains "submitter.roles" if count(input.submitter.roles) == 0

missing contains "quote.lines" if count(input.quote.lines) == 0

# No value equals two different defaults: only what is not there does.
absent(facts, path) if {
	object.get(facts, path, 0) == 0
	object.get(facts, path, 1) == 1
}

# --- Who quotes ---

quoter := input.on_behalf_of if is_object(input.on_behalf_of)

quoter := input.submitter if input.on_behalf_of == null

roles := {role | some role in quoter.roles}

backfill_by_admin if {
	input.backfill == true
	"revops_admin" in input.submitter.roles
}

backfill_asked if input.backfill == true

backfill_asked if is_object(input.on_behalf_of)

# --- Segment and limits ---

default found := {"segment": null, "segment_source": null}

# The account's ARR decides, or, unknown, the deal's (both in minor units of the config's currency).
found := {"segment": segment, "segment_source": "account_arr"} if {
	arr := input.account.arr_minor
	arr != null
	segment := segment_definitions.of_arr(input.config.segments, arr)
}

found := {"segment": segment, "segment_source": "deal_arr"} if {
	not account_arr_known
	arr := input.amounts.deal_arr_floor_minor
	arr != null
	segment := segment_definitions.of_arr(input.config.segments, arr)
}

account_arr_known if input.account.arr_minor != null

limits := input.config.discounts[found.segment]

limits := input.config.discounts.smb if {
	found.segment == segment_definitions.uncovered
	not input.config.discounts[segment_definitions.uncovered]
}

# Only an AE self-approves by right; any other role only as far as the config says.
self_limit("ae") := min([limit |
	some limit in [limits.ae_self_approve_bp, limits.manager_required_bp]
	limit != null
])

self_limit(role) := object.get(limits.self_approve_bp_by_role, role, 0) if role != "ae"

manager_limit := max([self_limit(role) | some role in roles; role in quoting_roles])

# Strictly over a limit. An uplift (net above list) makes the left side negative and is never over.
over(limit_bp) if {
	limit_bp != null
	list := input.quote.list_total_minor
	(list - input.quote.net_total_minor) * 10000 > limit_bp * list
}

# In basis points, rounded up for display; an uplift, like a list of nothing, is 0.
discount_bp := ((scaled + (list - 1)) - ((scaled + (list - 1)) % list)) / list if {
	list := input.quote.list_total_minor
	list > input.quote.net_total_minor
	scaled := (list - input.quote.net_total_minor) * 10000
}

discount_bp := 0 if input.quote.list_total_minor <= input.quote.net_total_minor

default max_allowed := 0

# The discount limits alone: what brings approvers at any discount (terms, ARR, risk) is not part of it.
max_allowed := min([limit |
	some limit in [manager_limit, limits.finance_required_bp, limits.vp_required_bp, limits.max_discount_bp]
	limit != null
])

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

# --- What asks for approval: rule to its roles ---

asks["discount.manager_above_limit"] := {"SALES_MANAGER"} if over(manager_limit)

asks["discount.finance_above_limit"] := {"FINANCE"} if over(limits.finance_required_bp)

asks["discount.vp_above_limit"] := {"VP_SALES"} if over(limits.vp_required_bp)

# Strictly over: rounded up, a fraction of a cent above the threshold counts.
asks["discount.over_high_arr"] := chain("over_high_arr") if {
	exceeds(input.amounts.deal_arr_ceil_minor, input.config.approvals.high_arr_threshold_minor)
}

asks["discount.non_standard_terms"] := chain("non_standard_terms") if input.quote.has_non_standard_terms == true

asks["discount.legal_for_segment"] := {"LEGAL"} if {
	input.quote.has_non_standard_terms == true
	limits.legal_required_for_non_standard == true
}

asks["discount.liability_over_limit"] := {"LEGAL"} if {
	exceeds(input.amounts.liability_ceil_minor, input.config.approvals.max_liability_minor)
}

asks["discount.term_over_limit"] := {"FINANCE"} if {
	exceeds(input.quote.term_length_months, input.config.approvals.max_term_months)
}

asks["discount.high_risk"] := {"FINANCE"} if input.quote.risk_level == "high"

asks["discount.restricted_product"] := {role | some role in restricted_in_quote[_].roles} if {
	count(restricted_in_quote) > 0
}

asks["discount.strategic_deal"] := {"VP_SALES"} if strategic

restricted_in_quote := [product |
	some product in input.config.approvals.restricted_products
	some line in input.quote.lines
	line.sku == product.sku
]

default strategic := false

strategic if input.opportunity.strategic == true

exceeds(value, limit) if {
	value != null
	limit != null
	value > limit
}

chain(name) := {role | some role in object.get(input.config.approvals.approval_chains, name, [])}

# What asks for approval without naming a role is for the default chain; an empty one is the sales manager's.
fallback := chain("default") if count(chain("default")) > 0

fallback := {"SALES_MANAGER"} if count(chain("default")) == 0

asks_without_role if {
	some named in asks
	count(named) == 0
}

# What fell to whom.
asked := {id: roles |
	some id, named in asks
	roles := with_fallback(named)
}

with_fallback(named) := named if count(named) > 0

with_fallback(named) := fallback if count(named) == 0

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

# --- The trace: each rule with what it saw and the limit it held against ---

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
