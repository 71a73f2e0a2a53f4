# The tenant's own word: its dated exceptions, and where its configuration comes from. What its rules ask is in
# tenant_overrides_rules.rego. Days are compared as text: they are all written YYYY-MM-DD.
package tenant_overrides

# The configuration is given with the input, or is the engine's base data: both engines read it here.
config := input.config if input.config

config := data.config if not input.config

decision := {
	"overrides": [override.id | some override in touching(input.segment)],
	"limits": limits_of(covering(input.segment)),
	"waived_roles": sort(waived_roles(covering(input.segment))),
	"added_roles": sort(added_roles(touching(input.segment))),
	"deny": denied_by(touching(input.segment)),
}

# Exceptions of the day that the quote touches: one line of the product is enough to add roles or to deny …
touching(segment) := [override |
	some override in config.overrides
	dated(override)
	of_account(override)
	override.segment in {null, segment}
	some_line_of(override)
]

# … but all lines must be of it before limits change and roles are waived, so that no cheap line brings its limits along.
covering(segment) := [override |
	some override in touching(segment)
	all_lines_of(override)
]

dated(override) if {
	override.from <= input.business_date
	input.business_date <= override.until
}

of_account(override) if override.account_id == null

of_account(override) if override.account_id == input.account.id

of_account(override) if override.account_id == input.account.external_id

some_line_of(override) if override.sku == null

some_line_of(override) if {
	some line in input.quote.lines
	line.sku == override.sku
}

all_lines_of(override) if override.sku == null

all_lines_of(override) if {
	override.sku != null
	count([line | some line in input.quote.lines; line.sku != override.sku]) == 0
}

limit_names := ["ae_self_approve_bp", "max_discount_bp", "finance_required_bp", "vp_required_bp"]

# The first exception that names a limit sets it.
limits_of(overrides) := {name: values[0] |
	some name in limit_names
	values := [override.effect[name] | some override in overrides; override.effect[name] != null]
	count(values) > 0
}

waived_roles(overrides) := {role | some override in overrides; some role in override.effect.waive_roles}

added_roles(overrides) := {role | some override in overrides; some role in override.effect.add_roles}

default denied_by(_) := false

denied_by(overrides) if {
	some override in overrides
	override.effect.deny == true
}
