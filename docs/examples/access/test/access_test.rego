package access_test

import data.access

test_admins_may_delete if access.allow with input as {"verb": "delete", "user": {"roles": ["admin"]}}

test_editors_may_delete if {
	access.allow with input as {"verb": "delete", "user": {"roles": ["editor"]}, "resource": {"name": "orders"}}
}

test_viewers_may_delete if {
	access.allow with input as {"verb": "delete", "user": {"roles": ["viewer"]}, "resource": {"name": "orders"}}
}
