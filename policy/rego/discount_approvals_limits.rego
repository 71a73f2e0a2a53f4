# What the discount rules start from: what must be known, who quotes, and the limits of the deal's segment.
package discount_approvals

import data.segment_definitions

known_roles := {
	"sdr", "ae", "csm", "partner_manager", "sales_manager", "finance",
	"legal", "vp_sales", "revops_admin", "auditor", "operator",
}

quoting_roles := {"ae", "csm", "partner_manager", "sales_manager"}

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
