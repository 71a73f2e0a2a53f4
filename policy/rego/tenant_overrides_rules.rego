# The tenant's own rules over any attribute, in disjunctive normal form: a rule matches when all tests of one of its lists
# fit. Answers are true, false, or null where something is not known: then the rule is open, unless another of its lists
# matches or its lists fail anyway. Tests come with what policy/engine-config.ts says of their attribute.
package tenant_overrides

# The rules that matched, in order, and what must be known before the others can be told. A match that stops is the last asked.
outcome(rules, derived) := {"matched": matched, "unknown": unknown} if {
	answers := [answer | some rule in rules; answer := answer_of(rule.when, derived)]
	stops := [n | some n, answer in answers; answer == true; rules[n].stop == true]
	last := min(array.concat(stops, [count(rules)]))
	matched := [rules[n] | some n, answer in answers; answer == true; n <= last]
	unknown := {name |
		some n, answer in answers
		answer == null
		n <= last
		some name in open_attributes(rules[n].when, derived)
	}
}

answer_of(lists, derived) := any_of([all_of([result(test, derived) | some test in tests]) | some tests in lists])

any_of(answers) if {
	true in answers
} else := null if {
	null in answers
} else := false

all_of(answers) := false if {
	false in answers
} else := null if {
	null in answers
} else := true

open_attributes(lists, derived) := {test.attribute |
	some tests in lists
	all_of([result(test, derived) | some test in tests]) == null
	some test in tests
	result(test, derived) == null
}

# Of a list, one item that fits is enough; `every` comes from a `not`, and wants all of them.
result(test, derived) := status(test, value) if {
	test.single == true
	value := object.get(input, test.path, {})
	value != {}
	not is_array(value)
} else := all_of([status(test, value) | some value in values(test.path, derived)]) if {
	test.every == true
} else := any_of([status(test, value) | some value in values(test.path, derived)])

# What an attribute holds, as a list; {} where it is not there.
values(path, derived) := line_values(path) if {
	path[0] == "line"
} else := [object.get(derived, path[1], {})] if {
	path[0] == "deal"
} else := listed(path, object.get(input, path, {}))

line_values(path) := input.amounts.line_discounts_bp if {
	path[1] == "discount_bp"
} else := [object.get(line, array.slice(path, 1, 3), {}) | some line in input.quote.lines]

# What belongs to nothing ("no account") is null.
listed(path, value) := value if {
	is_array(value)
} else := [null] if {
	value == {}
	object.get(input, [path[0]], {}) == null
} else := [value]

status(test, value) := compare(test.op, value, test.value) if {
	type_name(value) == test.type
} else := null if {
	# The product's attributes are there, or the facts are not whole.
	value == {}
	is_boolean(test.when_null)
} else := is_known(value) if {
	test.op == "known"
} else := is_known(value) == false if {
	test.op == "unknown"
} else := test.when_null if {
	value == null
} else := null

compare("eq", value, wanted) := value == wanted

compare("ne", value, wanted) := value != wanted

compare("gt", value, wanted) := value > wanted

compare("gte", value, wanted) := value >= wanted

compare("lt", value, wanted) := value < wanted

compare("lte", value, wanted) := value <= wanted

compare("in", value, wanted) := value in wanted

compare("not_in", value, wanted) := false if {
	value in wanted
} else := true

is_known(value) := false if {
	value in [null, {}]
} else := true
