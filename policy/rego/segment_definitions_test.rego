package segment_definitions_test

import data.segment_definitions

segments := [
	{"name": "smb", "arr_min_minor": null, "arr_max_minor": 50, "employees_min": null, "employees_max": 9},
	{"name": "enterprise", "arr_min_minor": 250, "arr_max_minor": null, "employees_min": 100, "employees_max": null},
	{"name": "partner", "arr_min_minor": null, "arr_max_minor": null, "employees_min": 0, "employees_max": 0},
]

test_bounds_are_inclusive if {
	segment_definitions.of_arr(segments, 50) == "smb"
	segment_definitions.of_arr(segments, 250) == "enterprise"
}

test_what_no_segment_covers_is_mid_market if {
	segment_definitions.of_arr(segments, 51) == "mid_market"
	segment_definitions.of_employees(segments, 50) == "mid_market"
	segment_definitions.of_arr([], 51) == "mid_market"
}

test_a_segment_with_employee_bounds_alone_is_not_for_amounts if {
	segment_definitions.of_arr([segments[2]], 1) == "mid_market"
	segment_definitions.of_employees([segments[2]], 0) == "partner"
}

test_without_bands_a_head_count_says_nothing if {
	not segment_definitions.of_employees([object.union(segments[0], {"employees_max": null})], 5)
}

test_open_bounds_cover_everything if {
	everything := {"name": "all", "arr_min_minor": null, "arr_max_minor": null, "employees_min": null, "employees_max": null}
	segment_definitions.of_arr([everything], 0) == "all"
}

test_mid_market_is_known_without_being_configured if {
	segment_definitions.known([], "mid_market")
	segment_definitions.known(segments, "smb")
	not segment_definitions.known(segments, "odd")
}
