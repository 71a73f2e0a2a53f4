# Which circumstances of a quote ask for whose approval.
package discount_approvals

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
