package discount_approvals_test

import data.discount_approvals

limits := {
	"ae_self_approve_bp": 2000, "manager_required_bp": 2000, "finance_required_bp": 3000, "vp_required_bp": null,
	"max_discount_bp": 5000, "legal_required_for_non_standard": false, "self_approve_bp_by_role": {"csm": 500},
}

config := {
	"currency": "USD",
	"segments": [{"name": "smb", "arr_min_minor": null, "arr_max_minor": null, "employees_min": null, "employees_max": null}],
	"discounts": {"smb": limits},
	"approvals": {
		"high_arr_threshold_minor": 500, "max_liability_minor": null, "max_term_months": null,
		"approval_chains": {"default": ["SALES_MANAGER"], "over_high_arr": ["FINANCE"]},
		"restricted_products": [],
		"stages": [["SALES_MANAGER"], ["FINANCE", "LEGAL"], ["VP_SALES"]],
	},
}

quote := {
	"currency": "USD", "list_total_minor": 10000, "net_total_minor": 10000, "term_length_months": null,
	"has_non_standard_terms": false, "liability_minor": null, "risk_level": null,
	"lines": [{"sku": "A", "quantity": 1, "list_minor": 10000, "net_minor": 10000, "recurring": false}],
}

facts := {
	"config": config, "quote": quote, "account": null, "opportunity": null, "backfill": false, "business_date": "2026-11-20",
	"submitter": {"id": "u", "roles": ["ae"]}, "on_behalf_of": null,
	"amounts": {"rate_known": true, "deal_arr_floor_minor": 1, "deal_arr_ceil_minor": 1, "liability_ceil_minor": null},
}

sold(net) := object.union(facts, {"quote": object.union(quote, {"net_total_minor": net})})

decision(input_facts) := verdict if {
	verdict := discount_approvals.decision with input as input_facts
}

test_exactly_the_limit_passes if decision(sold(8000)).rule_ids == ["discount.no_approval_needed"]

test_just_over_the_limit_asks_the_manager if {
	verdict := decision(sold(7999))
	verdict.stages == [["SALES_MANAGER"]]
	verdict.reasons == {"SALES_MANAGER": ["discount.manager_above_limit"]}
}

test_over_the_maximum_is_denied if {
	decision(sold(5000)).allow
	verdict := decision(sold(4999))
	not verdict.allow
	verdict.rule_ids == ["discount.over_maximum"]
	verdict.required_approvals == []
}

test_the_arr_threshold_is_strict if {
	decision(object.union(facts, {"amounts": {"deal_arr_ceil_minor": 500}})).required_approvals == []
	decision(object.union(facts, {"amounts": {"deal_arr_ceil_minor": 501}})).required_approvals == ["FINANCE"]
}

test_a_chain_that_is_not_configured_falls_to_the_default if {
	verdict := decision(object.union(facts, {"quote": {"has_non_standard_terms": true}}))
	verdict.required_approvals == ["SALES_MANAGER"]
	verdict.rule_ids == ["discount.default_chain", "discount.non_standard_terms"]
}

test_absent_attributes_deny if {
	verdict := decision(object.union(object.remove(facts, ["quote"]), {"quote": object.remove(quote, ["currency", "risk_level"])}))
	not verdict.allow
	verdict.missing == ["quote.currency", "quote.risk_level"]
}

test_no_input_at_all_is_a_denial if {
	verdict := decision({})
	not verdict.allow
	verdict.rule_ids == ["discount.attribute_missing"]
}
