# What a manifest alone can tell: the default without what asks for other objects.
extends default
network.egress_isolation off
rbac.dangling_role off
