# The sample of the table of cases, with what is expected of each (policy/discount-table.test.ts makes discount_table.json).
package discount_table_test

import data.discount_approvals
import data.discount_table

test_every_case_of_the_table_is_decided_as_expected if {
	count(discount_table.cases) > 100
	every one in discount_table.cases {
		verdict := discount_approvals.decision with input as object.union(one.input, {"config": discount_table.config})
		verdict.allow == one.allow
		{role | some role in verdict.required_approvals} == {role | some role in one.roles}
	}
}
