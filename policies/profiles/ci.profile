# What a manifest alone can tell: the default without what asks for other objects.
extends default
network.egress_isolation off
rbac.dangling_role off
reliability.disruption_budget_overlap off
reliability.disruption_budget_replicas off
reliability.replicas_beside_autoscaler off
sandbox.runtime_class_exists off
