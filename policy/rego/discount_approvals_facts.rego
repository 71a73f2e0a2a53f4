# What must be known before a quote is decided on.
package discount_approvals

import data.tenant_overrides.config

# The usual case in one pass; what is missing is looked for only when something is.
all_missing := sort(tenant_unknown) if {
	complete
} else := sort([name | some name in missing])

complete if {
	input.backfill != null
	input.business_date != null
	input.quote.currency != null
	input.quote.has_non_standard_terms != null
	input.quote.list_total_minor != null
	input.quote.net_total_minor != null
	count(input.quote.lines) > 0
	count(input.submitter.roles) > 0
	_ = input.quote.liability_minor
	_ = input.quote.risk_level
	_ = input.quote.term_length_months
	account_told
	opportunity_told
	behalf_told
	config_told
}

account_told if input.account == null

account_told if _ = input.account.arr_minor

opportunity_told if input.opportunity == null

opportunity_told if _ = input.opportunity.strategic

behalf_told if input.on_behalf_of == null

behalf_told if input.on_behalf_of.roles != null

# What only some configurations read.
config_told if {
	clauses_told
	products_told
	siblings_told
	exceptions_told
}

clauses_told if input.quote.clauses != null

clauses_told if not clauses_read

clauses_read if count(config.approvals.clauses) > 0

products_told if input.quote.product_mix != null

products_told if not products_read

products_read if count(config.approvals.product_mix) > 0

siblings_told if input.amounts.family != null

siblings_told if not siblings_read

siblings_read if config.approvals.split_deals.window_days > 0

exceptions_told if input.account == null

exceptions_told if input.account.id != null

exceptions_told if not exceptions_read

exceptions_read if count(config.overrides) > 0

missing contains "account.id" if not exceptions_told

missing contains "quote.clauses" if not clauses_told

missing contains "quote.product_mix" if not products_told

missing contains "siblings" if not siblings_told

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
