# What the discount rules start from: who quotes, the limits of the deal's segment, and how far the quote is over them.
package discount_approvals

import data.segment_definitions
import data.tenant_overrides
import data.tenant_overrides.config

known_roles := {
	"sdr", "ae", "csm", "partner_manager", "sales_manager", "finance",
	"legal", "vp_sales", "revops_admin", "auditor", "operator",
}

quoting_roles := {"ae", "csm", "partner_manager", "sales_manager"}

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
	segment := segment_definitions.of_arr(config.segments, arr)
}

found := {"segment": segment, "segment_source": "deal_arr"} if {
	not account_arr_known
	arr := input.amounts.deal_arr_floor_minor
	arr != null
	segment := segment_definitions.of_arr(config.segments, arr)
}

account_arr_known if input.account.arr_minor != null

segment_limits := config.discounts[found.segment]

segment_limits := config.discounts.smb if {
	found.segment == segment_definitions.uncovered
	not config.discounts[segment_definitions.uncovered]
}

# The tenant's exceptions for this quote on its day; none are asked while a segment is unknown.
default exceptions := []

exceptions := tenant_overrides.touching(found.segment) if count(config.overrides) > 0

covering := [exception | some exception in exceptions; tenant_overrides.all_lines_of(exception)]

limits := segment_limits if count(covering) == 0

limits := object.union(segment_limits, tenant_overrides.limits_of(covering)) if count(covering) > 0

# Only an AE self-approves by right; any other role only as far as the config says.
self_limit("ae") := limits.ae_self_approve_bp if limits.manager_required_bp == null

self_limit("ae") := min([limits.ae_self_approve_bp, limits.manager_required_bp]) if limits.manager_required_bp != null

self_limit(role) := object.get(limits.self_approve_bp_by_role, role, 0) if role != "ae"

manager_limit := max([self_limit(role) | some role in roles; role in quoting_roles])

# Strictly over a limit. An uplift (net above list) makes the left side negative and is never over.
over(limit_bp) if {
	limit_bp != null
	scaled_discount > limit_bp * input.quote.list_total_minor
}

scaled_discount := (input.quote.list_total_minor - input.quote.net_total_minor) * 10000

default max_allowed := 0

# The discount limits alone: what brings approvers at any discount (terms, ARR, risk) is not part of it.
max_allowed := min([limit |
	some limit in [manager_limit, limits.finance_required_bp, limits.vp_required_bp, limits.max_discount_bp]
	limit != null
])
