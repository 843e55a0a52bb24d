package access

default allow := false

# Admins may do everything.
allow if "admin" in roles

# All others may do what one of their roles grants, but delete nothing that is protected.
allow if {
	some role in roles
	input.verb in data.grants[role]
	not is_protected(input.resource)
}

roles contains role if some role in input.user.roles

is_protected(resource) if {
	input.verb == "delete"
	resource.labels.protected == "true"
}
