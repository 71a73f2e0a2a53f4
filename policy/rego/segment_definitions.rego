# Which segment an ARR or a head count falls into. Shared by the other modules, and a decision of its own.
package segment_definitions

import data.tenant_overrides.config

# By ARR where it is known, else by head count; "none" where neither says anything.
decision := {"segment": by_arr, "source": "arr"} if {
	input.arr_minor != null
} else := {"segment": by_employees, "source": "employees"} if {
	by_employees
} else := {"segment": null, "source": "none"}

by_arr := of_arr(config.segments, input.arr_minor)

by_employees := of_employees(config.segments, input.employees) if input.employees != null

# What no segment covers is mid-market, and takes smb's thresholds unless the config names its own.
uncovered := "mid_market"

# The first configured segment whose inclusive ARR bounds hold the amount (minor units of the config's currency).
of_arr(segments, arr_minor) := name if {
	names := [segment.name |
		some segment in segments
		bounded_by_arr(segment)
		within(arr_minor, segment.arr_min_minor, segment.arr_max_minor)
	]
	name := first_or_uncovered(names)
}

# The first segment whose employee band holds the head count; undefined when no segment has a band.
of_employees(segments, employees) := name if {
	bands := [segment | some segment in segments; has_employee_band(segment)]
	count(bands) > 0
	names := [band.name | some band in bands; within(employees, band.employees_min, band.employees_max)]
	name := first_or_uncovered(names)
}

# Whether the config, or the product itself, knows a segment of this name.
known(_, name) if name == uncovered

known(segments, name) if {
	some segment in segments
	segment.name == name
}

# A segment that has an employee band and no ARR bound is for leads alone.
bounded_by_arr(segment) if segment.arr_min_minor != null

bounded_by_arr(segment) if segment.arr_max_minor != null

bounded_by_arr(segment) if not has_employee_band(segment)

has_employee_band(segment) if segment.employees_min != null

has_employee_band(segment) if segment.employees_max != null

within(value, low, high) if {
	at_least(value, low)
	at_most(value, high)
}

at_least(_, null)

at_least(value, low) if {
	low != null
	value >= low
}

at_most(_, null)

at_most(value, high) if {
	high != null
	value <= high
}

first_or_uncovered(names) := names[0] if count(names) > 0

first_or_uncovered(names) := uncovered if count(names) == 0
