# Which circumstances of a quote ask for whose approval: rule to its roles.
package discount_approvals

import data.tenant_overrides.config

asks["discount.manager_above_limit"] := {"SALES_MANAGER"} if over(manager_limit)

asks["discount.finance_above_limit"] := {"FINANCE"} if over(limits.finance_required_bp)

asks["discount.vp_above_limit"] := {"VP_SALES"} if over(limits.vp_required_bp)

# Strictly over: rounded up, a fraction of a cent above the threshold counts.
asks["discount.over_high_arr"] := chain("over_high_arr") if high_arr

high_arr if exceeds(input.amounts.deal_arr_ceil_minor, config.approvals.high_arr_threshold_minor)

asks["discount.non_standard_terms"] := chain("non_standard_terms") if input.quote.has_non_standard_terms == true

asks["discount.legal_for_segment"] := {"LEGAL"} if {
	input.quote.has_non_standard_terms == true
	limits.legal_required_for_non_standard == true
}

asks["discount.liability_over_limit"] := {"LEGAL"} if {
	exceeds(input.amounts.liability_ceil_minor, config.approvals.max_liability_minor)
}

asks["discount.term_over_limit"] := {"FINANCE"} if {
	exceeds(input.quote.term_length_months, config.approvals.max_term_months)
}

asks["discount.high_risk"] := {"FINANCE"} if input.quote.risk_level == "high"

asks["discount.restricted_product"] := {role | some product in restricted; some role in product.roles} if {
	count(config.approvals.restricted_products) > 0
	restricted := [product |
		some product in config.approvals.restricted_products
		some line in input.quote.lines
		line.sku == product.sku
	]
	count(restricted) > 0
}

asks["discount.strategic_deal"] := {"VP_SALES"} if strategic

# --- Off unless configured ---

asks["discount.line_over_limit"] := {role | some limit in exceeded; some role in limit.roles} if {
	count(config.approvals.line_limits) > 0
	exceeded := [limit |
		some limit in config.approvals.line_limits
		some line in input.quote.lines
		(line.list_minor - line.net_minor) * 10000 > limit.max_line_discount_bp * line.list_minor
	]
	count(exceeded) > 0
}

asks["discount.product_mix"] := {role | some mix in mixes; some role in mix.roles} if {
	count(config.approvals.product_mix) > 0
	sold := {sku | sku := input.quote.lines[_].sku} | {family | some family in input.quote.product_mix}
	mixes := [mix |
		some mix in config.approvals.product_mix
		count([name | some name in mix.has; not name in sold]) == 0
		count([name | some name in mix.lacks; name in sold]) == 0
	]
	count(mixes) > 0
}

asks["discount.clause"] := {role | some clause in differing; some role in config.approvals.clauses[clause]} if {
	count(config.approvals.clauses) > 0
	differing := [clause | some clause in input.quote.clauses; config.approvals.clauses[clause]]
	count(differing) > 0
}

# Quotes of the family in the window count together: what the sum exceeds and the quote alone does not asks here.
asks["discount.split_deal"] := sum_asks | {role | some role in config.approvals.split_deals.roles} if {
	exceeding := [roles | some roles in sum_exceeds]
	count(exceeding) > 0
	sum_asks := {role | some roles in exceeding; some role in roles}
}

asks[rule.id] := {role | some role in rule.then.add_roles} if {
	some rule in tenant_outcome.matched
	rule.then.deny == false
}

family := input.amounts.family if config.approvals.split_deals.window_days > 0

sum_exceeds contains {"SALES_MANAGER"} if only_sum_over(manager_limit)

sum_exceeds contains {"FINANCE"} if only_sum_over(limits.finance_required_bp)

sum_exceeds contains {"VP_SALES"} if only_sum_over(limits.vp_required_bp)

sum_exceeds contains chain("over_high_arr") if {
	exceeds(family.arr_ceil_minor, config.approvals.high_arr_threshold_minor)
	not high_arr
}

only_sum_over(limit_bp) if {
	limit_bp != null
	(family.list_minor - family.net_minor) * 10000 > limit_bp * family.list_minor
	not over(limit_bp)
}

# --- What these rules share ---

default strategic := false

strategic if input.opportunity.strategic == true

exceeds(value, limit) if {
	value != null
	limit != null
	value > limit
}

chain(name) := {role | some role in object.get(config.approvals.approval_chains, name, [])}

# What asks for approval without naming a role is for the default chain; an empty one is the sales manager's.
fallback := chain("default") if count(chain("default")) > 0

fallback := {"SALES_MANAGER"} if count(chain("default")) == 0

asks_without_role if {
	some named in asks
	count(named) == 0
}

asked := {id: roles |
	some id, named in asks
	roles := with_fallback(named)
}

with_fallback(named) := named if count(named) > 0

with_fallback(named) := fallback if count(named) == 0
